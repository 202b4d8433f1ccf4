package leagues_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/store"
	"trivium/server/store/storetest"
)

// TestNamesAreCorrected: a name that is corrected in its game is not in the league's history for ever.
func TestNamesAreCorrected(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		take(t, s, gameOf("g1", 1, "Rude 900, Ben 800, Cleo 700"))
		take(t, s, gameOf("g2", 1, "Cleo 10"))
		change(t, s, l.ID, league.Change{Kind: league.Adjust, Key: "cleo", Points: -1})

		g := gameOf("g1", 2, "Ada 900, Ben 800, Kleo 700") // two with another key
		g.Teams[1].Name = "BEN"                            // and one written better
		take(t, s, g)
		want(t, "corrected", "1 Ada 900, 2 BEN 800, 3 Kleo 700, 4 Cleo 9")(s.Table(ctx, l.ID, "", league.Filter{Hidden: true}))
		history, err := s.History(ctx, l.ID)
		if text := fmt.Sprint(history); err != nil || strings.Contains(text, "Rude") || strings.Contains(text, "Ben") {
			t.Errorf("the history still knows what was corrected: %v, %v", text, err)
		}
	})
}

// between is a store in which something happens right after a document was put into a collection.
type between struct {
	store.Store

	collection string
	then       func()
}

func (b *between) Put(ctx context.Context, collection string, d store.Document) (int, error) {
	version, err := b.Store.Put(ctx, collection, d)
	if then := b.then; then != nil && strings.HasPrefix(collection, b.collection) {
		b.then = nil
		then()
	}
	return version, err
}

// TestGoneWhileTaken deletes a game at each step of its being taken.
func TestGoneWhileTaken(t *testing.T) {
	t.Parallel()
	for _, collection := range []string{"league_games", "league_nights:", "league_books"} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			file := inFile(t)
			s := service(&between{Store: file, collection: collection, then: func() {
				if err := service(file).Gone(t.Context(), "g1", true); err != nil {
					t.Error(err)
				}
			}})
			l := open(t, service(file), nil)
			take(t, s, gameOf("g1", 1, "Ada 900"))
			take(t, s, gameOf("g1", 2, "Ada 901"))
			want(t, "deleted", "")(s.Table(t.Context(), l.ID, "", league.Filter{Hidden: true}))
			nights, err := file.List(t.Context(), "league_nights:"+l.ID, "", 9)
			if history, _ := s.History(t.Context(), l.ID); err != nil || len(nights) > 0 || strings.Contains(fmt.Sprint(history), "Ada") {
				t.Errorf("of the deleted game are left %v and %v, %v", nights, history, err)
			}
		})
	}
}

// TestGoneBeforeTaken: who is late to take a deleted game does not bring it in.
func TestGoneBeforeTaken(t *testing.T) {
	t.Parallel()
	s := service(inFile(t))
	l := open(t, s, nil)
	if err := s.Gone(t.Context(), "g1", true); err != nil {
		t.Fatal(err)
	}
	take(t, s, gameOf("g1", 1, "Ada 900"))
	want(t, "deleted", "")(s.Table(t.Context(), l.ID, "", league.Filter{Hidden: true}))
}

// TestAnAddressIsNotLost: an address that was asked for by a change that failed is free again after a while.
func TestAnAddressIsNotLost(t *testing.T) {
	t.Parallel()
	faulty := &storetest.Faulty{Store: inFile(t)}
	now := friday
	s := leagues.New(leagues.Options{Store: faulty, Clock: func() time.Time { return now }})
	l := open(t, s, nil)
	other := open(t, s, func(d *leagues.Draft) { d.Slug = "other" })
	d := l.Draft
	d.Slug = "wednesday"
	faulty.FailAt(3, false) // the head is read, the address is read and put; the head is not put
	if _, err := s.Update(t.Context(), l.ID, l.Version, d); !errors.Is(err, store.ErrUnavailable) {
		t.Fatalf("the update: %v", err)
	}
	faulty.Mend()
	_, err := s.BySlug(t.Context(), "wednesday")
	wantErr(t, "an address of nobody", err, leagues.ErrNotFound)
	d = other.Draft
	d.Slug = "wednesday"
	_, err = s.Update(t.Context(), other.ID, other.Version, d)
	wantErr(t, "at once", err, leagues.ErrTaken)
	now = now.Add(2 * time.Minute)
	if _, err = s.Update(t.Context(), other.ID, other.Version, d); err != nil {
		t.Errorf("later: %v", err)
	}
}

// TestHandsCrash breaks the store at each call of what a host does, and does the same again afterwards.
func TestHandsCrash(t *testing.T) {
	t.Parallel()
	faulty := &storetest.Faulty{Store: inFile(t)}
	s := leagues.New(leagues.Options{
		Store: faulty, Clock: func() time.Time { return friday },
		Game: func(context.Context, string) (finished.Game, error) {
			g := gameOf("by-hand", 1, "Ada 1, Dora 50")
			g.Host, g.Public = "x", true
			return g, nil
		},
	})
	for call := 0; ; call++ {
		broken := false
		for _, done := range []bool{false, true} {
			if first, step := storetest.Calls(done); call%step != first {
				continue
			}
			l := open(t, s, func(d *leagues.Draft) { d.Slug = fmt.Sprintf("l-%d-%v", call, done) })
			take(t, s, gameOf("g-"+l.Slug, 1, "Ada 900, Ben 800, Cleo 700"))
			do := func() error {
				ctx, id := t.Context(), l.ID
				_, claim := s.NewClaim(ctx, id, "ben", "h")
				return errors.Join(claim, s.AddGame(ctx, id, "by-hand", "h"), ignored(s.Forget(ctx, id, "cleo", "h")),
					ignored(s.RemoveGame(ctx, id, "by-hand", "h")), s.AddGame(ctx, id, "by-hand", "h"), rename(ctx, s, id))
			}
			faulty.FailAt(call, done)
			err := do()
			failed := faulty.Mend()
			if failed && err == nil {
				t.Fatalf("call %d failed and nobody heard of it", call)
			}
			broken = broken || failed
			if failed {
				if err := do(); err != nil {
					t.Fatal(err)
				}
			}
			want(t, fmt.Sprintf("call %d, %v", call, done), "1 Ada 901, 2 Ben 800, 3 Dora 50, 0 — 700")(
				s.Table(t.Context(), l.ID, "", league.Filter{Hidden: true}))
			if got, err := s.BySlug(t.Context(), l.Slug+"-new"); err != nil || got.Name != "New" {
				t.Errorf("call %d: renamed: %q, %v", call, got.Name, err)
			}
			if err := s.Delete(t.Context(), l.ID); err != nil {
				t.Fatal(err)
			}
		}
		if !broken {
			if call < 30 {
				t.Errorf("only %d calls were broken", call)
			}
			return
		}
	}
}

// ignored is an error unless it says that somebody or something is gone already.
func ignored(err error) error {
	if errors.Is(err, leagues.ErrNotFound) {
		return nil
	}
	return err
}

// rename gives a league another name and address, as a host does who looks first.
func rename(ctx context.Context, s *leagues.Service, id string) error {
	l, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	d := l.Draft
	d.Name, d.Slug = "New", strings.TrimSuffix(d.Slug, "-new")+"-new"
	_, err = s.Update(ctx, id, l.Version, d)
	return err
}
