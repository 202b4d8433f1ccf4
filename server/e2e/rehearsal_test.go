package e2e

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
)

// TestALoadOnBadNetworks: connections that break, slow readers, and people who come late cost nobody a point.
func TestALoadOnBadNetworks(t *testing.T) {
	ctx := within(t, 3*time.Minute)
	_, a := serve(t, racy)
	told := make(chan load.Progress, 1000)
	report, err := load.Run(ctx, load.Options{
		URL: a.URL, Key: a.Key, Players: 40, Rooms: 2, Packs: []string{"kills"}, Questions: 4, ThinkMost: 700 * time.Millisecond,
		Limit: 2 * time.Minute, Trouble: load.Trouble{Reconnects: 0.3, Slow: 0.1, Late: 0.2}, OnProgress: func(p load.Progress) { told <- p },
	})
	t.Logf("\n%s", report.String())
	if err != nil {
		t.Fatal(err)
	}
	if report.Reconnects == 0 || report.Joined >= 40 || report.Answers < 100 || report.Refused["not_seated"] > 0 {
		t.Errorf("%d reconnects, %d joined in time, %d answers, refused: %v", report.Reconnects, report.Joined, report.Answers, report.Refused)
	}
	if report.Resyncs == 0 || report.Ends["dropped"] == 0 || report.Errors != 0 {
		t.Errorf("%d resyncs, connections ended by %v, %d errors", report.Resyncs, report.Ends, report.Errors)
	}
	if len(told) == 0 {
		t.Error("nobody was told how far it is")
	}
	var decoded struct {
		Ack struct {
			P99 float64 `json:"p99_ms"`
		} `json:"answer_to_ack"`
	}
	data, err := json.Marshal(&report)
	if err == nil {
		err = json.NewDecoder(bytes.NewReader(data)).Decode(&decoded)
	}
	if err != nil || decoded.Ack.P99 <= 0 {
		t.Errorf("as JSON: %s, %v", data, err)
	}
}

// TestBotsJoinAGameOfSomebodyElse rehearses: a host leads, and thirty bots do what players do.
func TestBotsJoinAGameOfSomebodyElse(t *testing.T) {
	ctx := within(t, 3*time.Minute)
	_, a := serve(t, racy)
	opened := open(ctx, t, a)
	all := gather(ctx, t)
	host := load.NewHost(load.HostOptions{URL: a.URL, PIN: opened.PIN, Token: opened.Token, Client: a.Client})
	all.run(host.Run)
	type outcome struct {
		report load.BotsReport
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		report, err := load.Bots(ctx, load.BotsOptions{
			URL: a.URL, PIN: opened.PIN, Count: 30, ThinkLeast: 50 * time.Millisecond, ThinkMost: 500 * time.Millisecond,
		})
		done <- outcome{report, err}
	}()
	view, err := host.Await(ctx, "thirty bots", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players == 30 })
	questions := map[int]bool{}
	for err == nil && view.Phase != game.Over {
		if view.Phase == game.Open {
			questions[view.Question.Showing] = true
		}
		if view.Phase != game.Open && view.Phase != game.Close {
			if err = host.Next(ctx, view); err != nil {
				break
			}
		}
		turn := view.Turn
		view, err = host.Await(ctx, "the next phase", func(v game.View) bool { return v.Turn > turn || v.Phase == game.Over })
	}
	if err != nil {
		t.Fatal(err)
	}
	got := <-done
	t.Logf("\n%s", got.report.String())
	if want := 30 * len(questions); got.err != nil || got.report.Joined != 30 || got.report.Answers != want || len(got.report.Refused) > 0 {
		t.Errorf("%+v, %v; want 30 bots with %d answers", got.report, got.err, want)
	}
	if _, err := load.Bots(ctx, load.BotsOptions{URL: a.URL, PIN: "000000"}); err == nil {
		t.Error("bots have joined where there is no game")
	}
}
