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

	"golang.org/x/sync/errgroup"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/redistest"
	"trivium/server/socket/sockettest"
)

// real is the real server with games on it.
type real struct {
	*stage
	servers []*browsertest.Server
	rooms   []room
	sizes   sizes
	empty   float64 // bytes in use without players
}

// room is one game and its host. The i-th player plays in the room i modulo their number.
type room struct {
	pin  string
	host *load.Host
}

var _ side = (*real)(nil)

// sizes are how long the messages of the game are, in bytes.
type sizes struct{ Question, Closing, Personal, Table, Answer int }

// newReal starts the server on the first processor, with a bank that has a pack of so many questions, and opens the games. With
// two instances they are over one Redis, which runs wherever there is time.
func newReal(t testing.TB, cpus *sockettest.Processors, p party) *real {
	t.Helper()
	binary := browsertest.Build(t, "trivium/server", false)
	instances, shared := 1, []string{}
	if p.Kind == double {
		redis := redistest.Start(t, redistest.Options{Fsync: "everysec"})
		instances, shared = 2, []string{"--redis-url", redis.URL()}
	}
	r := &real{}
	var pids []int
	for range instances {
		data := filepath.Join(t.TempDir(), "data")
		writePack(t, filepath.Join(data, "packs"), p.Rounds)
		cpus.OnFirst(t, func() {
			r.servers = append(r.servers, browsertest.Serve(t, browsertest.Launch{Binary: binary, Data: data, Args: func(addr, data string) []string {
				return append([]string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0"}, shared...)
			}}))
		})
		pids = append(pids, r.servers[len(r.servers)-1].PID)
	}
	r.open(t, max(p.Rooms, 1), p.Players)
	r.stage = newStage(t, p.Players, pids...)
	r.empty = r.inUse(t)
	return r
}

// open opens games on the first instance and brings their hosts.
func (r *real) open(t testing.TB, rooms, players int) {
	t.Helper()
	key, err := os.ReadFile(filepath.Join(r.servers[0].Data(), "host.key"))
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	settings := game.DefaultSettings()
	settings.AllowAnyName, settings.SeatMax = true, (players+rooms-1)/rooms
	settings.TimeFactor = 1_000 // no phase ends by itself while others have their turn
	api := load.API{URL: r.servers[0].URL(""), Key: strings.TrimSpace(string(key)), Client: client}
	for range rooms {
		opened, err := api.Create(t.Context(), load.NewGame{Packs: []string{"bench"}, Settings: settings})
		if err != nil {
			t.Fatal(err)
		}
		host := newHost(t, load.HostOptions{URL: api.URL, PIN: opened.PIN, Token: opened.Token, Client: client})
		r.rooms = append(r.rooms, room{opened.PIN, host})
	}
}

// newHost brings the host of a game, until the test ends.
func newHost(t testing.TB, o load.HostOptions) *load.Host {
	t.Helper()
	host := load.NewHost(o)
	ctx, leave := context.WithCancel(context.WithoutCancel(t.Context()))
	left := make(chan struct{})
	go func() {
		defer close(left)
		_ = host.Run(ctx) // who waits for it hears of an error
	}()
	t.Cleanup(func() {
		leave()
		<-left
	})
	return host
}

// profiles is where the processes' profiles are.
func (r *real) profiles() (urls []string) {
	for _, server := range r.servers {
		urls = append(urls, "http://"+server.MetricsAddr+"/debug/pprof/")
	}
	return urls
}

// enter brings everybody in and waits until they are seated.
func (r *real) enter(t testing.TB) cost {
	t.Helper()
	entered := r.join(t, func(i int) string { return r.servers[i%len(r.servers)].Addr }, func(i int) []byte {
		return fmt.Appendf(nil, `{"t":"hello","role":"player","pin":%q,"name":"Player %d","proof":"%032x"}`,
			r.rooms[i%len(r.rooms)].pin, i+1, i+1)
	})
	seated := 0
	for i := range r.rooms {
		of := (len(r.began) - i + len(r.rooms) - 1) / len(r.rooms)
		r.await(t, i, "everybody to be seated", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players == of })
		seated += of
	}
	if seated != len(r.began) {
		t.Fatalf("%d players are seated, want %d", seated, len(r.began))
	}
	return entered
}

