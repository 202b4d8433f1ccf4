package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"trivium/server/backup"
	"trivium/server/disk"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redislink"
	"trivium/server/schema"
	storeredis "trivium/server/store/redis"
	storesqlite "trivium/server/store/sqlite"
)

// openData opens the data folder and, behind it, the truth of games: a file in the folder, or the Redis that several
// instances share.
func (a *app) openData(ctx context.Context) error {
	if err := os.MkdirAll(a.options.Data, 0o750); err != nil {
		return fmt.Errorf("the data folder %s can not be made; name another with --data: %w", a.options.Data, err)
	}
	if err := backup.Finish(a.options.Data); err != nil {
		return fmt.Errorf("finish the restore of %s that was interrupted: %w", a.options.Data, err)
	}
	if err := disk.Register(a.registry, a.options.Data); err != nil {
		return fmt.Errorf("watch the disk: %w", err)
	}
	open := a.openFile
	if a.options.RedisURL != "" {
		open = a.openRedis
	}
	return open(ctx)
}

// keyFile is where this server's copy of the hosts' key lies, for programs on this machine.
func (a *app) keyFile() string { return filepath.Join(a.options.Data, "host.key") }

// openFile opens the one file of a server that is alone.
func (a *app) openFile(ctx context.Context) error {
	file, err := ledgersqlite.OpenFile(filepath.Join(a.options.Data, "trivium.db"),
		ledgersqlite.FileOptions{Logger: a.log, Registerer: a.registry})
	if err != nil {
		return fmt.Errorf("open the data folder %s: %w", a.options.Data, err)
	}
	a.onStop("file", func(context.Context) error { return file.Close() })
	tables := func(ctx context.Context) error {
		return errors.Join(ledgersqlite.Tables(ctx, file), storesqlite.Tables(ctx, file))
	}
	if err := schema.Steps().SQLite(ctx, file, tables, a.schemaOptions(nil)); err != nil {
		return err
	}
	opened, err := ledgersqlite.New(file, ledgersqlite.Options{Logger: a.log, Registerer: a.registry})
	if err != nil {
		return err
	}
	a.ledger = opened
	a.onStop("ledger", func(context.Context) error { return opened.Close() })
	if a.store, err = storesqlite.New(ctx, file); err != nil {
		return err
	}
	a.key, err = secret(a.keyFile())
	return err
}

// openRedis opens what this instance shares with others. The folder is its own all the same.
func (a *app) openRedis(ctx context.Context) error {
	lock := flock.New(filepath.Join(a.options.Data, "instance.lock"))
	switch locked, err := lock.TryLock(); {
	case err != nil:
		return fmt.Errorf("lock the data folder %s: %w", a.options.Data, err)
	case !locked:
		return fmt.Errorf("another instance uses the data folder %s: give each one of its own with --data", a.options.Data)
	}
	a.onStop("data folder", func(context.Context) error { return lock.Unlock() })
	client, err := redislink.Open(ctx, a.options.RedisURL, redislink.Options{
		Logger: a.log, Registerer: a.registry, Replicas: a.options.RedisReplicas,
	})
	if err != nil {
		return err
	}
	a.onStop("redis", func(context.Context) error { return client.Close() })
	if err := schema.Steps().Redis(ctx, client, living(client), a.schemaOptions(client)); err != nil {
		return err
	}
	a.redis = redislink.NewPulse(client, redislink.Options{Logger: a.log, Registerer: a.registry})
	a.onStop("redis's pulse", func(context.Context) error { a.redis.Close(); return nil })
	opened, err := ledgerredis.New(ctx, ledgerredis.Options{
		Client: client, Replicas: a.options.RedisReplicas, Logger: a.log, Registerer: a.registry,
	})
	if err != nil {
		return err
	}
	a.ledger = opened
	a.onStop("ledger", func(context.Context) error { return opened.Close() })
	if err := schema.Steps().Confirm(ctx, client); err != nil { // this instance counts as living now
		return err
	}
	a.store = storeredis.New(client)
	a.key, err = sharedSecret(ctx, a.store, a.keyFile(), a.log)
	return err
}
