package certificate

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// Pauses between tries to get the first certificate. An authority has limits of its own for tries that fail: at Let's Encrypt five an
// hour for a name.
const (
	firstPause = 2 * time.Minute // the library itself remembers a failure for a minute
	lastPause  = time.Hour
)

// ACMEOptions say who gives the certificate, and for which names. Whoever sets them has accepted the authority's terms.
type ACMEOptions struct {
	Hosts     []string // names that the certificate is for, each with one of its own
	Email     string   // where the authority may write to; may be empty
	Directory string   // the authority's address; empty is Let's Encrypt
	Folder    string   // where the account's key and the certificates are kept
	Logger    *slog.Logger
	Metrics   *Metrics // where failures are counted
}

// ACME gets a certificate from an authority and renews it, a month before its end (RFC 8555).
type ACME struct {
	hosts   []string
	log     *slog.Logger
	manager *autocert.Manager

	mu    sync.Mutex
	there map[string]bool // the hosts that have a certificate; guarded by mu
}

var _ Source = (*ACME)(nil)

// NewACME makes an ACME. Nothing is asked before Fetch, or before the first client comes.
func NewACME(o ACMEOptions) *ACME {
	return &ACME{
		hosts: o.Hosts, log: o.Logger, there: map[string]bool{},
		manager: &autocert.Manager{
			Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(o.Folder), HostPolicy: autocert.HostWhitelist(o.Hosts...), Email: o.Email,
			Client: &acme.Client{DirectoryURL: o.Directory, HTTPClient: &http.Client{Transport: newListener(o.Logger, o.Metrics)}},
		},
	}
}

// Names gives the hosts that certificates are for.
func (a *ACME) Names() []string { return slices.Clone(a.hosts) }

// Config gives what a server needs. It answers the authority's challenge on this port, too (TLS-ALPN-01, RFC 8737).
func (a *ACME) Config() *tls.Config {
	config := a.manager.TLSConfig()
	config.MinVersion = tls.VersionTLS12
	return config
}

// Handler answers the authority's challenge over plain HTTP (HTTP-01), and gives everything else to another handler.
func (a *ACME) Handler(others http.Handler) http.Handler { return a.manager.HTTPHandler(others) }

// Fetch gets the certificate of each host that has none yet, so that nobody has to wait for it, and says what keeps it from that. It
// returns when all are there or the context ends.
func (a *ACME) Fetch(ctx context.Context) {
	var all sync.WaitGroup
	for _, host := range a.hosts {
		all.Go(func() { a.fetch(ctx, host) })
	}
	all.Wait()
}

func (a *ACME) fetch(ctx context.Context, host string) {
	for pause := firstPause; !a.fetched(ctx, host); pause = min(2*pause, lastPause) {
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// Shown gives the certificates of the hosts that have one.
func (a *ACME) Shown() []Shown {
	var all []Shown
	for _, host := range a.hosts {
		a.mu.Lock()
		there := a.there[host]
		a.mu.Unlock()
		if !there {
			continue // asking for it would ask the authority
		}
		if got, err := a.certificate(host); err == nil {
			all = append(all, Shown{Host: host, Until: got.Leaf.NotAfter, Due: due(got.Leaf)})
		}
	}
	return all
}

// due is when the library renews a certificate: when a third of its time is left, and a month at most.
func due(leaf *x509.Certificate) time.Time {
	return leaf.NotAfter.Add(-min(leaf.NotAfter.Sub(leaf.NotBefore)/3, 30*24*time.Hour))
}

// certificate asks for one as a client of today would, so it is one for ECDSA.
func (a *ACME) certificate(host string) (*tls.Certificate, error) {
	return a.manager.GetCertificate(&tls.ClientHelloInfo{
		ServerName: host, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	})
}

// fetched gets one certificate. The library does not take a context; what is under way when ours ends is left to its own limit of five
// minutes.
func (a *ACME) fetched(ctx context.Context, host string) bool {
	done := make(chan error, 1)
	go func() {
		_, err := a.certificate(host)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			a.log.Error("there is no certificate yet: the name must lead to this machine, and the authority must reach its port 80 or 443",
				"host", host, "error", err)
			return false
		}
		a.mu.Lock()
		a.there[host] = true
		a.mu.Unlock()
		a.log.Info("there is a certificate", "host", host)
		return true
	case <-ctx.Done():
		return true
	}
}
