package redis

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"
)

const (
	// copyScan is how many fields of a hash one call looks at: Redis touches their data, of at most some megabytes each.
	copyScan = 40
	// copyPiece is about how many bytes one call reads, so that Redis does not stand still for long.
	copyPiece = 1 << 20
	// copyTries bounds how often what changed meanwhile is read, and how often a whole collection is.
	copyTries = 500
)

// Change is one step by which a copy of a collection or an index comes about: the steps in order make the copy.
type Change struct {
	Index   bool   // of an index; otherwise of a collection
	Name    string // of the collection or the index
	Anew    bool   // what came before of this one does not count
	Gone    bool   // the document or member is not there
	ID      string
	Version string // of a document
	Place   string // order and id, as places are written
	Data    string
}

// Copy copies all collections and indexes while they are in use. Read gives each as it is found, over some time. CatchUp then
// gives what changed since, in one script that sees all of them at the same moment: when it returns, the copy is what the store
// was at that moment, so no document of it names another that was there and is missing. Each call keeps Redis busy for a few
// milliseconds at most.
type Copy struct {
	client goredis.UniversalClient
	emit   func(Change) error
	parts  []*part
	known  map[string]bool // keys of the hashes

	read, catchUp *goredis.Script
}

// part is a collection or an index and how far it is copied.
type part struct {
	index   bool
	name    string
	hash    string // key of what it holds
	list    string // key of what changed last
	changes string // count of changes up to which it is copied
}

// NewCopy begins a copy. emit takes its steps.
func NewCopy(client goredis.UniversalClient, emit func(Change) error) *Copy {
	return &Copy{client: client, emit: emit, known: map[string]bool{}, read: goredis.NewScript(copyRead), catchUp: goredis.NewScript(copyCatchUp)}
}

// partOf makes a part of the key of its hash; nil for any other key.
func partOf(key string) *part {
	for _, kind := range []struct {
		before, behind string
		index          bool
	}{{"trivium:store:{", "}:documents", false}, {"trivium:index:{", "}:members", true}} {
		rest, found := strings.CutPrefix(key, kind.before)
		name, ends := strings.CutSuffix(rest, kind.behind)
		if !found || !ends {
			continue
		}
		all := keys(name)
		if kind.index {
			all = indexKeys(name)
		}
		return &part{index: kind.index, name: name, hash: key, list: all[2]}
	}
	return nil
}

// IsPart says whether a key is of a collection or an index.
func IsPart(key string) bool {
	return strings.HasPrefix(key, "trivium:store:{") || strings.HasPrefix(key, "trivium:index:{")
}

// Read copies those collections and indexes whose keys are among the given and that are not copied yet. It says how many.
func (c *Copy) Read(ctx context.Context, keys []string) (fresh int, err error) {
	for _, key := range keys {
		p := partOf(key)
		if p == nil || c.known[p.hash] {
			continue
		}
		if err := c.whole(ctx, p); err != nil {
			return fresh, err
		}
		c.known[p.hash] = true
		c.parts = append(c.parts, p)
		fresh++
	}
	return fresh, nil
}

// whole copies a part from its beginning. A scan gives every id that is there all the while; what comes, goes or changes
// meanwhile is among the changes, which count from before the scan.
func (c *Copy) whole(ctx context.Context, p *part) error {
	changes, err := c.client.HGet(ctx, p.hash, "changes").Result()
	if err != nil && err != goredis.Nil { //nolint:errorlint // never wrapped
		return fmt.Errorf("copy %s: %w", p.name, unavailable(err))
	}
	p.changes = changes
	if err := c.emit(Change{Index: p.index, Name: p.name, Anew: true}); err != nil {
		return err
	}
	match := "v:*"
	if p.index {
		match = "p:*"
	}
	for cursor := uint64(0); ; {
		var fields []string
		fields, cursor, err = c.client.HScan(ctx, p.hash, cursor, match, copyScan).Result()
		if err != nil {
			return fmt.Errorf("copy %s: %w", p.name, unavailable(err))
		}
		var ids []string
		for i := 0; i < len(fields); i += 2 {
			ids = append(ids, fields[i][2:])
		}
		if err := c.some(ctx, p, ids); err != nil {
			return err
		}
		if cursor == 0 {
			return nil
		}
	}
}

