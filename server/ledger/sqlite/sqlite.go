// Package sqlite keeps the truth of rooms in one SQLite file: the body of the ledger for a server that is alone.
//
// One writer commits for all rooms. What arrived during the last commit shares the next one, without timers; each commit is
// synced to the disk before anybody hears of it, so what was acknowledged survives kill -9 and a power cut. A refused
// request writes nothing and leaves the others of its commit alone.
//
// The file is locked to one process, so the writer keeps in memory what it must know to judge a put (heads, open slots and
// their keys) and reads it again after a commit that failed; what was stored last stays in memory for those who follow a
// room. Other packages may keep tables of their own in the same File;
// nobody but this package may write to the ledger's tables: rooms, batches, events, slots, entries, life.
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/ledger"
)

// Options says how to make a Ledger. The zero value is usable.
type Options struct {
	// Clock is the process's clock; nil is time.Now. Room time is made from it so that it never falls, not even when the
	// clock is set back or over a restart.
	Clock func() time.Time
	// Logger hears what an operator should know. Nil is silence.
	Logger *slog.Logger
	// Registerer takes the metrics. Nil keeps none.
	Registerer prometheus.Registerer
}

// Ledger is the ledger of a server that is alone. It always leads.
type Ledger struct {
	file    *File
	owns    bool // the file is closed with it
	log     *slog.Logger
	metrics *metrics
	clock   *clock
	name    string
	since   ledger.Time // when it started
	before  ledger.Time // last sign of life of the process before this one; 0: there was none
	truth   *truth      // the writer's
	recent  *recent

	mu       sync.Mutex // guards the rest
	closed   bool
	watchers map[ledger.RoomID][]chan struct{}
	seen     map[ledger.RoomID]ledger.Time // when each room was last led by this process
	beat     ledger.Time                   // last sign of life that is stored, or on its way
}

var _ ledger.Ledger = (*Ledger)(nil)

// Open opens the file at path, whose folder must exist, and the ledger in it. Closing the ledger closes the file.
func Open(path string, options Options) (*Ledger, error) {
	file, err := OpenFile(path, FileOptions{Logger: options.Logger, Registerer: options.Registerer})
	if err != nil {
		return nil, err
	}
	opened, err := New(file, options)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	opened.owns = true
	return opened, nil
}

// Tables makes the ledger's tables as the first schema has them, where they are missing. What changes later is in package schema.
func Tables(ctx context.Context, file *File) error { return file.Migrate(ctx, "ledger", schema()) }

// New makes the ledger in a file that others may use too. A file has one ledger. Close the ledger before the file.
func New(file *File, options Options) (*Ledger, error) {
	ctx := context.Background()
	if err := Tables(ctx, file); err != nil {
		return nil, err
	}
	var before ledger.Time
	err := file.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT at FROM life`).Scan(&before)
	})
	if err != nil {
		return nil, err
	}
	file.mu.Lock()
	taken := file.guest != nil
	file.mu.Unlock()
	if taken {
		return nil, errors.New("sqlite: the file has a ledger already")
	}
	statements, err := prepare(file.writes)
	if err != nil {
		return nil, err
	}
	log := options.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	l := &Ledger{
		file:     file,
		log:      log,
		metrics:  newMetrics(options.Registerer),
		clock:    newClock(options.Clock, before),
		name:     rand.Text(),
		before:   before,
		watchers: map[ledger.RoomID][]chan struct{}{},
		seen:     map[ledger.RoomID]ledger.Time{},
		beat:     before,
		recent:   &recent{rooms: map[ledger.RoomID]*trail{}},
	}
	l.since = l.clock.now()
	if ahead := l.clock.ahead; ahead > 0 {
		log.Warn("room time runs ahead of this machine's clock, which was set back", "ahead_ms", int64(ahead))
	}
	l.truth = &truth{clock: l.clock, statements: statements, rooms: map[ledger.RoomID]*room{}, done: l.committed, recent: l.recent}
	file.mu.Lock()
	defer file.mu.Unlock()
	file.guest = l.truth
	return l, nil
}

// Instance implements ledger.Ledger.
func (l *Ledger) Instance() string { return l.name }

// Alive implements ledger.Ledger: alone, it is the only one.
func (l *Ledger) Alive(ctx context.Context) (ledger.Living, error) {
	if err := l.usable(ctx); err != nil {
		return nil, err
	}
	return ledger.Living{{Instance: l.name, Since: l.since}}, nil
}

// Now implements ledger.Ledger. The clock is the truth itself, so it is never off.
func (l *Ledger) Now() (ledger.Time, time.Duration) { return l.clock.now(), 0 }

// Close implements ledger.Ledger. It stores a last sign of life.
func (l *Ledger) Close() error {
	l.mu.Lock()
	closed := l.closed
	l.closed = true
	l.mu.Unlock()
	if closed {
		return nil
	}
	// Every commit stores a sign of life, an empty one too.
	err := l.file.do(context.Background(), &request{whole: true, run: func(*sql.Tx) error { return nil }})
	l.file.mu.Lock()
	l.file.guest = nil
	l.file.mu.Unlock()
	// The writer may be in the middle of a last commit with the ledger; this one is behind it, and without.
	err = errors.Join(err, l.file.do(context.Background(), &request{whole: true, run: func(*sql.Tx) error { return nil }}))
	err = errors.Join(err, l.truth.statements.close())
	if l.owns {
		err = errors.Join(err, l.file.Close())
	}
	return err
}
