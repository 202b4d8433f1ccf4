// Package games is a host's games: it draws the questions of a new one from the bank, opens its room, and remembers which
// games were played. It knows no sockets and no pages.
package games

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"strings"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
	"trivium/server/room"
	"trivium/server/store"
)

// Errors that a host is told in words.
var (
	// ErrBad says that a request can not be played; the words behind it say why.
	ErrBad = errors.New("not playable")
	// ErrNoGame says that there is no such game.
	ErrNoGame = errors.New("no such game")
)

// Bank gives packs whose media are ready to be shown.
type Bank interface {
	Pack(id string) (*questions.Pack, bool)
	// Keep makes the media of these questions last as long as the game.
	Keep(qs []questions.Question) error
}

// Request is what a host asks for.
type Request struct {
	Packs    []string      `json:"packs"`
	Count    int           `json:"count"` // 0 is all
	Shuffle  bool          `json:"shuffle"`
	Settings game.Settings `json:"settings"`
}

// Record is what is remembered of a game.
type Record struct {
	Room    string    `json:"room"`
	PIN     string    `json:"pin"`
	Title   string    `json:"title"`
	Opened  time.Time `json:"opened"`
	Ended   time.Time `json:"ended,omitzero"`
	Players int       `json:"players"`
	Request Request   `json:"request"`
}

// Games opens and finds games.
type Games struct {
	rooms  *room.Registry
	store  store.Store
	bank   Bank
	secret []byte
	log    *slog.Logger
	now    func() time.Time
	ledger ledger.Ledger
}

// Options are what Games needs.
type Options struct {
	Rooms  *room.Registry
	Ledger ledger.Ledger
	Store  store.Store
	Bank   Bank
	Secret []byte // keys the hosts' tokens
	Logger *slog.Logger
	Clock  func() time.Time
}

// New makes Games.
func New(o Options) *Games {
	return &Games{rooms: o.Rooms, ledger: o.Ledger, store: o.Store, bank: o.Bank, secret: o.Secret, log: o.Logger, now: o.Clock}
}

const collection = "games"

// Create draws the questions and opens a room. ErrBad.
func (g *Games) Create(ctx context.Context, request Request) (*Record, error) {
	return g.create(ctx, request, nil)
}

// Again opens a room for the people of another, with the same wishes.
func (g *Games) Again(ctx context.Context, pin string) (*Record, error) {
	old, err := g.rooms.Open(ctx, pin)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoGame, err)
	}
	state, _ := old.Now()
	record, err := g.Find(ctx, string(old.ID()))
	if err != nil {
		return nil, err
	}
	var seats []game.SeatEntry
	for i := range state.Seats {
		if !state.Seats[i].Kicked {
			seats = append(seats, state.Seats[i].SeatEntry)
		}
	}
	return g.create(ctx, record.Request, seats)
}

func (g *Games) create(ctx context.Context, request Request, seats []game.SeatEntry) (*Record, error) {
	if err := request.Settings.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBad, err)
	}
	seed := make([]byte, 32)
	_, _ = rand.Read(seed) // never fails (crypto/rand since Go 1.24)
	rounds, qs, title, err := g.draw(&request, seed)
	if err != nil {
		return nil, err
	}
	if err := g.bank.Keep(qs); err != nil {
		return nil, fmt.Errorf("keep the pictures: %w", err)
	}
	settings := request.Settings
	settings.Title = cmp.Or(strings.TrimSpace(settings.Title), title)
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	roomID := ledger.RoomID(hex.EncodeToString(id))
	opened := game.Opened{
		Rules: game.Rules, Seed: seed, HostKey: hash(g.HostToken(roomID)), Settings: settings, Rounds: rounds, Questions: qs, Seats: seats,
	}
	if opened.PIN, err = g.open(ctx, roomID, opened); err != nil {
		return nil, err
	}
	record := &Record{Room: string(roomID), PIN: opened.PIN, Title: settings.Title, Opened: g.now().UTC(), Request: request}
	return record, g.save(ctx, record)
}