// await reads for the crowd until the view of a room's host is so.
func (r *real) await(t testing.TB, room int, what string, holds func(game.View) bool) game.View {
	t.Helper()
	var view game.View
	r.meanwhile(t, what, func() (err error) {
		view, err = r.rooms[room].host.Await(t.Context(), what, holds)
		return err
	})
	return view
}

// meanwhile does something in another goroutine while the crowd goes on reading.
func (r *real) meanwhile(t testing.TB, what string, do func() error) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	r.crowd.until(t, what, func() bool {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return true
		default:
			return false
		}
	})
}

// next presses the button of every host.
func (r *real) next(t testing.TB) {
	t.Helper()
	r.meanwhile(t, "the hosts' command", func() error {
		group, ctx := errgroup.WithContext(t.Context())
		for _, room := range r.rooms {
			group.Go(func() error {
				view, err := room.host.Await(ctx, "a view", func(game.View) bool { return true })
				if err == nil {
					err = room.host.Next(ctx, view)
				}
				if err == nil {
					_, err = room.host.Await(ctx, "the next turn", func(v game.View) bool { return v.Turn > view.Turn })
				}
				return err
			})
		}
		return group.Wait()
	})
}

// prepare goes on until the next prompt is shown.
func (r *real) prepare(t testing.TB) {
	t.Helper()
	for r.await(t, 0, "a view", func(game.View) bool { return true }).Phase != game.Ready {
		r.next(t)
	}
	r.crowd.settle(t)
}

// view tells whether a message is a view of that phase.
func view(message []byte, phase game.Phase) bool {
	return bytes.HasPrefix(message, []byte(`{"t":"view"`)) && bytes.Contains(message, []byte(`"phase":"`+phase+`"`))
}

// question opens the question.
func (r *real) question(t testing.TB, _ order) cost {
	t.Helper()
	return r.measure(t, "the question", func(_ int, message []byte) bool {
		if !view(message, game.Open) {
			return false
		}
		r.sizes.Question = len(message)
		return true
	}, func() { r.next(t) })
}

// answers has all but the first player of each room answer.
func (r *real) answers(t testing.TB, o order) cost {
	t.Helper()
	answer := fmt.Appendf(nil, `{"t":"answer","showing":%d,"pick":[%d],"m":1234}`, o.Round, o.Round%4)
	r.sizes.Answer = len(answer)
	return r.answer(t, answer, len(r.rooms), o.Rate, func(i int, message []byte) bool {
		if !bytes.HasPrefix(message, []byte(`{"t":"ack"`)) {
			return false
		}
		if !bytes.Contains(message, []byte(`"ok":true`)) {
			t.Fatalf("player %d was refused: %s", i, message)
		}
		return true
	})
}

// results closes the question; everybody gets the reveal with what it brought them.
func (r *real) results(t testing.TB, _ order) cost {
	t.Helper()
	return r.measure(t, "the results", func(_ int, message []byte) bool {
		switch {
		case view(message, game.Close):
			r.sizes.Closing = len(message)
		case view(message, game.Reveal):
			r.sizes.Table = len(message)
		case bytes.HasPrefix(message, []byte(`{"t":"own"`)) && bytes.Contains(message, []byte(`"result":{`)):
			r.sizes.Personal = len(message)
			return true
		}
		return false
	}, func() { r.next(t) })
}

// writePack writes a pack of single choice questions as long as people write them.
func writePack(t testing.TB, folder string, questions int) {
	t.Helper()
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
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "bench.yaml"), []byte(pack.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
