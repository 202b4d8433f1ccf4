package search

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	_ "modernc.org/sqlite" // the driver

	"trivium/questions"
)

// table is the index. Texts are not stored in it, since the packs have them. Marks belong to words: vowel signs are letters.
const table = `CREATE VIRTUAL TABLE words USING fts5(prompt, answers, about, said, content='', contentless_delete=1, prefix='2',
	tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'")`

// Index finds questions. All methods may be called from any goroutine.
type Index struct {
	db      *sql.DB
	metrics *metrics
	current atomic.Pointer[shelf]

	updating sync.Mutex
	lastRow  int64 // guarded by updating
}

// shelf is what is indexed at a moment. It never changes.
type shelf struct {
	packs     []*questions.Pack
	documents map[*questions.Pack][]document
	all       []found       // in the order of the bank
	at        map[int64]int // where a row is in all
}

// Open makes an empty index in memory.
func Open(ctx context.Context, registerer prometheus.Registerer) (*Index, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("open the index of questions: %w", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	db.SetConnMaxLifetime(0)
	if _, err := db.ExecContext(ctx, table); err != nil {
		return nil, errors.Join(fmt.Errorf("make the index of questions: %w", err), db.Close())
	}
	x := &Index{db: db, metrics: newMetrics(registerer)}
	x.current.Store(&shelf{})
	return x, nil
}

// Close lets go of the index.
func (x *Index) Close() error { return x.db.Close() }

// Update brings the index up to the packs of a bank, in their order, which is that of results without words. Packs are compared by
// pointer first, so that a call without changes costs next to nothing, and by content then: a bank that reads its files again makes
// new packs with the same questions.
func (x *Index) Update(ctx context.Context, packs []*questions.Pack) error {
	if x.current.Load().same(packs) {
		return nil
	}
	x.updating.Lock()
	defer x.updating.Unlock()
	before := x.current.Load()
	if before.same(packs) {
		return nil
	}
	began := time.Now()
	next := &shelf{packs: packs, documents: make(map[*questions.Pack][]document, len(packs))}
	fresh, gone := next.keep(before)
	row, err := x.write(ctx, next, fresh, gone)
	if err != nil {
		return fmt.Errorf("index the questions: %w", err)
	}
	next.number()
	x.lastRow = row
	x.current.Store(next) // rows that it does not know are not found, so nobody sees half of a change
	x.metrics.updated(time.Since(began), len(next.all))
	return nil
}

// same tells whether these packs are the ones that are indexed.
func (s *shelf) same(packs []*questions.Pack) bool {
	if len(packs) != len(s.packs) {
		return false
	}
	for i := range packs {
		if packs[i] != s.packs[i] {
			return false
		}
	}
	return true
}

// keep takes over the documents of packs that have not changed, and gives those that are to be indexed and those that are to go.
func (s *shelf) keep(before *shelf) (fresh, gone []*questions.Pack) {
	byID := make(map[string]*questions.Pack, len(before.packs))
	for _, pack := range before.packs {
		byID[pack.ID] = pack
	}
	kept := map[*questions.Pack]bool{}
	for _, pack := range s.packs {
		old := byID[pack.ID]
		if old == nil || old != pack && !reflect.DeepEqual(old, pack) {
			fresh = append(fresh, pack)
			continue
		}
		kept[old] = true
		s.documents[pack] = rebound(before.documents[old], pack)
	}
	for _, pack := range before.packs {
		if !kept[pack] {
			gone = append(gone, pack)
		}
	}
	return fresh, gone
}

// rebound gives the documents of a pack that was read again, so that the one before can be let go of.
func rebound(documents []document, pack *questions.Pack) []document {
	if len(documents) == 0 || documents[0].pack == pack {
		return documents
	}
	again := make([]document, len(documents))
	for i := range documents {
		again[i] = documents[i]
		again[i].pack, again[i].question = pack, &pack.Questions[i]
	}
	return again
}

// number gives each document its place.
func (s *shelf) number() {
	s.at = map[int64]int{}
	for _, pack := range s.packs {
		documents := s.documents[pack]
		for i := range documents {
			s.at[documents[i].row] = len(s.all)
			s.all = append(s.all, found{order: len(s.all), document: &documents[i]})
		}
	}
}

// write changes the table in one transaction. It gives the last row that was used.
func (x *Index) write(ctx context.Context, next *shelf, fresh, gone []*questions.Pack) (row int64, err error) {
	row = x.lastRow
	before := x.current.Load()
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return row, err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left of it once it is committed
	for _, pack := range gone {
		documents := before.documents[pack]
		if len(documents) == 0 {
			continue
		}
		// The rows of a pack follow each other.
		if _, err := tx.ExecContext(ctx, `DELETE FROM words WHERE rowid BETWEEN ? AND ?`, documents[0].row, documents[len(documents)-1].row); err != nil {
			return row, err
		}
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO words(rowid, prompt, answers, about, said) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return row, err
	}
	defer func() { _ = insert.Close() }()
	for _, pack := range fresh {
		topics := topicsOf(pack)
		documents := make([]document, 0, len(pack.Questions))
		for i := range pack.Questions {
			row++
			d := newDocument(row, pack, &pack.Questions[i], topics)
			c := d.columns()
			if _, err := insert.ExecContext(ctx, row, c[0], c[1], c[2], c[3]); err != nil {
				return row, err
			}
			documents = append(documents, d)
		}
		next.documents[pack] = documents
	}
	return row, tx.Commit()
}
