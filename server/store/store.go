// Package store is the port to what outlives a game: who hosts, which games were played, what was chosen once.
//
// The port is small, so that every body (SQLite now) is small: versioned documents in collections, listed by an order. What
// they mean is written once, by those who use it. The truth of a running game is not here but in the ledger.
package store

import (
	"context"
	"errors"
)

// Errors of a store; bodies wrap them.
var (
	// ErrNotFound says that there is no such document.
	ErrNotFound = errors.New("store: no such document")
	// ErrConflict says that somebody else has changed the document since it was read.
	ErrConflict = errors.New("store: the document was changed meanwhile")
)

// Document is one thing that is kept. Version is 0 for one that is not stored yet; a put must name the version it read.
type Document struct {
	ID      string
	Order   string // collections are listed by it, greatest first
	Version int
	Data    []byte
}

// Store keeps documents. All methods may be called from any goroutine; a put returns when it is durable.
type Store interface {
	// Get gives a document. ErrNotFound.
	Get(ctx context.Context, collection, id string) (Document, error)
	// Put stores a document that has the version that was read, and gives its new version. ErrConflict.
	Put(ctx context.Context, collection string, d Document) (version int, err error)
	// Delete removes a document; one that is not there is no error.
	Delete(ctx context.Context, collection, id string) error
	// List gives at most limit documents, greatest order first, whose order is below the given one (empty: from the top).
	List(ctx context.Context, collection, below string, limit int) ([]Document, error)
}
