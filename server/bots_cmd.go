package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"trivium/server/load"
)

type botsCmd struct {
	PIN        string        `help:"The game's PIN." name:"pin" required:"" placeholder:"PIN"`
	Bots       int           `help:"How many join." default:"30" placeholder:"N"`
	URL        string        `help:"The server; without it the one that runs on this machine with the data folder." placeholder:"URL"`
	Data       string        `help:"The server's data folder, for its address." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
	Seed       uint64        `help:"Seed of the answers and of the times to think." default:"1"`
	ThinkLeast time.Duration `help:"The shortest time that a bot thinks." default:"1s"`
	ThinkMost  time.Duration `help:"The longest time that a bot thinks." default:"8s"`
	Reconnects float64       `help:"Percent of the answers before which a bot's connection breaks." default:"0" placeholder:"%"`
	Slow       float64       `help:"Percent of the bots that read slowly." default:"0" placeholder:"%"`
	JSON       bool          `help:"Print the report as JSON." name:"json"`
}

// Run joins a room and plays until its game is over, or Ctrl-C.
func (c *botsCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.URL == "" {
		var err error
		if c.URL, _, err = runningServer(c.Data); err != nil {
			return err
		}
	}
	report, err := load.Bots(ctx, load.BotsOptions{
		URL: strings.TrimSuffix(c.URL, "/"), PIN: strings.ReplaceAll(c.PIN, " ", ""), Count: c.Bots, Seed: c.Seed,
		ThinkLeast: c.ThinkLeast, ThinkMost: c.ThinkMost, Reconnects: c.Reconnects / 100, Slow: c.Slow / 100, OnProgress: progress(),
	})
	if errors.Is(err, context.Canceled) {
		err = nil // Ctrl-C is how a rehearsal ends
	}
	if err != nil && report.Took == 0 { // they did not even begin
		return err
	}
	if err == nil && report.Joined == 0 {
		err = errors.New("no bot was let in")
	}
	return errors.Join(printed(&report, c.JSON), err)
}
