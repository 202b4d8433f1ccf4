// Package schema knows the form of what is stored, by a number that grows when a release can not be read by the one before, and
// brings older data forward.
//
// A database keeps the number in its header (PRAGMA user_version), a Redis in the key trivium:schema. Data without a number are
// from before there was one, which is schema 1. At a start the steps that are missing run in order, after a backup; each step
// moves the number on in the same transaction. Data of a newer schema are refused, and nothing is touched.
//
// What is stored as a document (server/store) may get new fields and new collections without a step: whoever reads it takes what
// is missing as empty. A step is needed where a later version would read something else out of what an earlier one wrote.
package schema

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	goredis "github.com/redis/go-redis/v9"
)

// ErrNewer says that a newer Trivium has written the data.
var ErrNewer = errors.New("a newer Trivium is needed")

// Step leads from one schema to the next.
type Step struct {
	// Words say what it does, for the log.
	Words string
	// SQLite changes a database, in one transaction with the number. Nil: there is nothing to do.
	SQLite func(ctx context.Context, tx *sql.Tx) error
	// Redis changes what instances share. Nobody else uses it meanwhile. It may be ended at any point and is then done again, so
	// it must not matter how much of it was done. Nil: there is nothing to do.
	Redis func(ctx context.Context, client goredis.UniversalClient) error
}

// Plan is all steps: Plan[0] leads from schema 1 to schema 2. A step that was released never changes.
type Plan []Step

// Steps are those of this version.
func Steps() Plan {
	return Plan{} // nothing was changed since schema 1
}

// Current is the schema that a plan leads to.
func (p Plan) Current() int { return 1 + len(p) }

// Options say what else happens when data are brought forward.
type Options struct {
	// Backup is called before the first step, with the schema that the data have. Its error ends the start. It is not called for
	// data that are new.
	Backup func(ctx context.Context, schema int) error
	Logger *slog.Logger
}

// newer is the error about data of a newer schema.
func (p Plan) newer(what string, schema int) error {
	return fmt.Errorf("%w: %s schema %d, and this program knows up to %d; nothing was changed. Start the newer version again, or restore a backup "+
		"that was made before it", ErrNewer, what, schema, p.Current())
}
