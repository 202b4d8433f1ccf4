package e2e

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/wire"
)

// serveTLS starts a server over TLS, and gives its HTTP interface.
func serveTLS(t *testing.T, client *http.Client, flags ...string) (*browsertest.Server, load.API) {
	t.Helper()
	server := browsertest.Serve(t, browsertest.Launch{
		Binary: binary(t, quick), TLS: true, Args: func(addr, data string) []string {
			return append([]string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "off"}, flags...)
		},
	})
	a := api(t, server)
	a.Client = client
	return server, a
}

// printed waits until a server has printed something, and gives what matched.
func printed(ctx context.Context, t *testing.T, server *browsertest.Server, pattern string) []string {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if found := regexp.MustCompile(pattern).FindStringSubmatch(server.Output()); found != nil {
			return found
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("the server never printed %s: %v", pattern, context.Cause(ctx))
		}
	}
}

// hangUp sends SIGHUP and waits until the server says what came of it, as many times as it has by now.
func hangUp(ctx context.Context, t *testing.T, server *browsertest.Server, words string) {
	t.Helper()
	before := strings.Count(server.Output(), words)
	process, err := os.FindProcess(server.PID)
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	printed(ctx, t, server, fmt.Sprintf(`(?s)(%s.*){%d}`, regexp.QuoteMeta(words), before+1))
}

// TestTLSFromFiles looks at all that follows from TLS: addresses, cookies, origins, the way there from plain HTTP.
func TestTLSFromFiles(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	signer, files := newSigner(t), newPair(t)
	signer.issue(files, 7, time.Now().Add(time.Hour))
	client := signer.client(testName)
	server, a := serveTLS(t, client, "--tls-cert", files.cert, "--tls-key", files.key, "--http-addr", "127.0.0.1:0", "--log-level", "debug")
	_, port, err := net.SplitHostPort(server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	people := "https://" + testName + ":" + port

	if !strings.HasPrefix(server.HostURL, people+"/host#key=") || server.JoinURL != people {
		t.Errorf("the server says %s and %s; want addresses under %s", server.HostURL, server.JoinURL, people)
	}
	opened, err := a.Create(ctx, load.NewGame{Packs: []string{"general"}, Settings: game.DefaultSettings()})
	if err != nil {
		t.Fatal(err)
	}
	if len(opened.Join) == 0 || !strings.HasPrefix(opened.Join[0], people+"/") {
		t.Errorf("people are sent to %v, want an address under %s first", opened.Join, people)
	}
	for origin, want := range map[string]bool{
		a.URL: true, people: false, "http://" + server.Addr: false, "https://127.0.0.1": false, // the request is for 127.0.0.1
	} {
		_, status, err := dial(ctx, t, a, http.Header{"Origin": {origin}})
		if want != (err == nil) || !want && status != http.StatusForbidden {
			t.Errorf("origin %s: status %d, %v; want let in: %t", origin, status, err, want)
		}
	}

	response := ask(ctx, t, client, http.MethodPost, a.URL+"/api/signin", fmt.Sprintf(`{"key":%q}`, a.Key))
	cookies := response.cookies
	if response.status/100 != 2 || len(cookies) == 0 {
		t.Fatalf("signing in: status %d, cookies %v", response.status, cookies)
	}
	for _, cookie := range cookies {
		if !cookie.Secure || !cookie.HttpOnly {
			t.Errorf("the cookie %s is not only for TLS, or scripts may read it", cookie.Name)
		}
	}
	if cookies[0].Name != "__Host-trivium_host" {
		t.Errorf("the cookie is called %s", cookies[0].Name)
	}

	plain := "http://" + printed(ctx, t, server, `plain HTTP leads to TLS" addr=(\S+)`)[1]
	led := ask(ctx, t, client, http.MethodGet, plain+"/j?pin=123456", "")
	if got := led.header.Get("Location"); led.status != http.StatusTemporaryRedirect || got != "https://127.0.0.1:"+port+"/j?pin=123456" {
		t.Errorf("plain HTTP: status %d to %q", led.status, got)
	}
	if posted := ask(ctx, t, client, http.MethodPost, plain+"/api/signin", `{"key":"secret"}`); posted.status != http.StatusForbidden {
		t.Errorf("what is sent in the clear is answered with %d, want 403", posted.status)
	}
	for _, args := range [][]string{{"--url", a.URL}, {"--data", server.Data()}} {
		if status, said := runToEnd(t, binary(t, quick), append([]string{"health"}, args...)...); status != 0 {
			t.Errorf("health over TLS with %v: status %d, %s", args, status, said)
		}
	}
	old := tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}} //nolint:gosec // must fail
	if conn, err := old.DialContext(ctx, "tcp", server.Addr); err == nil {
		_ = conn.Close()
		t.Error("TLS 1.1 is spoken")
	}
	printed(ctx, t, server, "a TLS handshake failed")
	for line := range strings.Lines(server.Output()) {
		if strings.Contains(line, "handshake") && strings.Contains(line, "127.0.0.1") {
			t.Errorf("the log tells of a client's address: %s", line)
		}
	}
}

