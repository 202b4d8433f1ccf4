package app

import (
	"context"

	"trivium/server/hosts"
)

// openHosts makes what knows who may host.
func (a *app) openHosts(context.Context) error {
	a.hosts = hosts.New(hosts.Options{Store: a.store, Key: a.key, Open: a.options.OpenHosting})
	return nil
}
