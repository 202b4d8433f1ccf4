package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"trivium/server/certificate"
)

// TLS says whether the server speaks TLS, and where its certificate comes from: from files, or from an authority. Without either it
// speaks plain HTTP.
type TLS struct {
	Cert, Key   string   // files in PEM
	Hosts       []string // names to get certificates for by ACME
	AcceptTerms bool     // of the authority
	Email       string   // where the authority may write to
	Directory   string   // of the authority; empty is Let's Encrypt
	HTTPAddr    string   // host:port of plain HTTP, which leads to TLS; empty or "off" is none
}

func (t *TLS) on() bool { return t.Cert != "" || t.Key != "" || len(t.Hosts) > 0 }

// secured is what came of the options of TLS. Its zero value is plain HTTP.
type secured struct {
	config   *tls.Config
	files    *certificate.Files // nil: not from files
	names    func() []string
	remember time.Duration // for which browsers may remember it
}

// remember is how long browsers remember that a public name speaks TLS only: half a year. A certificate of one's own is often for a
// name under which other programs speak plain HTTP, so there it is not said.
const remember = 180 * 24 * time.Hour

func (o *Options) validateTLS() []error {
	var errs []error
	refuse := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	t := &o.TLS
	if (t.Cert == "") != (t.Key == "") {
		refuse("--tls-cert (TRIVIUM_TLS_CERT) and --tls-key (TRIVIUM_TLS_KEY) belong together: name both files, or none")
	}
	if t.Cert != "" && len(t.Hosts) > 0 {
		refuse("--tls-cert and --acme-host (TRIVIUM_ACME_HOST) are two ways to a certificate: choose one")
	}
	for _, host := range t.Hosts {
		if !publicName(host) {
			refuse("--acme-host (TRIVIUM_ACME_HOST) %q must be a full public name such as quiz.example.org: no address, port or wildcard", host)
		}
	}
	if len(t.Hosts) > 0 {
		errs = append(errs, o.validateACME()...)
	} else if t.Email != "" || t.Directory != "" || t.AcceptTerms {
		refuse("--acme-email, --acme-directory and --acme-accept-terms need --acme-host (TRIVIUM_ACME_HOST): the certificate's name")
	}
	if t.HTTPAddr != "" && t.HTTPAddr != "off" {
		if _, _, err := net.SplitHostPort(t.HTTPAddr); err != nil {
			refuse(`--http-addr (TRIVIUM_HTTP_ADDR) %q must be host:port or :port, such as :80, or "off": %w`, t.HTTPAddr, err)
		}
		if !t.on() {
			refuse("--http-addr (TRIVIUM_HTTP_ADDR) leads from plain HTTP to TLS, and there is none: set --tls-cert or --acme-host, or leave it out")
		}
	}
	if t.on() && strings.HasPrefix(o.URL, "http:") {
		refuse("--url (TRIVIUM_URL) %q says http, and this server speaks TLS: say https", o.URL)
	}
	return errs
}

func (o *Options) validateACME() []error {
	var errs []error
	if !o.TLS.AcceptTerms {
		errs = append(errs, errors.New("--acme-host needs --acme-accept-terms (TRIVIUM_ACME_ACCEPT_TERMS): read the terms of the authority "+
			"(Let's Encrypt: https://letsencrypt.org/repository/) and set it if you agree"))
	}
	if o.RedisURL != "" {
		errs = append(errs, errors.New("--acme-host is for a server that is alone: with --redis-url let the proxy before the instances speak TLS"))
	}
	if u, err := url.Parse(o.TLS.Directory); err != nil || o.TLS.Directory != "" && u.Scheme != "https" && !loopback(u) {
		errs = append(errs, fmt.Errorf("--acme-directory (TRIVIUM_ACME_DIRECTORY) %q must be an https address", o.TLS.Directory))
	}
	return errs
}

// publicName tells whether a host is a name with a dot in it that an authority could look up.
func publicName(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	return strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(host, "*:/ ") && host == strings.ToLower(host)
}

func loopback(u *url.URL) bool {
	address, err := netip.ParseAddr(u.Hostname())
	return err == nil && address.IsLoopback()
}

