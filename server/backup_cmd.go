package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"trivium/server/app"
)

// stored says where a server keeps its data.
type stored struct {
	Data     string `help:"The server's data folder." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
	RedisURL string `help:"Redis that instances share; without it the server is alone." env:"TRIVIUM_REDIS_URL" placeholder:"URL"`
}

type backupCmd struct {
	stored `embed:""`

	File string `arg:"" optional:"" help:"The file to write; '-' is standard output. Default: a name with the time."`
}

// Run saves everything.
func (c *backupCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return app.Backup(ctx, app.BackupOptions{
		Data: c.Data, RedisURL: c.RedisURL, File: c.File, Version: version, Out: os.Stdout, Err: os.Stderr,
	})
}

type restoreCmd struct {
	stored `embed:""`

	File  string `arg:"" help:"The backup to restore."`
	Force bool   `help:"Replace what is there. It is saved first, into the folder backups of the data folder."`
}

// Run restores a backup.
func (c *restoreCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return app.Restore(ctx, app.BackupOptions{
		Data: c.Data, RedisURL: c.RedisURL, File: c.File, Force: c.Force, Version: version, Out: os.Stdout, Err: os.Stderr,
	})
}

// interrupted gives a context that ends with Ctrl-C or SIGTERM; a second signal ends the process at once.
func interrupted() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
