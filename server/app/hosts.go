package app

import (
	"context"

	"trivium/server/hosts"
)

// openHosts makes what knows who may host.
func (a *app) openHosts(context.Context) error {
	var err error
	a.hosts, err = hosts.New(hosts.Options{Store: a.store, Key: a.key, Open: a.options.OpenHosting})
	return err
}