// secure gets what TLS needs, before any game goes on, and opens the port of plain HTTP beside it.
func (a *app) secure(ctx context.Context, port string) error {
	t := &a.options.TLS
	a.certificates = certificate.NewMetrics(a.registry)
	switch {
	case t.Cert != "":
		return a.secureByFiles(ctx, port)
	case len(t.Hosts) > 0:
		return a.secureByACME(ctx, port)
	}
	return nil
}

func (a *app) secureByFiles(ctx context.Context, port string) error {
	t := &a.options.TLS
	files, err := certificate.Open(t.Cert, t.Key)
	if errors.Is(err, certificate.ErrTime) {
		a.log.Error("browsers will warn of this certificate: put a new one in its place, then send SIGHUP", "file", t.Cert, "error", err)
	} else if err != nil {
		return fmt.Errorf("--tls-cert (TRIVIUM_TLS_CERT) must be a file in PEM with the certificate and its chain, and --tls-key "+
			"(TRIVIUM_TLS_KEY) one with its key: %w", err)
	}
	a.tls = secured{config: files.Config(), files: files, names: files.Names}
	if len(files.Names()) == 0 && a.options.URL == "" {
		a.log.Warn("the certificate names no host that phones could open: say with --url under which address it is good", "file", t.Cert)
	}
	a.watchCertificates(ctx, func(ctx context.Context) { certificate.Watch(ctx, files, a.log) })
	a.certificates.Follow(files)
	return a.listenPlain(ctx, t.HTTPAddr, port, func(h http.Handler) http.Handler { return h })
}

func (a *app) secureByACME(ctx context.Context, port string) error {
	t := &a.options.TLS
	authority := certificate.NewACME(certificate.ACMEOptions{
		Hosts: t.Hosts, Email: t.Email, Directory: t.Directory, Folder: filepath.Join(a.options.Data, "acme"), Logger: a.log,
		Metrics: a.certificates,
	})
	a.tls = secured{config: authority.Config(), names: authority.Names, remember: remember}
	address := t.HTTPAddr
	if address == "" {
		address = ":80"
	}
	if err := a.listenPlain(ctx, address, port, authority.Handler); err != nil {
		return err
	}
	a.certificates.Follow(authority)
	a.watchCertificates(ctx, authority.Fetch, func(ctx context.Context) { certificate.Watch(ctx, authority, a.log) })
	return nil
}

// watchCertificates lets something go on beside the server until it stops.
func (a *app) watchCertificates(ctx context.Context, all ...func(context.Context)) {
	watching, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var running sync.WaitGroup
	for _, one := range all {
		running.Go(func() { one(watching) })
	}
	a.onStop("certificates", func(context.Context) error { cancel(); running.Wait(); return nil })
}

// listenPlain sends who comes by plain HTTP on to TLS.
func (a *app) listenPlain(ctx context.Context, address, port string, before func(http.Handler) http.Handler) error {
	if address == "" || address == "off" {
		return nil
	}
	listener, err := open(ctx, address, "--http-addr")
	if err != nil {
		return err
	}
	a.log.Info("plain HTTP leads to TLS", "addr", listener.Addr().String())
	server := &http.Server{
		Handler:           before(toTLS(a.options.URL, port)),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: 30 * time.Second,
	}
	a.serve(server, listener)
	return nil
}

// toTLS leads to the same path over TLS: at the operator's address, or else at the host that was asked for. Nothing but pages is led
// there: what a program sends in the clear should fail, and not go on failing unseen.
func toTLS(public, port string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "This server speaks TLS: use https.", http.StatusForbidden)
			return
		}
		target := public
		if target == "" {
			host := r.Host
			if name, _, err := net.SplitHostPort(host); err == nil {
				host = name
			}
			target = strings.TrimSuffix("https://"+net.JoinHostPort(strings.Trim(host, "[]"), port), ":443")
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, target+r.URL.RequestURI(), http.StatusTemporaryRedirect)
	})
}

// complaints takes what the HTTP server of the standard library complains of, without the addresses of clients.
type complaints struct{ log *slog.Logger }

// Write logs one line.
func (c complaints) Write(line []byte) (int, error) {
	text := strings.TrimSpace(string(line))
	if strings.HasPrefix(text, "http: TLS handshake error from ") { // every port scan makes some
		c.log.Debug("a TLS handshake failed", "error", text[strings.LastIndex(text, ": ")+2:])
	} else {
		c.log.Warn("the HTTP server complains", "error", text)
	}
	return len(line), nil
}