// open finds a free PIN and creates the room under it.
func (g *Games) open(ctx context.Context, id ledger.RoomID, opened game.Opened) (string, error) {
	const tries = 20
	digits := pinDigits(len(g.rooms.All()))
	for range tries {
		opened.PIN = randomPIN(digits)
		_, err := g.rooms.Create(ctx, id, opened)
		if errors.Is(err, ledger.ErrPINTaken) {
			continue
		}
		if err != nil {
			return "", err
		}
		return opened.PIN, nil
	}
	return "", errors.New("no PIN is free; try again")
}

// pinDigits keeps at most one PIN in a thousand in use, so that guessing is hopeless.
func pinDigits(live int) int {
	digits := 6
	for limit := 1_000; live >= limit; limit *= 10 {
		digits++
	}
	return digits
}

func randomPIN(digits int) string {
	least := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits-1)), nil)
	n, _ := rand.Int(rand.Reader, new(big.Int).Mul(least, big.NewInt(9))) // the reader never fails
	return n.Add(n, least).String()
}

// HostToken is what makes a client the host of a room. It follows from the server's secret, so nothing is stored.
func (g *Games) HostToken(id ledger.RoomID) string {
	mac := hmac.New(sha256.New, g.secret)
	mac.Write([]byte("host/" + string(id)))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Follow remembers the end of a room's game. It is called for each room that begins to live on this instance.
func (g *Games) Follow(r *room.Room) { go g.follow(r) }

// follow waits for the end of a game and remembers it.
func (g *Games) follow(r *room.Room) {
	for {
		state, changed := r.Now()
		if state.Ended() {
			g.finish(r, state)
			return
		}
		select {
		case <-changed:
		case <-r.Closed():
			return
		}
	}
}

func (g *Games) finish(r *room.Room, state *game.State) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	record, err := g.Find(ctx, string(r.ID()))
	if err != nil {
		record = &Record{Room: string(r.ID()), PIN: state.PIN, Title: state.Settings.Title, Opened: g.now().UTC()}
	}
	record.Ended, record.Players = time.UnixMilli(int64(state.LastAt)).UTC(), state.PlayersCount()
	if err := g.save(ctx, record); err != nil {
		g.log.Error("a finished game was not noted", "error", err)
	}
}

func (g *Games) save(ctx context.Context, record *Record) error {
	data, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode the game: %w", err)
	}
	d, err := g.store.Get(ctx, collection, record.Room)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	d.ID, d.Order, d.Data = record.Room, record.Opened.Format(time.RFC3339Nano), data
	_, err = g.store.Put(ctx, collection, d)
	return err
}

// Find gives what is remembered of a game by its room. ErrNoGame.
func (g *Games) Find(ctx context.Context, id string) (*Record, error) {
	d, err := g.store.Get(ctx, collection, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, ErrNoGame
	}
	if err != nil {
		return nil, err
	}
	var record Record
	if err := json.Unmarshal(d.Data, &record); err != nil {
		return nil, fmt.Errorf("read the game: %w", err)
	}
	return &record, nil
}

// List gives the latest games, newest first.
func (g *Games) List(ctx context.Context, limit int) ([]Record, error) {
	documents, err := g.store.List(ctx, collection, "", limit)
	if err != nil {
		return nil, err
	}
	records := make([]Record, 0, len(documents))
	for _, d := range documents {
		var record Record
		if err := json.Unmarshal(d.Data, &record); err != nil {
			return nil, fmt.Errorf("read the game: %w", err)
		}
		records = append(records, record)
	}
	return records, nil
}

// Live gives the running room of a PIN. ErrNoGame.
func (g *Games) Live(ctx context.Context, pin string) (*room.Room, error) {
	r, err := g.rooms.Open(ctx, pin)
	if errors.Is(err, room.ErrNoRoom) {
		return nil, ErrNoGame
	}
	return r, err
}

