package leagues

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors that people are told in words.
var (
	// ErrBad says that something can not be done; the words behind it say why.
	ErrBad = errors.New("not possible")
	// ErrNotFound says that there is no such league, season, game, competitor or claim.
	ErrNotFound = errors.New("not found")
	// ErrTaken says that another league has the address.
	ErrTaken = errors.New("another league has this address")
	// ErrConflict says that the league was changed since it was read.
	ErrConflict = errors.New("the league was changed meanwhile")
)

// Options are what the service needs. Store must be given.
type Options struct {
	Store store.Store
	// Clock gives the time. Nil is time.Now.
	Clock func() time.Time
	// Game gives a finished game that is added by hand. Nil: no game can be added by hand.
	Game func(ctx context.Context, id string) (finished.Game, error)
	// Key gives the key of a name, as the games on this server do. Nil takes the name without spaces, in small letters.
	Key    func(name string) string
	Logger *slog.Logger
}

// Service is the leagues of a server. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	store store.Store
	now   func() time.Time
	game  func(ctx context.Context, id string) (finished.Game, error)
	key   func(name string) string
	log   *slog.Logger

	heads  records.Collection[League]
	slugs  records.Collection[slug]
	books  records.Collection[book]
	claims records.Collection[claimed]
	played records.Collection[played]

	mu     sync.Mutex
	folded map[view]fold
	read   map[string]records.Stored[book] // as they were read last
}

// New makes the service.
func New(o Options) *Service {
	s := &Service{store: o.Store, now: o.Clock, game: o.Game, key: o.Key, log: o.Logger, folded: map[view]fold{}, read: map[string]records.Stored[book]{}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.key == nil {
		s.key = func(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.heads = records.Collection[League]{Store: o.Store, Name: "leagues", Order: (*League).order}
	s.slugs = records.Collection[slug]{Store: o.Store, Name: "league_slugs"}
	s.books = records.Collection[book]{Store: o.Store, Name: "league_books"}
	s.claims = records.Collection[claimed]{Store: o.Store, Name: "league_claims"}
	s.played = records.Collection[played]{Store: o.Store, Name: "league_games"}
	return s
}

// nights gives the nights of a league.
func (s *Service) nights(leagueID string) records.Collection[night] {
	return records.Collection[night]{Store: s.store, Name: "league_nights:" + leagueID, Order: (*night).order}
}

// order lists leagues newest first.
func (l *League) order() string { return orderOf(l.Created) + l.ID }

// orderOf writes a time so that it sorts.
func orderOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

// randomHex gives so many random bytes in hex.
func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b)
}

// book is what happened in a league. Its version and that of the head tell whether a table is still right.
type book struct {
	Changes []league.Change  `json:"changes,omitempty"`
	Games   map[string]entry `json:"games,omitempty"` // that count, by their ids
	// Hand is what the host decided about a game: that it counts, or that it does not, whatever is gathered.
	Hand   map[string]bool  `json:"hand,omitempty"`
	Claims map[string]claim `json:"claims,omitempty"` // by the key of the competitor
	// Erasing are keys that are being replaced, by what replaces them.
	Erasing map[string]string `json:"erasing,omitempty"`
}

// entry is a game that counts.
type entry struct {
	At      time.Time `json:"at"`
	Version int       `json:"version"` // of the night
}

// played is in which leagues a game counts, or did.
type played struct {
	Leagues []string `json:"leagues"`
	Gone    bool     `json:"gone,omitempty"` // the game was deleted: whoever is taking it at that moment must not bring it back
}
