package e2e

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/load"
)

// metric reads the value of a metric, with its labels as they are written; not a number if there is none.
func metric(ctx context.Context, t *testing.T, server *browsertest.Server, name string) float64 {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	text := fetch(ctx, t, load.API{Client: &http.Client{Transport: transport}}, "http://"+server.MetricsAddr+"/metrics")
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` (\S+)$`).FindStringSubmatch(text)
	if found == nil {
		return math.NaN()
	}
	value, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// ends demands that the certificate of a host ends at a moment, as the metric tells. It waits, as a renewal is nobody's request.
func ends(ctx context.Context, t *testing.T, server *browsertest.Server, host string, after time.Duration) {
	t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		left := metric(ctx, t, server, fmt.Sprintf("trivium_certificate_expiry_timestamp_seconds{host=%q}", host)) - float64(time.Now().Unix())
		if math.Abs(left-after.Seconds()) < 300 { // the machine may be slow
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("the certificate for %s ends in %.0f s, want %.0f", host, left, after.Seconds())
		}
	}
}

// failed demands how many certificates could not be had, for a reason.
func failed(ctx context.Context, t *testing.T, server *browsertest.Server, reason string, want float64) {
	t.Helper()
	if got := metric(ctx, t, server, fmt.Sprintf("trivium_certificate_failures_total{reason=%q}", reason)); got != want {
		t.Errorf("%v certificates could not be had as %s, want %v", got, reason, want)
	}
}

// TestTheMetricTellsWhenACertificateEnds follows one from files over changes, good and bad.
func TestTheMetricTellsWhenACertificateEnds(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	signer, files := newSigner(t), newPair(t)
	signer.issue(files, 1, time.Now().Add(time.Hour))
	server, _ := serveTLS(t, signer.client(testName), "--tls-cert", files.cert, "--tls-key", files.key, "--metrics-addr", "127.0.0.1:0")
	ends(ctx, t, server, testName, time.Hour)
	ends(ctx, t, server, "127.0.0.1", time.Hour)
	printed(ctx, t, server, `the certificate ends soon.*host=`+testName+` .*days_left=0`)

	signer.issue(files, 2, time.Now().Add(20*24*time.Hour))
	hangUp(ctx, t, server, "the certificate was read again")
	ends(ctx, t, server, testName, 20*24*time.Hour)
	failed(ctx, t, server, "unusable", 0)

	write(t, files.cert, []byte("half a file"))
	hangUp(ctx, t, server, "the new certificate is not used")
	failed(ctx, t, server, "unusable", 1)
	ends(ctx, t, server, testName, 20*24*time.Hour)
}

// TestARenewalThatFailsIsHeardOf has an authority give a certificate that is to be renewed at once, and then refuse to.
func TestARenewalThatFailsIsHeardOf(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	authority := newAuthority(t, "tls-alpn-01")
	authority.limit(time.Hour, 1)
	server, a := serveTLS(t, authority.client(testName), "--acme-host", testName, "--acme-accept-terms", "--acme-directory",
		authority.URL+"/directory", "--http-addr", "off", "--metrics-addr", "127.0.0.1:0")
	authority.reach <- server.Addr
	printed(ctx, t, server, `there is a certificate" host=`+testName)
	printed(ctx, t, server, `level=ERROR msg="the authority gives no certificate.*reason=refused error="status 403: nobody likes this name`)
	failed(ctx, t, server, "refused", 1)
	failed(ctx, t, server, "unreachable", 0)
	ends(ctx, t, server, testName, time.Hour)
	if response := ask(ctx, t, a.Client, "GET", a.URL+"/healthz", ""); response.status != 200 || response.serial != 101 {
		t.Errorf("status %d with certificate %d, want 200 with the one from before", response.status, response.serial)
	}

	server.Stop()
	authority.limit(0, 0)
	authority.reach <- server.Addr
	server.Restart() // it would try again within the hour
	ends(ctx, t, server, testName, 90*24*time.Hour)
	failed(ctx, t, server, "refused", 0)
}

// TestAnAuthorityThatIsAwayIsHeardOf starts a server whose authority nobody reaches.
func TestAnAuthorityThatIsAwayIsHeardOf(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	authority := newAuthority(t, "tls-alpn-01")
	authority.Close()
	server, _ := serveTLS(t, authority.client(testName), "--acme-host", testName, "--acme-accept-terms", "--acme-directory",
		authority.URL+"/directory", "--http-addr", "off", "--metrics-addr", "127.0.0.1:0")
	printed(ctx, t, server, `the authority gives no certificate.*reason=unreachable`)
	printed(ctx, t, server, `there is no certificate yet`)
	failed(ctx, t, server, "unreachable", 1)
	if got := metric(ctx, t, server, fmt.Sprintf("trivium_certificate_expiry_timestamp_seconds{host=%q}", testName)); !math.IsNaN(got) {
		t.Errorf("a certificate that is not there ends at %v", got)
	}
}
