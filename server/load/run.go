package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"trivium/game"
)

// Options say what Run plays. URL and Key are needed; the rest has defaults.
type Options struct {
	URL       string // of the server, http://host:port
	Key       string // the host's, from host.key in the data folder
	Players   int    // over all rooms; default 100
	Rooms     int    // default 1
	Questions int    // in each room; default 3
	Packs     []string
	Seed      uint64 // makes answers and times to think
	// ThinkLeast and ThinkMost bound the time from seeing a question to answering it. Defaults 100 ms and 1.5 s.
	ThinkLeast, ThinkMost time.Duration
	Trouble               // players on bad networks
	// Process is the server's process on this machine, to say what it took; 0 if it is elsewhere.
	Process int
	// OnProgress hears once a second how far it is. It may be nil.
	OnProgress func(Progress)
	// Dialing is how many connections are being made at a time. Default 100.
	Dialing int
	// Limit bounds the whole run. Default 45 s.
	Limit time.Duration
}

// Validate says which option is out of its bounds, and what is allowed.
func (o *Options) Validate() error {
	var errs []error
	check := func(ok bool, words string) {
		if !ok {
			errs = append(errs, errors.New("load: "+words))
		}
	}
	check(o.URL != "", "URL is missing: name a server, such as http://127.0.0.1:8080")
	check(o.Key != "", "Key is missing: it stands in host.key in the server's data folder")
	check(o.Players >= 0 && o.Players <= 50_000, "Players: from 1 to 50,000; 0 is the default of 100")
	check(o.Rooms >= 0 && o.Rooms <= 1_000, "Rooms: from 1 to 1,000; 0 is the default of 1")
	check(o.Questions >= 0 && o.Questions <= 100, "Questions: from 1 to 100; 0 is the default of 3")
	check(cmp.Or(o.Players, 100) >= cmp.Or(o.Rooms, 1), "Players: each room needs at least one")
	return errors.Join(append(errs, o.validate(cmp.Or(o.Questions, 3)))...)
}

func (o Options) withDefaults() Options {
	o.Players = cmp.Or(o.Players, 100)
	o.Rooms = cmp.Or(o.Rooms, 1)
	o.Questions = cmp.Or(o.Questions, 3)
	if len(o.Packs) == 0 {
		o.Packs = []string{"general"}
	}
	o.ThinkLeast = cmp.Or(o.ThinkLeast, 100*time.Millisecond)
	o.ThinkMost = cmp.Or(o.ThinkMost, 1500*time.Millisecond)
	o.Dialing = cmp.Or(o.Dialing, dialing)
	o.Limit = cmp.Or(o.Limit, 45*time.Second)
	return o
}

// dialing is how many connections are being made at a time, unless an option says otherwise.
const dialing = 100

// run is one call of Run.
type run struct {
	Options
	counters

	client *http.Client
	dials  chan struct{} // has room for as many as may dial at a time
	random *rand.Rand    // for who has which trouble
	cost   *Cost         // nil for a server elsewhere; used by tell's goroutine until that has ended
}

// Run plays whole games on a running server: as many rooms as asked, each with a host, a screen and its share of the
// players. At the end each player's own score must be the one in the host's roster. It gives what it measured, and an error
// if anything was wrong (ErrWrong), failed, or took longer than the limit; the report then holds what came before.
func Run(ctx context.Context, o Options) (Report, error) {
	if err := o.Validate(); err != nil {
		return Report{}, err
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 4}
	defer transport.CloseIdleConnections()
	r := &run{Options: o.withDefaults(), client: &http.Client{Transport: transport}}
	r.dials, r.random, r.cost = make(chan struct{}, r.Dialing), rand.New(rand.NewPCG(o.Seed, 5)), watch(o.Process)
	ctx, cancel := context.WithTimeoutCause(ctx, r.Limit, fmt.Errorf("the load took longer than %v", r.Limit))
	defer cancel()

	began := time.Now()
	games := make([]*table, r.Rooms)
	for i := range games {
		var err error
		if games[i], err = r.open(ctx, i); err != nil {
			return Report{Errors: errorsIn(err)}, err
		}
	}
	joining := time.Now()
	stay, leave := context.WithCancel(ctx)
	var telling sync.WaitGroup
	telling.Go(func() { r.tell(stay, r.Players, r.Rooms, func() { r.cost.look(r.Process) }, r.OnProgress) })
	group, ctx := errgroup.WithContext(ctx)
	for _, t := range games {
		group.Go(func() error {
			defer r.out.Add(1)
			return t.play(ctx)
		})
	}
	err := group.Wait()
	leave()
	telling.Wait()
	r.cost.look(r.Process)
	report := r.report(games, joining)
	report.Took, report.Errors = time.Since(began), errorsIn(err)
	return report, err
}

