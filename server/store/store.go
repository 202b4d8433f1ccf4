// Package store is the port to what outlives a game: who hosts, which games were played, what was chosen once.
//
// The port is small, so that every body (sqlite, redis) is small: versioned documents in collections, listed by an order, and
// ordered indexes, which answer what a list can not: who is at a rank, and at which rank somebody is. What they mean is written
// once, by those who use it. The truth of a running game is not here but in the ledger. What the port
// promises, its bodies show in one conformance suite, storetest.
package store

import (
	"context"
	"errors"
)

// Errors of a store; bodies wrap them.
var (
	// ErrNotFound says that there is no such document, or no such member.
	ErrNotFound = errors.New("store: not there")
	// ErrConflict says that somebody else has changed the document since it was read, or has deleted it.
	ErrConflict = errors.New("store: the document was changed meanwhile")
	// ErrUnavailable says that the store can not be reached now, or that the context ended first. Whether a write was kept is
	// unknown; reading tells.
	ErrUnavailable = errors.New("store: not available")
)

// Document is one thing that is kept. Version is 0 for one that is not stored yet; a put must name the version it read. Data
// may be up to 8 MiB.
type Document struct {
	ID      string
	Order   string // collections are listed by it, greatest first
	Version int
	Data    []byte
}

// Store keeps documents and ordered indexes. All methods may be called from any goroutine and may give ErrUnavailable; a put returns when it is
// durable, and everybody who shares the store reads it from then on.
type Store interface {
	// Get gives a document. ErrNotFound.
	Get(ctx context.Context, collection, id string) (Document, error)
	// Put stores a document that has the version that was read, and gives its new version. ErrConflict.
	Put(ctx context.Context, collection string, d Document) (version int, err error)
	// Delete removes a document; one that is not there is no error.
	Delete(ctx context.Context, collection, id string) error
	// List gives at most limit documents, greatest order first, whose order is below the given one (empty: from the top).
	// Orders are compared byte by byte; equal ones go by id, smallest first.
	List(ctx context.Context, collection, below string, limit int) ([]Document, error)

	Indexes
}
