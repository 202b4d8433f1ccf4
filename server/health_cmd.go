package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

type healthCmd struct {
	URL  string `help:"The server to ask; without it the one that runs on this machine with the data folder." env:"TRIVIUM_HEALTH_URL" placeholder:"URL"`
	Data string `help:"The server's data folder, for its address." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
}

// address is where the server listens, whatever its certificate is for, or where it does by default if it does not say so.
func (c *healthCmd) address() string {
	if c.URL != "" {
		return c.URL
	}
	r, err := readRunning(c.Data)
	if err != nil {
		return "http://127.0.0.1:8080"
	}
	if _, ok := r.tls(); ok {
		return "https://" + r.loopback()
	}
	return "http://" + r.loopback()
}

// Run asks /healthz.
func (c *healthCmd) Run() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address()+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("--url %q is no address: %w", c.address(), err)
	}
	response, err := client(request.URL).Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers with status %d", response.StatusCode)
	}
	fmt.Println("ok")
	return nil
}

// client asks a server on this machine without looking at its certificate, which is for another name.
func client(server *url.URL) *http.Client {
	address, err := netip.ParseAddr(server.Hostname())
	if server.Hostname() != "localhost" && (err != nil || !address.IsLoopback()) {
		return http.DefaultClient
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // see above
}
