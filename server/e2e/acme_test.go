package e2e

import (
	"crypto/tls"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestACertificateFromAnAuthority gets one from an authority of the test's own, over both ways to show that a name is one's own, and
// keeps it over a restart.
func TestACertificateFromAnAuthority(t *testing.T) {
	for _, challenge := range []string{"http-01", "tls-alpn-01"} {
		t.Run(challenge, func(t *testing.T) {
			ctx := within(t, 2*time.Minute)
			authority := newAuthority(t, challenge)
			client := authority.client(testName)
			server, a := serveTLS(t, client, "--acme-host", testName, "--acme-accept-terms", "--acme-email", "host@example.test",
				"--acme-directory", authority.URL+"/directory", "--http-addr", "127.0.0.1:0")
			plain := printed(ctx, t, server, `plain HTTP leads to TLS" addr=(\S+)`)[1]
			authority.reach <- map[string]string{"http-01": plain, "tls-alpn-01": server.Addr}[challenge]
			printed(ctx, t, server, `there is a certificate" host=`+testName)

			if !strings.HasPrefix(server.JoinURL, "https://"+testName) {
				t.Errorf("people are sent to %s", server.JoinURL)
			}
			response := ask(ctx, t, client, "GET", a.URL+"/healthz", "")
			if response.status != 200 || response.serial != 101 {
				t.Errorf("status %d with certificate %d, want 200 with 101", response.status, response.serial)
			}
			if got := response.header.Get("Strict-Transport-Security"); got != "max-age=15552000" {
				t.Errorf("browsers are told to remember TLS with %q", got)
			}
			dialer := tls.Dialer{Config: &tls.Config{ServerName: "other.example.test", InsecureSkipVerify: true}} //nolint:gosec // must fail
			if conn, err := dialer.DialContext(ctx, "tcp", server.Addr); err == nil {
				_ = conn.Close()
				t.Error("a name that was not given has a certificate")
			}
			authority.mu.Lock()
			if !authority.account.Terms || fmt.Sprint(authority.account.Contact) != "[mailto:host@example.test]" {
				t.Errorf("the account says %+v", authority.account)
			}
			authority.mu.Unlock()
			kept, err := os.Stat(filepath.Join(server.Data(), "acme", testName))
			if err != nil || kept.Mode().Perm() != 0o600 {
				t.Errorf("the certificate and its key are kept as %v, %v; want for the owner alone", kept, err)
			}

			server.Stop()
			server.Restart()
			client.CloseIdleConnections()
			if response := ask(ctx, t, client, "GET", a.URL+"/healthz", ""); response.serial != 101 {
				t.Error("another certificate after a restart")
			}
			authority.mu.Lock()
			defer authority.mu.Unlock()
			if authority.orders != 1 {
				t.Errorf("%d orders, want 1", authority.orders)
			}
		})
	}
}
