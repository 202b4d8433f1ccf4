package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/ledger"
	"trivium/server/load"
	"trivium/server/wire"
)

// killed is a game whose server is killed in every phase.
type killed struct {
	t       *testing.T
	server  *browsertest.Server
	host    *load.Host
	players []*load.Player
	acked   chan int // showings of acks, as they come; bounded, what does not fit is dropped

	left   map[game.Phase]bool // still to be killed in
	strike atomic.Int64        // the process that dies as soon as the host sees answers closing; 0 for none
	struck chan struct{}       // hears when it has been killed
}

const playersHere = 12

// TestAGameOutlivesAKillInEachPhase kills the server with SIGKILL in each phase of one game, with answers on their way where
// answers are taken. People come back by themselves. What was acknowledged to anybody must stand in the sealed slots, and all
// scores must be what one undisturbed fold of the stored facts gives.
func TestAGameOutlivesAKillInEachPhase(t *testing.T) {
	limited := within(t, 4*time.Minute)
	server, a := serve(t, quick)
	opened := open(limited, t, a)
	k := &killed{t: t, server: server, acked: make(chan int, 1000), left: map[game.Phase]bool{}, struck: make(chan struct{}, 1)}
	for _, phase := range []game.Phase{
		game.Lobby, game.RoundCard, game.Ready, game.Open, game.Close, game.Reveal, game.Table, game.Break, game.Podium,
	} {
		k.left[phase] = true
	}
	all := gather(limited, t)
	ctx := all.ctx
	k.host = load.NewHost(load.HostOptions{URL: a.URL, PIN: opened.PIN, Token: opened.Token, OnView: k.viewed, Client: a.Client})
	all.run(k.host.Run)
	screen := all.run(load.NewScreen(load.ScreenOptions{URL: a.URL, PIN: opened.PIN, Client: a.Client}).Run)
	var ends []<-chan struct{}
	for i := range playersHere {
		player := load.NewPlayer(load.PlayerOptions{
			URL: a.URL, PIN: opened.PIN, Name: fmt.Sprintf("Cat %d", i+1), Seed: uint64(i + 1), Client: a.Client,
			ThinkLeast: 100 * time.Millisecond, ThinkMost: 900 * time.Millisecond,
			OnAck: func(ack wire.Ack, _ time.Duration) {
				select {
				case k.acked <- ack.Showing:
				default:
				}
			},
		})
		k.players = append(k.players, player)
		ends = append(ends, all.run(player.Run))
	}

	k.play(ctx)
	for _, ended := range append(ends, screen) {
		await(ctx, t, "everybody hears of the end", ended)
	}
	if t.Failed() {
		return
	}
	table, err := a.Get(limited, opened.Result+".csv")
	if err != nil {
		t.Fatal(err)
	}
	all.leave()
	if status := server.Stop(); status != 0 {
		t.Errorf("stopped with status %d", status)
	}
	room := ledger.RoomID(strings.TrimPrefix(opened.Result, "/r/"))
	compare(limited, t, server.Data(), room, k.players, string(table))
	server.Restart()
	again, err := a.Get(limited, opened.Result+".csv")
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(table) {
		t.Errorf("after a restart the result is\n%s\nbefore it was\n%s", again, table)
	}
}

func await(ctx context.Context, t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-ctx.Done():
		t.Fatalf("%s: %v", what, context.Cause(ctx))
	}
}

// viewed runs in the host's own goroutine, so that the blow falls while the last answers come in.
func (k *killed) viewed(v wire.View) {
	if v.View.Phase == game.Close {
		if pid := k.strike.Swap(0); pid != 0 {
			_ = syscall.Kill(int(pid), syscall.SIGKILL)
			k.struck <- struct{}{}
		}
	}
}

// play is the host's part: a kill the first time in each phase, and the big button.
func (k *killed) play(ctx context.Context) {
	k.t.Helper()
	k.await(ctx, "people in the lobby", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players > 0 })
	k.kill(game.Lobby)
	view := k.await(ctx, "everybody in the lobby", func(v game.View) bool { return v.Lobby.Players == playersHere })
	for view.Phase != game.Over {
		switch {
		case view.Phase == game.Open:
			k.answers(ctx, view)
		case k.left[view.Phase] && view.Phase != game.Close:
			k.kill(view.Phase)
			fallthrough
		case view.Phase != game.Close:
			if err := k.host.Next(ctx, view); err != nil {
				k.t.Fatal(err)
			}
		}
		turn := view.Turn
		view = k.await(ctx, "the phase after "+string(view.Phase), func(v game.View) bool { return v.Turn > turn })
	}
	for phase := range k.left {
		k.t.Errorf("the game had no phase %s to be killed in", phase)
	}
}

// answers waits for the first answer, so that others are on their way, and kills: at once, or, another time, when the host
// has ended the question.
func (k *killed) answers(ctx context.Context, view game.View) {
	k.t.Helper()
	if !k.left[game.Open] && !k.left[game.Close] {
		return // the server goes on by itself when all have answered
	}
	for answered := -1; answered != view.Question.Showing; {
		select {
		case answered = <-k.acked:
		case <-ctx.Done():
			k.t.Fatalf("wait for an ack: %v", context.Cause(ctx))
		}
	}
	if k.left[game.Open] {
		k.kill(game.Open)
		return
	}
	k.strike.Store(int64(k.server.PID))
	pressed := make(chan error, 1)
	go func() { pressed <- k.host.Next(ctx, view) }() // its answer may only come from the next process
	await(ctx, k.t, "the host sees the answers closing", k.struck)
	k.kill(game.Close)
	if err := <-pressed; err != nil {
		k.t.Fatal(err)
	}
}

func (k *killed) kill(phase game.Phase) {
	k.t.Helper()
	k.server.Kill()
	k.server.Restart()
	delete(k.left, phase)
}

func (k *killed) await(ctx context.Context, what string, holds func(game.View) bool) game.View {
	k.t.Helper()
	view, err := k.host.Await(ctx, what, holds)
	if err != nil {
		k.t.Fatal(err)
	}
	return view
}
