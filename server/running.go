package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// running is what a server that is ready says of itself in its data folder.
type running struct {
	Addr    string `json:"addr"`
	PID     int    `json:"pid"`
	HostURL string `json:"host_url"`
}

func readRunning(data string) (r running, err error) {
	text, err := os.ReadFile(filepath.Join(data, "server.json"))
	if err != nil {
		return r, fmt.Errorf("no server runs with this data folder; start one, or name it with --url: %w", err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("read %s: %w", filepath.Join(data, "server.json"), err)
	}
	return r, nil
}

// tls gives the server's name if it speaks TLS: one that its certificate is for.
func (r running) tls() (host string, ok bool) {
	u, err := url.Parse(r.HostURL)
	return u.Host, err == nil && u.Scheme == "https"
}

// loopback gives where the server listens, as whoever is on this machine reaches it.
func (r running) loopback() string {
	for _, all := range []string{"[::]:", "0.0.0.0:"} {
		if port, ok := strings.CutPrefix(r.Addr, all); ok {
			return "127.0.0.1:" + port
		}
	}
	return r.Addr
}

// runningServer reads the address and the process of the server that runs with a data folder.
func runningServer(data string) (address string, process int, err error) {
	r, err := readRunning(data)
	if err != nil {
		return "", 0, err
	}
	if host, ok := r.tls(); ok {
		return "https://" + host, r.PID, nil
	}
	return "http://" + r.loopback(), r.PID, nil
}

// addressOf is runningServer for those who do not ask for the process.
func addressOf(data string) (string, error) {
	address, _, err := runningServer(data)
	return address, err
}
