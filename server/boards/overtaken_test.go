package boards_test

import (
	"context"
	"testing"

	"trivium/server/boards"
	"trivium/server/store"
)

// overtaken is a store in which somebody else does something right before a first entering of members.
type overtaken struct {
	store.Store
	first func()
}

// Enter implements store.Indexes.
func (o *overtaken) Enter(ctx context.Context, index string, members ...store.Member) error {
	if do := o.first; do != nil {
		o.first = nil
		do()
	}
	return o.Store.Enter(ctx, index, members...)
}

// TestOvertaken has somebody remove a game, score it anew or hide an entry while it is being entered.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, plain store.Store) {
		other := service(plain)
		for id, c := range map[string]struct {
			other func() error
			left  string
		}{
			"removed": {func() error { return other.Removed(t.Context(), "removed") }, " of 0"},
			"anew":    {func() error { return other.Take(t.Context(), gameOf("anew", 2, "Ben 700")) }, "1 Ben 700 of 1"},
			"hidden": {func() error {
				return other.Hide(t.Context(), boards.EntryID("hidden", "ada"), "host", "no name for a pub")
			}, "1 Ben 800 of 1"},
		} {
			s := service(&overtaken{Store: plain, first: func() {
				if err := c.other(); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}})
			take(t, s, gameOf(id, 1, "Ada 900, Ben 800"))
			want(t, id, c.left)(other.From(t.Context(), now(t, other, "", boards.Day, friday), 1, 9))
			if err := other.Removed(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
	})
}
