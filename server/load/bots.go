package load

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// BotsOptions say who joins a room that somebody else runs. URL and PIN are needed.
type BotsOptions struct {
	URL   string // of the server, http://host:port
	PIN   string
	Count int    // default 30
	Seed  uint64 // makes answers and times to think
	// ThinkLeast and ThinkMost bound the time from seeing a question to answering it. Defaults 1 s and 8 s, as people need.
	ThinkLeast, ThinkMost time.Duration
	// Reconnects and Slow as in Trouble.
	Reconnects, Slow float64
	// OnProgress hears once a second how far they are. It may be nil.
	OnProgress func(Progress)
}

// Validate says which option is out of its bounds, and what is allowed.
func (o *BotsOptions) Validate() error {
	var errs []error
	if o.URL == "" || o.PIN == "" {
		errs = append(errs, errors.New("bots: URL and PIN say which room they join"))
	}
	if o.Count < 0 || o.Count > 5000 {
		errs = append(errs, errors.New("bots: from 1 to 5,000; 0 is the default of 30"))
	}
	return errors.Join(append(errs, Trouble{Reconnects: o.Reconnects, Slow: o.Slow}.validate(0))...)
}

// BotsReport is how it went.
type BotsReport struct {
	Joined, Answers, Reconnects, Resyncs int
	// Refused counts those who were not let in, or were put out, by what the server said.
	Refused map[string]int
	Ack     Spread // time from sending an answer to its ack
	Took    time.Duration
}

// Bots joins a room with players that are no people, for a rehearsal beside real ones, and plays until the game is over. It has no
// rights but a player's. Who is refused is counted in the report; a wrong figure (ErrWrong) is an error.
func Bots(ctx context.Context, o BotsOptions) (BotsReport, error) {
	if err := o.Validate(); err != nil {
		return BotsReport{}, err
	}
	o.Count = cmp.Or(o.Count, 30)
	o.ThinkLeast, o.ThinkMost = cmp.Or(o.ThinkLeast, time.Second), cmp.Or(o.ThinkMost, 8*time.Second)
	transport := &http.Transport{MaxIdleConnsPerHost: 4}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	teams, err := teamsOf(ctx, API{URL: o.URL, Client: client}, o.PIN)
	if err != nil {
		return BotsReport{}, err
	}
	b := &bots{o: o, client: client, notes: newNotes(), report: BotsReport{Refused: map[string]int{}}, dials: make(chan struct{}, dialing)}
	return b.play(ctx, teams)
}

// bots is one call of Bots.
type bots struct {
	counters

	o      BotsOptions
	client *http.Client
	notes  *notes
	dials  chan struct{}

	mu     sync.Mutex
	report BotsReport // guarded by mu
	wrong  error      // guarded by mu
}

func (b *bots) play(ctx context.Context, teams []string) (BotsReport, error) {
	began := time.Now()
	stay, leave := context.WithCancel(ctx)
	defer leave()
	var telling, playing sync.WaitGroup
	telling.Go(func() { b.tell(stay, b.o.Count, 1, func() {}, b.o.OnProgress) })
	for i := range b.o.Count {
		player := b.player(i, teams)
		playing.Go(func() { b.over(player, player.Run(stay)) })
	}
	playing.Wait()
	leave()
	telling.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.report.Joined, b.report.Ack, b.report.Took = int(b.joined.Load()), spreadOf(b.notes.acks), time.Since(began)
	if b.wrong != nil {
		return b.report, b.wrong
	}
	return b.report, context.Cause(ctx)
}

func (b *bots) player(i int, teams []string) *Player {
	o := PlayerOptions{
		URL: b.o.URL, PIN: b.o.PIN, Name: fmt.Sprintf("Bot %d", i+1), Seed: b.o.Seed + uint64(i) + 1, Client: b.client,
		Net:        Net{Patience: silence},
		ThinkLeast: b.o.ThinkLeast, ThinkMost: b.o.ThinkMost, Reconnects: b.o.Reconnects, dial: b.dial,
	}
	if len(teams) > 0 {
		o.Team = teams[i%len(teams)]
	}
	if float64(i) < b.o.Slow*float64(b.o.Count) {
		o.Slow = SlowPause
	} else {
		o.OnAck = b.notes.acked
	}
	return NewPlayer(b.counting(o))
}

// dial waits until a bot may connect.
func (b *bots) dial(ctx context.Context) (done func()) { return takeTurn(ctx, b.dials) }

// over adds up what became of a bot.
func (b *bots) over(p *Player, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.report.Answers += len(p.Acks())
	b.report.Reconnects += max(p.Connections()-1, 0)
	resyncs, _ := p.Resyncs()
	b.report.Resyncs += resyncs
	if errors.Is(err, ErrWrong) && b.wrong == nil {
		b.wrong = err
	}
	if refused, ok := errors.AsType[Refused](err); ok {
		b.report.Refused[refused.Words]++
	} else if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, ErrWrong) {
		b.report.Refused[err.Error()]++
	}
}

// String gives the report as lines for people.
func (r *BotsReport) String() string {
	l := lines{}
	l.add("bots", "%d joined, %.0f s", r.Joined, r.Took.Seconds())
	l.add("answers", "%d acknowledged", r.Answers)
	l.add("answer to ack", "%s", r.Ack)
	l.add("reconnects", "%d", r.Reconnects)
	l.add("resyncs", "%d", r.Resyncs)
	l.counts("not let in, or put out", r.Refused)
	return l.String()
}

// teamsOf asks for the teams of a room; none if everybody plays alone. Where people name their teams themselves there are two.
func teamsOf(ctx context.Context, a API, pin string) ([]string, error) {
	data, err := a.Get(ctx, "/api/join/"+pin)
	if err != nil && strings.Contains(err.Error(), "status 404") {
		return nil, fmt.Errorf("there is no open game with the PIN %s at %s", pin, a.URL)
	}
	if err != nil {
		return nil, fmt.Errorf("ask about the game with the PIN %s: %w", pin, err)
	}
	var room struct {
		Teams bool     `json:"teams"`
		Names []string `json:"team_names"`
	}
	if err := json.Unmarshal(data, &room); err != nil {
		return nil, fmt.Errorf("ask about the game: %w", err)
	}
	if room.Teams && len(room.Names) == 0 {
		return []string{"Bots one", "Bots two"}, nil
	}
	return room.Names, nil
}