// State folds a game from its ledger, finished or not. ErrNoGame.
func (g *Games) State(ctx context.Context, id string) (*game.State, error) {
	for _, r := range g.rooms.All() {
		if string(r.ID()) == id {
			state, _ := r.Now()
			return state, nil
		}
	}
	if len(id) != 32 {
		return nil, ErrNoGame
	}
	r, err := room.Open(ctx, ledger.RoomID(id), room.Options{Ledger: g.ledger, Logger: g.log})
	if errors.Is(err, ledger.ErrNoRoom) || errors.Is(err, room.ErrNoRoom) {
		return nil, ErrNoGame
	}
	if err != nil {
		return nil, err
	}
	state, _ := r.Now()
	return state, nil
}

// draw takes the questions from the packs: their rounds, shuffled within if wished, cut down evenly to the count.
func (g *Games) draw(request *Request, seed []byte) ([]game.Round, []questions.Question, string, error) {
	var rounds []game.Round
	var qs []questions.Question
	var titles []string
	if len(request.Packs) == 0 {
		return nil, nil, "", fmt.Errorf("%w: choose a pack first", ErrBad)
	}
	for _, id := range request.Packs {
		pack, ok := g.bank.Pack(id)
		if !ok {
			return nil, nil, "", fmt.Errorf("%w: there is no pack %q in the bank any more", ErrBad, id)
		}
		titles = append(titles, pack.Title)
		rounds = append(rounds, packRounds(pack, len(qs), len(request.Packs) > 1)...)
		qs = append(qs, pack.Questions...)
	}
	if request.Shuffle {
		for i := range rounds {
			order := game.Shuffle(len(rounds[i].Questions), seed, "draw/"+fmt.Sprint(i))
			shuffled := make([]int, len(order))
			for place, at := range order {
				shuffled[place] = rounds[i].Questions[at]
			}
			rounds[i].Questions = shuffled
		}
	}
	rounds = cut(rounds, request.Count)
	if len(rounds) == 0 {
		return nil, nil, "", fmt.Errorf("%w: the packs hold no questions", ErrBad)
	}
	rounds, qs = compact(rounds, qs)
	return rounds, qs, strings.Join(titles, " + "), nil
}

// packRounds gives the rounds of a pack with indexes counted from first. A pack without rounds is one, titled only among
// others.
func packRounds(pack *questions.Pack, first int, titled bool) []game.Round {
	if len(pack.Rounds) == 0 {
		round := game.Round{Questions: make([]int, len(pack.Questions))}
		if titled {
			round.Title, round.Intro = pack.Title, pack.Description
		}
		for i := range pack.Questions {
			round.Questions[i] = first + i
		}
		return []game.Round{round}
	}
	rounds := make([]game.Round, len(pack.Rounds))
	at := map[string]int{}
	for i, round := range pack.Rounds {
		rounds[i] = game.Round{Title: round.Title, Intro: round.Intro}
		at[round.ID], at[round.Title] = i, i
	}
	for i := range pack.Questions {
		r := at[pack.Questions[i].Round] // a question without a round belongs to the first
		rounds[r].Questions = append(rounds[r].Questions, first+i)
	}
	return rounds
}

// cut leaves count questions, taken from the rounds in turn; 0 leaves all. Rounds without questions go.
func cut(rounds []game.Round, count int) []game.Round {
	if count > 0 {
		left := make([]int, len(rounds))
		for taken, more := 0, true; more && taken < count; {
			more = false
			for i := range rounds {
				if left[i] < len(rounds[i].Questions) && taken < count {
					left[i]++
					taken++
					more = true
				}
			}
		}
		for i := range rounds {
			rounds[i].Questions = rounds[i].Questions[:left[i]]
		}
	}
	return slices.DeleteFunc(rounds, func(r game.Round) bool { return len(r.Questions) == 0 })
}

// compact keeps only the questions that are asked, so that the snapshot is small.
func compact(rounds []game.Round, qs []questions.Question) ([]game.Round, []questions.Question) {
	var kept []questions.Question
	for i := range rounds {
		indexes := make([]int, len(rounds[i].Questions))
		for at, index := range rounds[i].Questions {
			indexes[at] = len(kept)
			kept = append(kept, qs[index])
		}
		rounds[i].Questions = indexes
	}
	return rounds, kept
}
