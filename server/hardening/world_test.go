package hardening

import (
	"context"
	"errors"
	"fmt"
	"net"
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

// patience is how long a test waits for what should take a moment, on a machine that has much else to do.
const patience = 60 * time.Second

// world is one server that all attacks are made on, one after another. Each attacker has a network address of their own, since limits
// are counted by address.
type world struct {
	server *browsertest.Server
	api    load.API
	peers  int
}

// TestAttacks makes all attacks on one server. In the end it must have said nothing that it should not, and stop cleanly.
func TestAttacks(t *testing.T) {
	w := newWorld(t)
	silent := w.silentConnections(t) // the server needs a while to send them away
	for _, attack := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"headers of every page", w.headersOfEveryPage},
		{"forged headers of proxies", w.forgedProxyHeaders},
		{"origins", w.origins},
		{"roles", w.roles},
		{"tokens", w.tokens},
		{"JSON on sockets", w.jsonOnSockets},
		{"JSON in requests", w.jsonInRequests},
		{"names", w.names},
		{"a flood of messages", w.floodOfMessages},
		{"wrong and full are alike", w.wrongAndFullAreAlike},
		{"answers that are forged, late or sent twice", w.answers},
		{"right and wrong are acknowledged alike", w.acksAreAlike},
		{"canaries", w.canaries},
		{"a crowd at the door", w.crowdAtTheDoor},
		{"ten thousand PINs", w.tenThousandPINs},
	} {
		t.Run(attack.name, attack.run)
	}
	t.Run("silent connections", silent)
	if status := w.server.Stop(); status != 0 {
		t.Errorf("the server stopped with status %d", status)
	}
	for _, word := range []string{"panic", "DATA RACE", "goroutine ", "canary", "127.0.1."} {
		if strings.Contains(w.server.Output(), word) {
			t.Errorf("%q stands in what the server printed", word)
		}
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	pack, err := os.ReadFile("testdata/canary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(data, "packs"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "packs", "canary.yaml"), pack, 0o600); err != nil {
		t.Fatal(err)
	}
	w := &world{server: browsertest.Serve(t, browsertest.Launch{
		Binary: browsertest.Build(t, "trivium/server", false), Data: data, Args: func(addr, data string) []string {
			return []string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0", "--log-level", "debug"}
		},
	})}
	key, err := os.ReadFile(filepath.Join(data, "host.key"))
	if err != nil {
		t.Fatal(err)
	}
	w.api = load.API{URL: w.server.URL(""), Key: strings.TrimSpace(string(key)), Client: w.peer(t)}
	return w
}

// peer gives a client with a network address of its own.
func (w *world) peer(t *testing.T) *http.Client {
	t.Helper()
	w.peers++
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, byte(1+w.peers/250), byte(1+w.peers%250))}}
	transport := &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// within gives a context that ends with the test, and no later than its limit.
func within(t *testing.T) context.Context {
	t.Helper()
	const limit = 3 * patience
	ctx, cancel := context.WithTimeoutCause(t.Context(), limit, fmt.Errorf("the test took longer than %v", limit))
	t.Cleanup(cancel)
	return ctx
}

// open opens a game.
func (w *world) open(ctx context.Context, t *testing.T, change func(*game.Settings)) load.Game {
	t.Helper()
	settings := game.DefaultSettings()
	settings.BreakAfterRound = 60_000
	if change != nil {
		change(&settings)
	}
	opened, err := w.api.Create(ctx, load.NewGame{Packs: []string{"canary"}, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// host runs a game's host until the test ends.
func (w *world) host(ctx context.Context, t *testing.T, g load.Game) *load.Host {
	t.Helper()
	host := load.NewHost(load.HostOptions{URL: w.api.URL, PIN: g.PIN, Token: g.Token, Client: w.peer(t)})
	ctx, leave := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		if err := host.Run(ctx); err != nil && !errors.Is(err, context.Canceled) && ctx.Err() == nil {
			t.Error(err)
		}
	})
	t.Cleanup(done.Wait)
	t.Cleanup(leave)
	return host
}

// next has the host press the big button until a phase of a question is there.
func next(ctx context.Context, t *testing.T, host *load.Host, question int, phase game.Phase) game.View {
	t.Helper()
	there := func(v game.View) bool { return v.Phase == phase && v.Question != nil && v.Question.Number == question }
	view, err := host.Await(ctx, "a first view", settled)
	for err == nil && !there(view) {
		if err = host.Next(ctx, view); err != nil {
			break
		}
		turn := view.Turn
		view, err = host.Await(ctx, "the next phase", func(v game.View) bool { return v.Turn > turn && settled(v) })
	}
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// settled tells whether the host can go on: while the last answers come in nobody can.
func settled(v game.View) bool { return v.Phase != game.Close }

// seated waits until that many players are in the lobby.
func seated(ctx context.Context, t *testing.T, host *load.Host, players int) {
	t.Helper()
	there := func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players >= players }
	if _, err := host.Await(ctx, "everybody in the lobby", there); err != nil {
		t.Fatal(err)
	}
}
