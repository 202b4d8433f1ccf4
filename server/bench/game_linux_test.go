package bench

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/socket/sockettest"
)

// real is the real server with a game on it.
type real struct {
	*stage
	server *browsertest.Server
	host   *load.Host
	pin    string
	sizes  sizes
	empty  float64 // bytes in use without players
}

// sizes are how long the messages of the game are, in bytes.
type sizes struct{ question, closing, personal, table, answer int }

// newReal starts the server on the first processor, with a bank that has a pack of so many questions, and opens a game.
func newReal(b *testing.B, cpus *sockettest.Processors, players, rounds int) *real {
	b.Helper()
	data := filepath.Join(b.TempDir(), "data")
	writePack(b, filepath.Join(data, "packs"), rounds)
	binary := browsertest.Build(b, "trivium/server", false)
	r := &real{}
	cpus.OnFirst(b, func() {
		r.server = browsertest.Serve(b, browsertest.Launch{Binary: binary, Data: data, Args: func(addr, data string) []string {
			return []string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0"}
		}})
	})
	fmt.Printf("\nprofiles at http://%s/debug/pprof/\n", r.server.MetricsAddr)
	r.openGame(b, players)
	r.stage = newStage(b, r.server.PID, players)
	r.empty = r.inUse(b)
	return r
}

// openGame opens a game and brings its host.
func (r *real) openGame(b *testing.B, players int) {
	b.Helper()
	key, err := os.ReadFile(filepath.Join(r.server.Data(), "host.key"))
	if err != nil {
		b.Fatal(err)
	}
	transport := &http.Transport{}
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	settings := game.DefaultSettings()
	settings.AllowAnyName, settings.SeatMax = true, max(players, 1)
	opened, err := load.API{URL: r.server.URL(""), Key: strings.TrimSpace(string(key)), Client: client}.
		Create(b.Context(), load.NewGame{Packs: []string{"bench"}, Settings: settings})
	if err != nil {
		b.Fatal(err)
	}
	r.pin = opened.PIN
	r.host = load.NewHost(load.HostOptions{URL: r.server.URL(""), PIN: opened.PIN, Token: opened.Token, Client: client})
	ctx, leave := context.WithCancel(context.WithoutCancel(b.Context()))
	left := make(chan struct{})
	go func() {
		defer close(left)
		_ = r.host.Run(ctx) // who waits for it hears of an error
	}()
	b.Cleanup(func() {
		leave()
		<-left
	})
}

// enter brings everybody in and waits until they are seated.
func (r *real) enter(b *testing.B) cost {
	b.Helper()
	entered := r.join(b, r.server.Addr, func(i int) []byte {
		return fmt.Appendf(nil, `{"t":"hello","role":"player","pin":%q,"name":"Player %d","proof":"%032x"}`, r.pin, i+1, i+1)
	})
	r.await(b, "everybody to be seated", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players == len(r.began) })
	return entered
}

// await reads for the crowd until the host's view is so.
func (r *real) await(b *testing.B, what string, holds func(game.View) bool) game.View {
	b.Helper()
	var view game.View
	r.meanwhile(b, what, func() (err error) {
		view, err = r.host.Await(b.Context(), what, holds)
		return err
	})
	return view
}

// meanwhile does something in another goroutine while the crowd goes on reading.
func (r *real) meanwhile(b *testing.B, what string, do func() error) {
	b.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	r.crowd.until(b, what, func() bool {
		select {
		case err := <-done:
			if err != nil {
				b.Fatal(err)
			}
			return true
		default:
			return false
		}
	})
}

// next presses the host's button.
func (r *real) next(b *testing.B) {
	b.Helper()
	view := r.await(b, "a view", func(game.View) bool { return true })
	r.meanwhile(b, "the host's command", func() error { return r.host.Next(b.Context(), view) })
	r.await(b, "the next turn", func(v game.View) bool { return v.Turn > view.Turn })
}

// prepare goes on until the next prompt is shown.
func (r *real) prepare(b *testing.B) {
	b.Helper()
	for r.await(b, "a view", func(game.View) bool { return true }).Phase != game.Ready {
		r.next(b)
	}
	r.crowd.settle(b)
}

// view tells whether a message is a view of that phase.
func view(message []byte, phase game.Phase) bool {
	return bytes.HasPrefix(message, []byte(`{"t":"view"`)) && bytes.Contains(message, []byte(`"phase":"`+phase+`"`))
}

// question opens the question.
func (r *real) question(b *testing.B) cost {
	b.Helper()
	return r.measure(b, "the question", func(i int, message []byte) bool {
		if !view(message, game.Open) {
			return false
		}
		r.sizes.question = len(message)
		return true
	}, func() { r.next(b) })
}

// answers has all but the first player answer.
func (r *real) answers(b *testing.B, showing int) cost {
	b.Helper()
	answer := fmt.Appendf(nil, `{"t":"answer","showing":%d,"pick":[%d],"m":1234}`, showing, showing%4)
	r.sizes.answer = len(answer)
	return r.answer(b, answer, 1, func(i int, message []byte) bool {
		if !bytes.HasPrefix(message, []byte(`{"t":"ack"`)) {
			return false
		}
		if !bytes.Contains(message, []byte(`"ok":true`)) {
			b.Fatalf("player %d was refused: %s", i, message)
		}
		return true
	})
}

// results closes the question; everybody gets the reveal with what it brought them.
func (r *real) results(b *testing.B) cost {
	b.Helper()
	return r.measure(b, "the results", func(_ int, message []byte) bool {
		switch {
		case view(message, game.Close):
			r.sizes.closing = len(message)
		case view(message, game.Reveal):
			r.sizes.table = len(message)
		case bytes.HasPrefix(message, []byte(`{"t":"own"`)) && bytes.Contains(message, []byte(`"result":{`)):
			r.sizes.personal = len(message)
			return true
		}
		return false
	}, func() { r.next(b) })
}

// writePack writes a pack of single choice questions as long as people write them.
func writePack(b *testing.B, folder string, questions int) {
	b.Helper()
	pack := &strings.Builder{}
	pack.WriteString("format: 1\nid: bench\ntitle: Measured\ndescription: Questions for the benchmark.\nlanguage: en\n" +
		"version: 1.0.0\nlicense: CC-BY-SA-4.0\ndefaults: {time: 60s, points: 1000, difficulty: easy}\n" +
		"rounds:\n  - {id: only, title: \"Only round\"}\nquestions:\n")
	for i := range questions {
		fmt.Fprintf(pack, "  - id: q%d\n    round: only\n    kind: single\n"+
			"    prompt: \"Which of these four cities has been the capital of the country number %d for longest?\"\n"+
			"    choices:\n      - {text: \"The first city\", correct: true}\n      - {text: \"Another city\"}\n"+
			"      - {text: \"City by the sea\"}\n      - {text: \"No city at all\"}\n    summary: \"The first.\"\n", i+1, i+1)
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "bench.yaml"), []byte(pack.String()), 0o600); err != nil {
		b.Fatal(err)
	}
}
