package e2e

import (
	"fmt"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
)

// TestSIGTERMEndsCleanly stops the server in mid-question with everybody connected, twice: it must end by itself with
// status 0 within ten seconds, and the game must go on where it was.
func TestSIGTERMEndsCleanly(t *testing.T) {
	const limit = 10 * time.Second
	ctx := within(t, 3*time.Minute)
	server, a := serve(t, racy)
	opened := open(ctx, t, a)
	all := gather(ctx, t)
	host := load.NewHost(load.HostOptions{URL: a.URL, PIN: opened.PIN, Token: opened.Token, Client: a.Client})
	all.run(host.Run)
	for i := range playersHere {
		all.run(load.NewPlayer(load.PlayerOptions{
			URL: a.URL, PIN: opened.PIN, Name: fmt.Sprintf("Cat %d", i+1), Seed: uint64(i + 1), Client: a.Client,
			ThinkLeast: time.Minute, ThinkMost: time.Minute, // the question runs as long as the test wants it
		}).Run)
	}
	advance := func(what string, holds func(game.View) bool) game.View {
		t.Helper()
		view, err := host.Await(ctx, what, holds)
		if err != nil {
			t.Fatal(err)
		}
		return view
	}
	view := advance("everybody in the lobby", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players == playersHere })
	for view.Phase != game.Open {
		if err := host.Next(ctx, view); err != nil {
			t.Fatal(err)
		}
		turn := view.Turn
		view = advance("the next phase", func(v game.View) bool { return v.Turn > turn })
	}
	for range 2 {
		began := time.Now()
		if status := server.Stop(); status != 0 {
			t.Errorf("stopped with status %d, want 0", status)
		}
		if took := time.Since(began); took > limit {
			t.Errorf("stopping took %v, more than %v", took, limit)
		}
		server.Restart()
		done, err := host.Do(ctx, game.Command{Verb: game.DoAddTime, Turn: view.Turn, Millis: 1000})
		if err != nil || done.Code != "" {
			t.Fatalf("the question does not run on after the restart: %+v, %v", done, err)
		}
	}
}

// TestALoadIsPlayedWithoutAWrongFigure plays rooms on a server with the race detector.
func TestALoadIsPlayedWithoutAWrongFigure(t *testing.T) {
	ctx := within(t, 3*time.Minute)
	_, a := serve(t, racy)
	report, err := load.Run(ctx, load.Options{
		URL: a.URL, Key: a.Key, Players: 40, Rooms: 4, Packs: []string{"kills"}, Questions: 4, ThinkMost: 500 * time.Millisecond,
	})
	t.Logf("\n%s", report.String())
	if err != nil {
		t.Fatal(err)
	}
	if want := 40 * 4; report.Answers != want || len(report.Refused) > 0 || report.Reconnects > 0 {
		t.Errorf("%d answers acknowledged, %v refused, %d reconnects; want %d, none and none", report.Answers, report.Refused,
			report.Reconnects, want)
	}
}
