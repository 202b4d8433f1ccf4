package feed

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"trivium/server/store/records"
)

// note is what is remembered of feeding a game.
type note struct {
	Room     string    `json:"room"`
	Revision int64     `json:"revision,omitempty"` // the greatest that was noted
	Asked    int       `json:"asked"`              // how often it was noted
	Fed      int       `json:"fed"`                // how many of these are done
	By       string    `json:"by,omitempty"`       // who feeds it now
	Next     time.Time `json:"next,omitzero"`      // when somebody is to feed it, or to look whether who feeds it has died
	Failed   int       `json:"failed,omitempty"`   // how often in a row
}

type storedNote = records.Stored[note]

// errOld ends an update that has nothing to do.
var errOld = errors.New("nothing to do")

// order lists what is due first, and what is fed last. No two have the same.
func (n *note) order() string {
	if n.Asked == n.Fed {
		return "-/" + n.Room
	}
	return orderAt(n.Next) + "/" + n.Room
}

// orderAt is greater for an earlier time.
func orderAt(at time.Time) string { return fmt.Sprintf("%016x", math.MaxInt64-max(at.UnixMilli(), 0)) }

// ask notes that a game is to be fed. With a revision, only if none as great was noted.
func (f *Feed) ask(ctx context.Context, id string, revision int64) error {
	_, err := f.notes.Update(ctx, id, func(stored *storedNote) error {
		n := &stored.Value
		if revision > 0 && n.Revision >= revision {
			return errOld
		}
		n.Room, n.Revision = id, max(n.Revision, revision)
		n.Asked++
		if n.By == "" { // who feeds it now sees at the end that it was noted again
			n.Next, n.Failed = f.now().UTC(), 0
		}
		return nil
	})
	if errors.Is(err, errOld) {
		return nil
	}
	return err
}
