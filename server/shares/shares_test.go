package shares_test

import (
	"errors"
	"testing"

	"trivium/server/shares"
	"trivium/server/store"
)

var (
	first = shares.Viewer{ID: "first", Owner: true}
	ada   = shares.Viewer{ID: "ada"}
	bea   = shares.Viewer{ID: "bea"}
	guest = shares.Viewer{ID: "guest", Guest: true}
)

func TestWhoSeesAPack(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := shares.New(st), t.Context()
		sees := func(what string, wanted ...shares.Viewer) {
			t.Helper()
			for _, v := range []shares.Viewer{first, ada, bea, guest} {
				_, err := s.See(ctx, v, "friday")
				if err != nil && !errors.Is(err, shares.ErrNotFound) {
					t.Fatal(err)
				}
				may := false
				for _, w := range wanted {
					may = may || w == v
				}
				if may != (err == nil) {
					t.Errorf("%s: %s sees it: %v", what, v.ID, err == nil)
				}
				seen, err := s.Seen(ctx, v)
				if one, known := seen["friday"]; err != nil || known && may != (one != nil) {
					t.Errorf("%s: in the list of %s: %v, %v", what, v.ID, one, err)
				}
			}
		}
		sees("nothing is known of it", first, ada, bea, guest)
		if err := s.Claim(ctx, ada, "friday"); err != nil {
			t.Fatal(err)
		}
		if err := s.Claim(ctx, bea, "friday"); !errors.Is(err, shares.ErrBad) {
			t.Errorf("another's id: %v", err)
		}
		sees("Ada's own", first, ada)
		if _, err := s.Set(ctx, ada, "friday", shares.All); err != nil {
			t.Fatal(err)
		}
		sees("shared with all", first, ada, bea)
		if _, err := s.Own(ctx, bea, "friday"); !errors.Is(err, shares.ErrBad) {
			t.Errorf("seen, not owned: %v", err)
		}
		if _, err := s.Set(ctx, bea, "friday", shares.Nobody); !errors.Is(err, shares.ErrBad) {
			t.Errorf("changed by another: %v", err)
		}
		if _, err := s.Set(ctx, ada, "friday", shares.Nobody); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.NewLink(ctx, bea, "friday"); !errors.Is(err, shares.ErrNotFound) {
			t.Errorf("a link of another: %v", err)
		}
		_, old, err := s.NewLink(ctx, ada, "friday")
		if err != nil {
			t.Fatal(err)
		}
		_, secret, err := s.NewLink(ctx, ada, "friday")
		if err != nil {
			t.Fatal(err)
		}
		for what, one := range map[string]struct {
			v      shares.Viewer
			secret string
		}{"an old link": {bea, old}, "a guest": {guest, secret}, "nonsense": {bea, "x"}} {
			if _, err := s.TakeLink(ctx, one.v, one.secret); !errors.Is(err, shares.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		for range 2 {
			if pack, err := s.TakeLink(ctx, bea, secret); err != nil || pack != "friday" {
				t.Errorf("took %q, %v", pack, err)
			}
		}
		sees("by link", first, ada, bea)
		if one, err := s.Unlink(ctx, ada, "friday"); err != nil || one.Link || len(one.Taken) > 0 {
			t.Errorf("unlinked: %+v, %v", one, err)
		}
		sees("unlinked", first, ada)
		if err := errors.Join(s.Remove(ctx, "friday"), s.Remove(ctx, "friday")); err != nil {
			t.Fatal(err)
		}
		sees("removed", first, ada, bea, guest)
		if _, err := s.Set(ctx, ada, "demo", shares.Nobody); !errors.Is(err, shares.ErrBad) {
			t.Errorf("a pack that came along: %v", err)
		}
	})
}