// answer is an HTTP response that was read.
type answer struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
	serial  int64 // of the certificate that was shown
	body    string
}

func ask(ctx context.Context, t *testing.T, client *http.Client, method, url, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: response.StatusCode, header: response.Header, cookies: response.Cookies(), body: string(data)}
	if response.TLS != nil {
		a.serial = response.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	return a
}

// TestACertificateIsChangedUnderLoad changes it while a player looks on and others come and go. What is broken is not taken.
func TestACertificateIsChangedUnderLoad(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	signer, files := newSigner(t), newPair(t)
	signer.issue(files, 1, time.Now().Add(time.Hour))
	server, a := serveTLS(t, signer.client(testName), "--tls-cert", files.cert, "--tls-key", files.key)
	opened, err := a.Create(ctx, load.NewGame{Packs: []string{"general"}, Settings: game.DefaultSettings()})
	if err != nil {
		t.Fatal(err)
	}
	witness := call(ctx, t, a)
	witness.say(hello(t, wire.Hello{Role: wire.Player, PIN: opened.PIN, Name: "Ada", Proof: fmt.Sprintf("%032x", 1)}))
	if welcome, code := witness.hear("welcome"); welcome == "" {
		t.Fatalf("no welcome but %s", code)
	}

	serial := func() (int64, error) { // of what a new client is shown
		config := signer.client(testName).Transport.(*http.Transport).TLSClientConfig
		conn, err := (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", server.Addr)
		if err != nil {
			return 0, err
		}
		defer func() { _ = conn.Close() }()
		return conn.(*tls.Conn).ConnectionState().PeerCertificates[0].SerialNumber.Int64(), nil
	}
	all := gather(ctx, t)
	var came atomic.Int64
	for range 4 {
		all.run(func(ctx context.Context) error {
			for ctx.Err() == nil {
				if _, err := serial(); err != nil && ctx.Err() == nil {
					return fmt.Errorf("a client could not come in: %w", err)
				}
				came.Add(1)
			}
			return nil
		})
	}
	shown := func(want int64) {
		t.Helper()
		if got, err := serial(); err != nil || got != want {
			t.Errorf("the server shows certificate %d, %v; want %d", got, err, want)
		}
	}
	const taken, kept = "the certificate was read again", "the new certificate is not used"
	shown(1)
	for i := range int64(5) {
		signer.issue(files, 2+i, time.Now().Add(time.Hour))
		hangUp(ctx, t, server, taken)
		shown(2 + i)
	}
	signer.issue(pair{files.cert, newPair(t).key}, 20, time.Now().Add(time.Hour)) // the key of another
	hangUp(ctx, t, server, kept)
	write(t, files.cert, []byte("half a file"))
	hangUp(ctx, t, server, kept)
	signer.issue(files, 21, time.Now().Add(-time.Minute)) // it has ended
	hangUp(ctx, t, server, kept)
	if err := os.Remove(files.key); err != nil {
		t.Fatal(err)
	}
	hangUp(ctx, t, server, kept)
	shown(6)
	signer.issue(files, 22, time.Now().Add(time.Hour))
	hangUp(ctx, t, server, taken)
	shown(22)

	witness.say(`{"t":"ping","c":7}`)
	if pong, code := witness.hear("pong"); pong == "" {
		t.Errorf("the player was sent away with %s", code)
	}
	if came.Load() < 20 {
		t.Errorf("only %d clients came meanwhile, which is no load", came.Load())
	}
	for _, why := range []string{"private key does not match", "PEM", "it ended on", "no such file"} {
		if !strings.Contains(server.Output(), why) {
			t.Errorf("the log does not say %q", why)
		}
	}
}
