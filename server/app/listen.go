package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/cli/browser"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/term"

	"trivium/server/api"
)

// bind takes the game's port before any game goes on, so that a start that fails leaves them as they were. Who connects
// already waits until all is ready.
func (a *app) bind(ctx context.Context) error {
	listener, err := open(ctx, a.options.Addr, "--addr")
	if err != nil {
		return err
	}
	a.listener, a.options.Addr = listener, listener.Addr().String()
	a.onStop("port", func(context.Context) error {
		if err := listener.Close(); !errors.Is(err, net.ErrClosed) { // the server closes it too
			return err
		}
		return nil
	})
	host, port, _ := net.SplitHostPort(a.options.Addr) // it is one: it was just opened
	if err := a.secure(ctx, port); err != nil {
		return err
	}
	a.addresses = api.NewAddresses(api.Place{Public: a.options.URL, TLS: a.tls.config != nil, Host: host, Port: port, Names: a.tls.names})
	return nil
}

// listen serves the game on its port. The socket outlives any request, so there are no write time-outs here; slow headers end.
func (a *app) listen(context.Context) error {
	proxies, err := a.options.proxies()
	if err != nil {
		return err
	}
	var stopping atomic.Bool
	handler, err := api.New(api.Options{
		Bank: a.bank, Games: a.games, Archive: a.archive, Boards: a.boards, Seasons: a.leagues, Leagues: forPlayers{a}, Site: a.site,
		Assets: a.assets, Hosts: a.hosts, Shares: a.shares, Study: a.study, Search: a.search, Marks: a.marks,
		Addresses: a.addresses, Socket: a.gateway.Handler(), Logger: a.log,
		Version: a.options.Version, AllowedOrigins: a.options.origins(),
		TrustedProxies: proxies, StrictTransport: a.tls.remember,
		Ready: func() error {
			if stopping.Load() {
				return errors.New("stopping")
			}
			if a.redis != nil {
				return a.redis.Err()
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, TLSConfig: a.tls.config,
	}
	a.serve(server, a.listener)
	// The last to be started is the first to stop: not ready, then no streams, then no new connections, then the gateway drains.
	a.onStop("streams of public pages", func(context.Context) error { a.site.Close(); return nil })
	a.onStop("readiness", func(context.Context) error { stopping.Store(true); return nil })
	return nil
}

func (a *app) serve(server *http.Server, listener net.Listener) {
	server.ErrorLog = log.New(complaints{a.log}, "", 0)
	serve := server.Serve
	if server.TLSConfig != nil {
		serve = func(l net.Listener) error { return server.ServeTLS(l, "", "") }
	}
	go func() {
		if err := serve(listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- fmt.Errorf("serve %s: %w", listener.Addr(), err)
		}
	}()
	a.onStop("listener "+listener.Addr().String(), func(ctx context.Context) error {
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if err := server.Shutdown(short); err != nil {
			return server.Close()
		}
		return nil
	})
}

// open listens on an address and explains in words why it can not.
func open(ctx context.Context, address, flag string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is taken: perhaps Trivium runs already, or another program does; choose another with %s, such as %s :8081",
			address, flag, flag)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen on %s; ports below 1024 need rights, so choose a higher one with %s", address, flag)
	}
	return nil, fmt.Errorf("%s %q: %w", flag, address, err)
}

// listenMetrics opens a listener of its own for metrics and profiles. If its port is taken the game runs all the same.
func (a *app) listenMetrics(ctx context.Context) error {
	if a.options.MetricsAddr == "off" {
		a.options.MetricsAddr = ""
		return nil
	}
	listener, err := open(ctx, a.options.MetricsAddr, "--metrics-addr")
	if err != nil {
		a.log.Warn("no metrics are served", "error", err)
		a.options.MetricsAddr = ""
		return nil
	}
	a.options.MetricsAddr = listener.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(a.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	a.serve(&http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}, listener)
	return nil
}

// running is what programs on this machine read of a server that is ready.
type running struct {
	Addr        string `json:"addr"`
	HostURL     string `json:"host_url"`
	JoinURL     string `json:"join_url"`
	MetricsAddr string `json:"metrics_addr"`
	PID         int    `json:"pid"`
}

// announce tells people where to host and where to join, and programs where the server is.
func (a *app) announce(context.Context) error {
	here := a.here()
	join := a.addresses.Chosen(nil)
	if join == "" {
		join = here
	}
	info := running{
		Addr: a.options.Addr, HostURL: here + "/host#key=" + a.key, JoinURL: join, MetricsAddr: a.options.MetricsAddr, PID: os.Getpid(),
	}
	data, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return err
	}
	file := filepath.Join(a.options.Data, "server.json")
	if err := os.WriteFile(file+".part", data, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err := os.Rename(file+".part", file); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	a.onStop("server.json", func(context.Context) error { return os.Remove(file) })
	a.greet(info)
	return nil
}

// here is the address of this server for whoever sits at this machine: over TLS under a name that the certificate is for.
func (a *app) here() string {
	host, port, _ := net.SplitHostPort(a.options.Addr) // it is one: it is the listener's
	if host == "" || host == "::" || host == "0.0.0.0" {
		host = "localhost"
	}
	if a.tls.config == nil {
		return "http://" + net.JoinHostPort(host, port)
	}
	switch named := a.addresses.Named(); {
	case a.options.URL != "":
		return a.options.URL
	case len(named) > 0:
		return named[0]
	}
	return "https://" + net.JoinHostPort(host, port)
}

func (a *app) greet(info running) {
	a.say("\nTrivium %s is ready.\n\n  Host:  %s\n  Join:  %s\n", a.options.Version, info.HostURL, info.JoinURL)
	for _, other := range a.addresses.All(nil) {
		if other != info.JoinURL {
			a.say("         or %s\n", other)
		}
	}
	a.say("  Data:  %s\n\nKeep the host link to yourself: it makes whoever opens it the host. Ctrl-C stops.\n", a.options.Data)
	if !isTerminal(a.options.Out) {
		return
	}
	if blocks, err := api.Blocks(info.JoinURL); err == nil {
		a.say("\n%s\n", blocks)
	}
	if a.options.OpenBrowser && hasDesktop() {
		go func() {
			if err := browser.OpenURL(info.HostURL); err != nil {
				a.log.Debug("no browser was opened", "error", err)
			}
		}()
	}
}

// say tells the person at the terminal; if nobody listens there, nothing is lost.
func (a *app) say(format string, args ...any) { _, _ = fmt.Fprintf(a.options.Out, format, args...) }

func isTerminal(out any) bool {
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
