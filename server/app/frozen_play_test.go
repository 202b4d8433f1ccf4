package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
	"trivium/server/wire"
)

// frozen says what there is in the data of a schema, as its own version told it.
type frozen struct {
	Key     string    `json:"key"`    // the hosts'
	Cookie  string    `json:"cookie"` // of a host who is signed in
	Until   time.Time `json:"until"`  // when the cookie's time is up
	Pack    string    `json:"pack"`   // that was uploaded
	Over    string    `json:"over"`   // a game that is over, and kept
	Table   string    `json:"table"`  // its result
	Running string    `json:"running"`
	PIN     string    `json:"pin"`   // of the running game
	Token   string    `json:"token"` // its host's
	Players int       `json:"players"`
	Pick    []int     `json:"pick"` // what the only player who has answered the first question there picked
}

const frozenPack = `format: 1
id: frozen
title: Frozen
language: en
version: 1.0.0
license: CC0-1.0
defaults: {time: 60s}
questions:
  - id: one
    kind: single
    prompt: How many legs has a spider?
    choices:
      - {text: Eight, correct: true}
      - {text: Six}
      - {text: None}
  - id: two
    kind: text
    prompt: Who wrote Emma?
    accept: [Jane Austen]
`

// playFrozen makes a server know something of each kind.
func playFrozen(t *testing.T, i instance) frozen {
	t.Helper()
	f := frozen{Key: i.key, Pack: "frozen", Players: 3, Until: time.Now().UTC().Add(89 * 24 * time.Hour)}
	i.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, i.key))
	for _, cookie := range i.browser.Jar.Cookies(&url.URL{Scheme: "http", Host: "127.0.0.1"}) {
		f.Cookie = cookie.Name + "=" + cookie.Value
	}
	if status, text := i.upload("frozen.yaml", frozenPack); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	over := newFrozenGame(t, i, load.Game{})
	over.play(func(v game.View) bool { return v.Phase == game.Over }, f.Players, nil)
	f.Over = strings.TrimPrefix(over.game.Result, "/r/")
	f.Table = tableOf(i.must(http.MethodGet, over.game.Result+".csv", ""))
	if err := i.archive.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	running := newFrozenGame(t, i, load.Game{})
	running.play(func(v game.View) bool { return v.Phase == game.Open }, f.Players, &f.Pick)
	f.Running, f.PIN, f.Token = strings.TrimPrefix(running.game.Result, "/r/"), running.game.PIN, running.game.Token
	return f
}

// frozenGame is a game with its host and players.
type frozenGame struct {
	t    *testing.T
	i    instance
	game load.Game
}

// newFrozenGame opens a game, unless one is given.
func newFrozenGame(t *testing.T, i instance, g load.Game) frozenGame {
	t.Helper()
	if g.PIN == "" {
		var err error
		api := load.API{URL: "http://" + i.options.Addr, Key: i.key}
		if g, err = api.Create(t.Context(), load.NewGame{Packs: []string{"frozen"}, Settings: game.DefaultSettings()}); err != nil {
			t.Fatal(err)
		}
	}
	return frozenGame{t, i, g}
}

// play plays until something holds. If only the first player is to answer, and it holds then, pick takes the answer.
func (g frozenGame) play(until func(game.View) bool, players int, pick *[]int) {
	g.t.Helper()
	limited, cancel := context.WithTimeout(g.t.Context(), time.Minute)
	defer cancel()
	ctx, leave := context.WithCancel(limited)
	var group sync.WaitGroup
	defer group.Wait()
	defer leave()
	run := func(live func(context.Context) error) {
		group.Go(func() {
			if err := live(ctx); err != nil && !errors.Is(err, context.Canceled) {
				g.t.Error(err)
			}
		})
	}
	address, transport := "http://"+g.i.options.Addr, &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	host := load.NewHost(load.HostOptions{URL: address, PIN: g.game.PIN, Token: g.game.Token, Client: client, Seed: uint64(time.Now().UnixNano())})
	run(host.Run)
	acked := make(chan wire.Ack, 10)
	for i := range players {
		run(load.NewPlayer(load.PlayerOptions{
			URL: address, PIN: g.game.PIN, Name: fmt.Sprintf("Cat %d", i+1), Proof: fmt.Sprintf("%032x", i+1), Client: client, Seed: uint64(i + 1),
			ThinkLeast: time.Duration(i+1) * 100 * time.Millisecond, ThinkMost: time.Duration(i+1) * 100 * time.Millisecond,
			Silent: func(int) bool { return pick != nil && i > 0 },
			OnAck: func(ack wire.Ack, _ time.Duration) {
				if i == 0 {
					acked <- ack
				}
			},
		}).Run)
	}
	view := g.await(ctx, host, "everybody", func(v game.View) bool { return v.Lobby == nil || v.Lobby.Players == players })
	for !until(view) {
		if view.Phase != game.Open && view.Phase != game.Close {
			if err := host.Next(ctx, view); err != nil {
				g.t.Fatal(err)
			}
		}
		turn := view.Turn
		view = g.await(ctx, host, "the phase after "+string(view.Phase), func(v game.View) bool { return v.Turn > turn })
	}
	if pick == nil {
		return
	}
	select {
	case ack := <-acked:
		*pick = ack.Pick
	case <-ctx.Done():
		g.t.Fatal("no answer was acknowledged")
	}
}

func (g frozenGame) await(ctx context.Context, host *load.Host, what string, holds func(game.View) bool) game.View {
	g.t.Helper()
	view, err := host.Await(ctx, what, holds)
	if err != nil {
		g.t.Fatal(err)
	}
	return view
}

// tableOf is the end of a result in CSV: rank, player, team, score.
func tableOf(result string) string {
	_, table, _ := strings.Cut(result, "rank,player,team,score\n")
	return table
}

func decodeFrozen(t *testing.T, data []byte) (f frozen) {
	t.Helper()
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	return f
}
