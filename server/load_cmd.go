package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

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
}

// Run plays games with players that are no people, prints what it measured, and fails on a wrong figure.
func (c *loadCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	key, err := os.ReadFile(filepath.Join(c.Data, "host.key"))
	if err != nil {
		return fmt.Errorf("the host's key is not there; name the server's data folder with --data: %w", err)
	}
	if c.URL == "" {
		if c.URL, err = runningServer(c.Data); err != nil {
			return err
		}
	}
	report, err := load.Run(ctx, load.Options{
		URL: strings.TrimSuffix(c.URL, "/"), Key: strings.TrimSpace(string(key)), Players: c.Players, Rooms: c.Rooms,
		Questions: c.Questions, Packs: c.Packs, Seed: c.Seed, Limit: c.Limit,
	})
	fmt.Print(report.String())
	return err
}

// runningServer reads the address of the server that runs with a data folder.
func runningServer(data string) (string, error) {
	text, err := os.ReadFile(filepath.Join(data, "server.json"))
	if err != nil {
		return "", fmt.Errorf("no server runs with this data folder; start one, or name it with --url: %w", err)
	}
	var running struct {
		Addr    string `json:"addr"`
		HostURL string `json:"host_url"`
	}
	if err := json.Unmarshal(text, &running); err != nil {
		return "", fmt.Errorf("read %s: %w", filepath.Join(data, "server.json"), err)
	}
	if u, err := url.Parse(running.HostURL); err == nil && u.Scheme == "https" { // under a name that its certificate is for
		return "https://" + u.Host, nil
	}
	address := running.Addr
	for _, all := range []string{"[::]:", "0.0.0.0:"} {
		if port, ok := strings.CutPrefix(address, all); ok {
			address = "127.0.0.1:" + port
		}
	}
	return "http://" + address, nil
}