// open opens a game and makes its people.
func (r *run) open(ctx context.Context, index int) (*table, error) {
	settings := game.DefaultSettings()
	settings.AllowAnyName, settings.SeatMax = true, 20_000
	api := API{URL: r.URL, Key: r.Key, Client: r.client}
	opened, err := api.Create(ctx, NewGame{Packs: r.Packs, Count: r.Questions, Shuffle: true, Settings: settings})
	if err != nil {
		return nil, err
	}
	seed, net := r.Seed+uint64(index)<<32, Net{Patience: silence}
	t := &table{
		notes: newNotes(), begun: make(chan struct{}), entered: make(chan struct{}, r.Players),
		host:   NewHost(HostOptions{URL: r.URL, PIN: opened.PIN, Token: opened.Token, Seed: seed, Client: r.client, Net: net}),
		screen: NewScreen(ScreenOptions{URL: r.URL, PIN: opened.PIN, Seed: seed, Client: r.client, Net: net}),
	}
	for i := index; i < r.Players; i += r.Rooms {
		does := r.draw(r.random)
		o := PlayerOptions{
			URL: r.URL, PIN: opened.PIN, Name: fmt.Sprintf("Player %d", i+1), Seed: seed + uint64(i) + 1, Client: r.client, Net: net,
			ThinkLeast: r.ThinkLeast, ThinkMost: r.ThinkMost, Reconnects: r.Reconnects, dial: r.dial,
		}
		t.add(o, does, i == index, r.counting)
	}
	return t, nil
}

// dial waits until the player may connect.
func (r *run) dial(ctx context.Context) (done func()) {
	return takeTurn(ctx, r.dials)
}

func takeTurn(ctx context.Context, turns chan struct{}) (done func()) {
	select {
	case turns <- struct{}{}:
		return func() { <-turns }
	case <-ctx.Done():
		return func() {}
	}
}

// report adds up what all rooms measured.
func (r *run) report(games []*table, joining time.Time) Report {
	report := Report{Players: r.Players, Rooms: r.Rooms, Questions: r.Questions, Refused: map[string]int{}, Ends: map[string]int{}}
	var each, whole, acks []time.Duration
	last, joined := joining, 0
	for _, t := range games {
		e, w := t.notes.fanOut()
		each, whole, acks = append(each, e...), append(whole, w...), append(acks, t.notes.acks...)
		joined += t.notes.joined
		if t.notes.last.After(last) {
			last = t.notes.last
		}
		for _, p := range slices.Concat(t.players, t.late) {
			report.Answers += len(p.Acks())
			report.Reconnects += max(p.Connections()-1, 0)
			resyncs, ends := p.Resyncs()
			report.Resyncs += resyncs
			for why, count := range ends {
				report.Ends[why] += count
			}
			for _, ack := range p.Refused() {
				report.Refused[ack.Code]++
			}
		}
	}
	report.Joining = last.Sub(joining)
	report.Joined, report.Cost = joined, r.cost
	report.JoinRate = float64(joined) / max(report.Joining.Seconds(), 1e-6)
	report.FanOut, report.FanOutWhole, report.Ack = spreadOf(each), spreadOf(whole), spreadOf(acks)
	return report
}
