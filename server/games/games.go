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
	Keep(ctx context.Context, qs []questions.Question) error
}

// Request is what a host asks for.
type Request struct {
	Packs []string `json:"packs,omitempty"`
	// Questions are the ids of picked questions, in the order in which they are asked. They take the place of packs.
	Questions []string `json:"questions,omitempty"`

	Count    int           `json:"count"` // 0 is all
	Shuffle  bool          `json:"shuffle"`
	Settings game.Settings `json:"settings"`
	// Retention says when what is kept of the game goes, if that is to be earlier than the server's rule says.
	Retention Retention `json:"retention,omitzero"`
	// Leagues are the ids of the leagues that the game is to count in, beside those that take it by themselves.
	Leagues []string `json:"leagues,omitempty"`
	// Venue and Division are where it is played and in which division, if a league knows such.
	Venue    string `json:"venue,omitempty"`
	Division string `json:"division,omitempty"`
	// Public puts the game on the server's boards, and lets leagues of other hosts take it. Players are still asked.
	Public bool `json:"public,omitempty"`
}

// Retention says when what is kept of a game goes.
type Retention struct {
	Days  int  `json:"days,omitempty"`  // after the end, until the names go; 0 is as the server says
	Whole bool `json:"whole,omitempty"` // the whole game goes then, numbers included
}

// Record is what is remembered of a game.
type Record struct {
	Room    string    `json:"room"`
	Host    string    `json:"host,omitempty"` // the id of the host whose game it is; empty is the first host
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
	named  func(ctx context.Context, host string, leagues []string) error
	played func(ctx context.Context, host string, s *game.State, at time.Time) error

	playing playing
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
	// Leagues says, wrapping ErrBad, why a host may not name one of these leagues. Nil: no league may be named.
	Leagues func(ctx context.Context, host string, leagues []string) error
	// Played is told of each game of a host that has ended, at least once. What fails is told again. Nil: nobody wants to know.
	Played func(ctx context.Context, host string, s *game.State, at time.Time) error
}

// New makes Games.
func New(o Options) *Games {
	return &Games{
		rooms: o.Rooms, ledger: o.Ledger, store: o.Store, bank: o.Bank, secret: o.Secret, log: o.Logger, now: o.Clock, named: o.Leagues,
		played: o.Played,
	}
}

const collection = "games"

// Create draws the questions and opens a room for a host. ErrBad.
func (g *Games) Create(ctx context.Context, host string, request Request) (*Record, error) {
	return g.create(ctx, host, request, nil)
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
	request := record.Request
	request.Leagues = g.stillNamed(ctx, record.Host, request.Leagues)
	return g.create(ctx, record.Host, request, seats)
}

func (g *Games) create(ctx context.Context, host string, request Request, seats []game.SeatEntry) (*Record, error) {
	if err := g.validate(ctx, host, &request); err != nil {
		return nil, err
	}
	seed := make([]byte, 32)
	_, _ = rand.Read(seed) // never fails (crypto/rand since Go 1.24)
	rounds, qs, title, err := g.draw(&request, seed)
	if err != nil {
		return nil, err
	}
	if err := g.bank.Keep(ctx, qs); err != nil {
		return nil, fmt.Errorf("keep the pictures: %w", err)
	}
	settings := request.Settings
	settings.Title, settings.Boards = cmp.Or(strings.TrimSpace(settings.Title), title), request.Public
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	roomID := ledger.RoomID(hex.EncodeToString(id))
	opened := game.Opened{
		Rules: game.Rules, Seed: seed, HostKey: hash(g.HostToken(roomID)), Settings: settings, Rounds: rounds, Questions: qs, Seats: seats,
	}
	if opened.PIN, err = g.open(ctx, roomID, opened); err != nil {
		return nil, err
	}
	record := &Record{Room: string(roomID), Host: host, PIN: opened.PIN, Title: settings.Title, Opened: g.now().UTC(), Request: request}
	return record, g.save(ctx, record)
}

// open finds a free PIN and creates the room under it.
func (g *Games) open(ctx context.Context, id ledger.RoomID, opened game.Opened) (string, error) {
	const tries = 20
	live, err := g.ledger.Rooms(ctx) // of all instances
	if err != nil {
		return "", fmt.Errorf("count the rooms: %w", err)
	}
	digits := pinDigits(len(live))
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

// Forget drops what is remembered of a game, or only what may name players: the teams that could be chosen from. A game that
// is not remembered is no error.
func (g *Games) Forget(ctx context.Context, id string, whole bool) error {
	if whole {
		return g.store.Delete(ctx, collection, id)
	}
	record, err := g.Find(ctx, id)
	if errors.Is(err, ErrNoGame) || err == nil && len(record.Request.Settings.TeamNames) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	record.Request.Settings.TeamNames = nil
	return g.save(ctx, record)
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