// some copies documents or members by their ids, some at a time.
func (c *Copy) some(ctx context.Context, p *part, ids []string) error {
	for len(ids) > 0 {
		n, err := c.fitting(ctx, p, ids)
		if err != nil {
			return err
		}
		flat, err := c.found(ctx, p, ids[:n])
		if err != nil {
			return fmt.Errorf("copy %s: %w", p.name, unavailable(err))
		}
		if err := c.steps(p, flat); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// found reads documents, or members, in one call: id, version, place and data of each.
func (c *Copy) found(ctx context.Context, p *part, ids []string) ([]any, error) {
	if p.index {
		return c.read.Run(ctx, c.client, []string{p.hash}, append([]any{kindOf(p)}, values(ids)...)...).Slice()
	}
	fields := make([]string, 0, 3*len(ids)) // data of megabytes should not go through a script
	for _, id := range ids {
		fields = append(fields, "v:"+id, "p:"+id, "d:"+id)
	}
	got, err := c.client.HMGet(ctx, p.hash, fields...).Result()
	if err != nil {
		return nil, err
	}
	flat := make([]any, 0, 4*len(ids))
	for i, id := range ids {
		flat = append(append(flat, id), got[3*i:3*i+3]...)
	}
	return flat, nil
}

// fitting says how many of the ids one call should read.
func (c *Copy) fitting(ctx context.Context, p *part, ids []string) (int, error) {
	if p.index {
		return len(ids), nil // its data are small
	}
	pipe := c.client.Pipeline()
	var sizes []*goredis.Cmd
	for _, id := range ids {
		sizes = append(sizes, pipe.Do(ctx, "HSTRLEN", p.hash, "d:"+id))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return 0, fmt.Errorf("copy %s: %w", p.name, unavailable(err))
	}
	total, n := int64(0), 0
	for _, size := range sizes {
		bytes, _ := size.Int64()
		if total += bytes; n > 0 && total > copyPiece {
			break
		}
		n++
	}
	return n, nil
}

func kindOf(p *part) string {
	if p.index {
		return "m"
	}
	return "d"
}

// steps emits what a script gives: id, version, place and data of each; without a place it is gone.
func (c *Copy) steps(p *part, flat []any) error {
	if len(flat)%4 != 0 {
		return fmt.Errorf("copy %s: Redis gave %d parts", p.name, len(flat))
	}
	for i := 0; i < len(flat); i += 4 {
		var texts [4]string
		for j := range texts {
			texts[j], _ = flat[i+j].(string)
		}
		change := Change{Index: p.index, Name: p.name, ID: texts[0], Version: texts[1], Place: texts[2], Data: texts[3], Gone: texts[2] == ""}
		if err := c.emit(change); err != nil {
			return err
		}
	}
	return nil
}

// CatchUp copies what changed since it was read, until there is one moment of which everything is copied.
func (c *Copy) CatchUp(ctx context.Context) error {
	if len(c.parts) == 0 {
		return nil
	}
	for range copyTries {
		done, err := c.once(ctx)
		if err != nil || done {
			return err
		}
	}
	return fmt.Errorf("the store changes faster than it can be copied; try again when there is less to do")
}

// once copies a piece of what changed, and says whether that was all.
func (c *Copy) once(ctx context.Context) (done bool, err error) {
	keys := make([]string, 0, 2*len(c.parts))
	args := []any{copyPiece}
	for _, p := range c.parts {
		keys = append(keys, p.hash, p.list)
		args = append(args, kindOf(p), p.changes)
	}
	answer, err := c.catchUp.Run(ctx, c.client, keys, args...).Slice()
	if err != nil {
		return false, fmt.Errorf("catch up with the store: %w", unavailable(err))
	}
	if len(answer) != 2 {
		return false, fmt.Errorf("catch up with the store: Redis gave %d parts", len(answer))
	}
	more, _ := answer[0].(int64)
	moved, _ := answer[1].([]any)
	done = more == 0
	for _, entry := range moved {
		fields, _ := entry.([]any)
		if len(fields) != 3 {
			return false, fmt.Errorf("catch up with the store: Redis gave %d fields", len(fields))
		}
		number, _ := fields[0].(int64)
		changes, _ := fields[1].(string)
		flat, _ := fields[2].([]any)
		if number < 1 || int(number) > len(c.parts) {
			return false, fmt.Errorf("catch up with the store: there is no part %s", strconv.FormatInt(number, 10))
		}
		p := c.parts[number-1]
		if changes == "" { // more changed than is remembered
			if err := c.whole(ctx, p); err != nil {
				return false, err
			}
			done = false
			continue
		}
		p.changes = changes
		if err := c.steps(p, flat); err != nil {
			return false, err
		}
	}
	return done, nil
}
