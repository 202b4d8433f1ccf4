package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/backup"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/redislink"
	"trivium/server/schema"
)

// BackupOptions say what is saved or restored.
type BackupOptions struct {
	Data     string // folder
	RedisURL string // of the Redis that instances share; empty: the server is alone
	File     string // empty: a name with the time; "-": Out
	Force    bool   // restore over what is there
	Version  string
	Out      io.Writer // takes the backup where File says so
	Err      io.Writer // takes words
}

// secrets is said of each backup.
const secrets = "It has the hosts' key, hashes of passwords and the names of players: its owner alone may read it (mode 0600). Keep it so, and no longer " +
	"than names may stay."

// Backup saves a server's data into a file while games go on.
func Backup(ctx context.Context, o BackupOptions) error {
	place, done, err := o.place(ctx)
	if err != nil {
		return err
	}
	defer done()
	if o.File == "-" {
		m, err := backup.Save(ctx, o.Out, place)
		if err != nil {
			return err
		}
		place.Say("Saved: %s.\nIt has the hosts' key, hashes of passwords and the names of players: keep it where its owner alone may read it.", m.Words())
		return nil
	}
	if o.File == "" {
		o.File = backup.Name("trivium", place.Clock())
	}
	m, size, err := backup.SaveTo(ctx, o.File, place)
	if err != nil {
		return err
	}
	place.Say("Saved: %s.\n%s, %s, schema %d.\n%s", m.Words(), absolute(o.File), bytesWords(size), m.Schema, secrets)
	return nil
}

// Restore puts a backup into a data folder, or into a Redis and the folder of one instance. No server may use them.
func Restore(ctx context.Context, o BackupOptions) error {
	place, done, err := o.place(ctx)
	if err != nil {
		return err
	}
	defer done()
	m, before, err := backup.Restore(ctx, o.File, place, o.Force)
	if before != "" {
		place.Say("What was there before is saved in %s.", absolute(before))
	}
	if err != nil {
		return err
	}
	place.Say("Restored: %s, as of %s.\nStart the server: games go on where they were, and names whose time is up go within minutes.",
		m.Words(), m.Taken.Format(time.RFC1123))
	return nil
}

// place opens what is saved or restored.
func (o *BackupOptions) place(ctx context.Context) (backup.Place, func(), error) {
	place := backup.Place{
		Data: o.Data, Schema: schema.Steps().Current(), Version: o.Version, Clock: time.Now,
		Say: func(format string, args ...any) { _, _ = fmt.Fprintf(o.Err, format+"\n", args...) },
	}
	if o.RedisURL == "" {
		return place, func() {}, nil
	}
	log := slog.New(slog.DiscardHandler) // what is not safe about Redis is the server's to warn of
	redislink.LogTo(log)
	client, err := redislink.Open(ctx, o.RedisURL, redislink.Options{Logger: log})
	if err != nil {
		return place, nil, err
	}
	place.Redis = client
	return place, func() { _ = client.Close() }, nil
}

// absolute writes a path so that it can be found from anywhere.
func absolute(file string) string {
	if path, err := filepath.Abs(file); err == nil {
		return path
	}
	return file
}

func bytesWords(n int64) string {
	switch {
	case n < 10<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 10<<20:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}

// keptBackups is how many backups stay that were made before a change of the schema.
const keptBackups = 3

// beforeSchema saves the data before they are brought to the next schema.
func (a *app) beforeSchema(client goredis.UniversalClient) func(ctx context.Context, from int) error {
	return func(ctx context.Context, from int) error {
		place := backup.Place{
			Data: a.options.Data, Redis: client, Schema: schema.Steps().Current(), Version: a.options.Version, Clock: time.Now,
		}
		folder := filepath.Join(a.options.Data, backup.Folder)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		file := filepath.Join(folder, backup.Name(fmt.Sprintf("before-schema-%d", from+1), place.Clock()))
		_, size, err := backup.SaveTo(ctx, file, place)
		if err != nil {
			return err
		}
		a.log.InfoContext(ctx, "a backup was made before the data are brought to the next schema", "file", file, "bytes", size)
		return pruneBackups(folder)
	}
}

// pruneBackups removes all but the last backups that were made before a change of the schema.
func pruneBackups(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "before-schema-*.tar.gz"))
	if err != nil {
		return err
	}
	at := func(file string) string { // the time in its name
		return file[max(strings.LastIndex(file, "-")-len("2006-01"), 0):]
	}
	slices.SortFunc(files, func(x, y string) int { return strings.Compare(at(x), at(y)) })
	var errs []error
	for _, file := range files[:max(len(files)-keptBackups, 0)] {
		errs = append(errs, os.Remove(file))
	}
	return errors.Join(errs...)
}

// schemaOptions say what happens when the data are brought forward.
func (a *app) schemaOptions(client goredis.UniversalClient) schema.Options {
	return schema.Options{Backup: a.beforeSchema(client), Logger: a.log}
}

// living gives the instances that live.
func living(client goredis.UniversalClient) schema.Living {
	return func(ctx context.Context) ([]string, error) { return ledgerredis.Living(ctx, client) }
}
