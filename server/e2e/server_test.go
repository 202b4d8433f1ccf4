package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The kinds of binary. One with the race detector takes seconds to start, so where it is started again and again it is quick.
const (
	quick = false
	racy  = true
)

func binary(t *testing.T, race bool) string {
	t.Helper()
	return browsertest.Build(t, "trivium/server", race)
}

// serve starts a server whose bank holds the pack of testdata, and gives its HTTP interface.
func serve(t *testing.T, race bool, flags ...string) (*browsertest.Server, load.API) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	pack, err := os.ReadFile("testdata/kills.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(data, "packs"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "packs", "kills.yaml"), pack, 0o600); err != nil {
		t.Fatal(err)
	}
	server := browsertest.Serve(t, browsertest.Launch{
		Binary: binary(t, race), Data: data, Args: func(addr, data string) []string {
			return append([]string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0"}, flags...)
		},
	})
	return server, api(t, server)
}

// api speaks to a server as its host.
func api(t *testing.T, server *browsertest.Server) load.API {
	t.Helper()
	key, err := os.ReadFile(filepath.Join(server.Data(), "host.key"))
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return load.API{URL: server.URL(""), Key: strings.TrimSpace(string(key)), Client: &http.Client{Transport: transport}}
}

// within gives a context that ends with the test, and no later than the limit.
func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), limit, fmt.Errorf("the test took longer than %v", limit))
	t.Cleanup(cancel)
	return ctx
}

// open opens a game of the test pack with a break between its rounds.
func open(ctx context.Context, t *testing.T, a load.API) load.Game {
	t.Helper()
	settings := game.DefaultSettings()
	settings.BreakAfterRound = 60_000
	opened, err := a.Create(ctx, load.NewGame{Packs: []string{"kills"}, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// people are clients that run in goroutines of their own until the test ends.
type people struct {
	t     *testing.T
	ctx   context.Context //nolint:containedctx // one test's life
	leave context.CancelFunc
	wait  sync.WaitGroup
}

func gather(ctx context.Context, t *testing.T) *people {
	t.Helper()
	p := &people{t: t}
	p.ctx, p.leave = context.WithCancel(ctx)
	t.Cleanup(p.wait.Wait)
	t.Cleanup(p.leave)
	return p
}

// run lets one of them live; what it is told wrongly, and being sent away, fails the test and sends everybody home.
func (p *people) run(live func(context.Context) error) (ended <-chan struct{}) {
	done := make(chan struct{})
	p.wait.Go(func() {
		defer close(done)
		if err := live(p.ctx); err != nil && !errors.Is(err, context.Canceled) {
			p.t.Error(err)
			p.leave()
		}
	})
	return done
}
