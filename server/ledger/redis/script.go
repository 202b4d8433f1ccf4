package redis

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

//go:embed lua/*.lua
var sources embed.FS

// scripts are the scripts as one server has them.
type scripts struct {
	// identity names the server's present life: it changes when the process is restarted, when another takes its place, and
	// when it comes back after it was a replica. It stands in a comment of every script, so that a server with another one
	// does not know them. Empty: not known, or no longer believed.
	identity string
	sha      map[string]string
}

// names lists the scripts.
func names() []string {
	return []string{
		"bar", "beat", "claim", "commit", "entries", "events", "forget", "keep", "leave", "look", "put", "release", "reserve",
	}
}

// text gives what is loaded.
func text(name, identity string) (string, error) {
	prelude, err := sources.ReadFile("lua/prelude.lua")
	if err != nil {
		return "", err
	}
	body, err := sources.ReadFile("lua/" + name + ".lua")
	if err != nil {
		return "", err
	}
	return "-- trivium on " + identity + "\n" + string(prelude) + string(body), nil
}

// load loads the scripts on the server as it is now. Who it is and the loading go over one connection, so it is one process
// that says its name and takes them.
func (l *Ledger) load(ctx context.Context) (*scripts, error) {
	servers, err := l.servers(ctx)
	if err != nil {
		return nil, err
	}
	var connections []*goredis.Conn
	defer func() {
		for _, connection := range connections {
			_ = connection.Close() // back to the pool
		}
	}()
	var identities []string
	for _, server := range servers {
		connection := server.Conn()
		connections = append(connections, connection)
		identity, err := identify(ctx, connection)
		if err != nil {
			return nil, err
		}
		identities = append(identities, identity)
	}
	slices.Sort(identities)
	loaded := &scripts{identity: strings.Join(identities, " "), sha: map[string]string{}}
	for _, connection := range connections {
		if err := loaded.send(ctx, connection); err != nil {
			return nil, err
		}
	}
	return loaded, nil
}

// servers gives all that take writes: one, or all of a cluster.
func (l *Ledger) servers(ctx context.Context) ([]*goredis.Client, error) {
	switch client := l.client.(type) {
	case *goredis.Client:
		return []*goredis.Client{client}, nil
	case *goredis.ClusterClient:
		var mu sync.Mutex // ForEachMaster calls from several goroutines
		var servers []*goredis.Client
		err := client.ForEachMaster(ctx, func(_ context.Context, server *goredis.Client) error {
			mu.Lock()
			defer mu.Unlock()
			servers = append(servers, server)
			return nil
		})
		return servers, err
	default:
		return nil, fmt.Errorf("a client of type %T is not supported", client)
	}
}

// identify asks a server for the name of its present life. A replica has none.
func identify(ctx context.Context, connection *goredis.Conn) (string, error) {
	var info strings.Builder
	for _, section := range []string{"server", "replication"} {
		part, err := connection.Info(ctx, section).Result()
		if err != nil {
			return "", err
		}
		info.WriteString(part)
	}
	fields := map[string]string{}
	for line := range strings.Lines(info.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		fields[name] = value
	}
	if fields["role"] != "master" {
		return "", fmt.Errorf("the server is a %q and takes no writes", fields["role"])
	}
	return fields["run_id"] + "/" + fields["master_replid"], nil
}

// send loads all scripts over one connection.
func (s *scripts) send(ctx context.Context, connection *goredis.Conn) error {
	pipe := connection.Pipeline()
	replies := map[string]*goredis.StringCmd{}
	for _, name := range names() {
		script, err := text(name, s.identity)
		if err != nil {
			return err
		}
		replies[name] = pipe.ScriptLoad(ctx, script)
	}
	_, err := pipe.Exec(ctx)
	for name, reply := range replies {
		s.sha[name] = reply.Val()
	}
	return err
}

// reload is called when the server did not know the scripts that a call used. It gives nil if the server is still the same
// and had only forgotten its scripts: nothing is lost and the call, which has done nothing, may be made again. Otherwise the
// truth may have lost what it promised, which this instance then notices.
func (l *Ledger) reload(ctx context.Context, used *scripts) error {
	select {
	case l.loading <- struct{}{}:
		defer func() { <-l.loading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	current := l.scripts.Load()
	if current.identity != used.identity {
		return errNoticed // meanwhile, by another call
	}
	loaded, err := l.load(ctx)
	if err != nil {
		return err
	}
	l.scripts.Store(loaded)
	if loaded.identity == current.identity {
		l.log.Warn("the server had forgotten its scripts; they are loaded again")
		return nil
	}
	l.epoch.Add(1)
	l.metrics.epochs.Inc()
	l.log.Warn("the server was restarted, or another one took its place: it may have lost what it promised",
		"epoch", l.epoch.Load())
	l.leases.void()
	l.bell.ringAll()
	return errNoticed
}

// distrust is called when a server says that it takes no writes: whoever takes them now may know less, even if it is the
// same process that comes back.
func (l *Ledger) distrust(used *scripts) {
	unknown := &scripts{sha: map[string]string{}}
	for _, name := range names() {
		unknown.sha[name] = strings.Repeat("0", 40)
	}
	if used.identity != "" {
		l.scripts.CompareAndSwap(used, unknown)
	}
}

// errNoticed says that the truth may have gone back in time; the call has done nothing.
var errNoticed = fmt.Errorf("%w: the truth may have gone back in time", ledger.ErrUnavailable)
