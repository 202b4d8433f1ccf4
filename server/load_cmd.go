package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"trivium/server/load"
)

type loadCmd struct {
	Players   int           `help:"Players over all rooms." default:"100"`
	Rooms     int           `help:"Rooms." default:"1"`
	Questions int           `help:"Questions in each room." default:"3"`
	Packs     []string      `help:"Packs to play." default:"general" placeholder:"ID"`
	URL       string        `help:"The server; without it the one that runs on this machine with the data folder." placeholder:"URL"`
	Data      string        `help:"The server's data folder, for its address and the host's key." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
	Seed      uint64        `help:"Seed of the answers and of the times to think." default:"1"`
	Limit     time.Duration `help:"The longest that it may take." default:"45s"`

	ThinkLeast time.Duration `help:"The shortest time that a player thinks." default:"100ms"`
	ThinkMost  time.Duration `help:"The longest time that a player thinks." default:"1500ms"`
	Reconnects float64       `help:"Percent of the answers before which a player's connection breaks." default:"0" placeholder:"%"`
	Slow       float64       `help:"Percent of the players who read slowly." default:"0" placeholder:"%"`
	Late       float64       `help:"Percent of the players who come when the first question runs." default:"0" placeholder:"%"`
	JSON       bool          `help:"Print the report as JSON." name:"json"`
}

// Run plays games with players that are no people, prints what it measured, and fails on a wrong figure.
func (c *loadCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	key, err := os.ReadFile(filepath.Join(c.Data, "host.key"))
	if err != nil {
		return fmt.Errorf("the host's key is not there; name the server's data folder with --data: %w", err)
	}
	process := 0
	if c.URL == "" {
		if c.URL, process, err = runningServer(c.Data); err != nil {
			return err
		}
	}
	report, err := load.Run(ctx, load.Options{
		URL: strings.TrimSuffix(c.URL, "/"), Key: strings.TrimSpace(string(key)), Players: c.Players, Rooms: c.Rooms,
		Questions: c.Questions, Packs: c.Packs, Seed: c.Seed, Limit: c.Limit, Process: process, OnProgress: progress(),
		ThinkLeast: c.ThinkLeast, ThinkMost: c.ThinkMost,
		Trouble: load.Trouble{Reconnects: c.Reconnects / 100, Slow: c.Slow / 100, Late: c.Late / 100},
	})
	return errors.Join(printed(&report, c.JSON), err)
}

// printed prints a report for people, or for programs.
func printed(report fmt.Stringer, asJSON bool) error {
	if !asJSON {
		fmt.Print(report.String())
		return nil
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(report)
}

// progress shows how far it is in one line that is written over; nil where nobody looks.
func progress() func(load.Progress) {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil
	}
	return func(p load.Progress) {
		end := ""
		if p.Out == p.Rooms {
			end = "\n"
		}
		fmt.Fprintf(os.Stderr, "\r\033[K%s%s", p, end)
	}
}
