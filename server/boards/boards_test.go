package boards_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/server/boards"
	"trivium/server/finished"
	"trivium/server/store"
	"trivium/server/store/storetest"
)

// friday is when the games of the tests end.
var friday = time.Date(2026, 11, 27, 22, 0, 0, 0, time.UTC)

func service(s store.Store) *boards.Service {
	return boards.New(boards.Options{Store: s, Clock: func() time.Time { return friday }})
}

// gameOf makes a public game of a pack from "Ada 900, Ben 800"; a name with a minus is of somebody who does not want to be shown.
func gameOf(id string, revision int64, table string) finished.Game {
	g := finished.Game{
		ID: id, Revision: revision, Ended: friday, Host: "h", Packs: []string{"warm-up"}, Whole: true, Rule: "speed", Public: true,
	}
	for one := range strings.SplitSeq(table, ", ") {
		name, score, _ := strings.Cut(one, " ")
		name, private := strings.CutSuffix(name, "-")
		s := finished.Standing{Key: strings.ToLower(name), Name: name, Place: len(g.Players) + 1, Public: !private, Right: 3, Time: 4000}
		_, _ = fmt.Sscan(score, &s.Score)
		g.Players = append(g.Players, s)
	}
	return g
}

func take(t *testing.T, s *boards.Service, g finished.Game) {
	t.Helper()
	if err := s.Take(t.Context(), g); err != nil {
		t.Fatalf("take: %v", err)
	}
}

func now(t *testing.T, s *boards.Service, pack string, span boards.Span, at time.Time) boards.Board {
	t.Helper()
	b, _, err := s.Now(t.Context(), pack, span, at)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shown writes a page as "rank name score".
func shown(page boards.Page, err error) string {
	if err != nil {
		return err.Error()
	}
	lines := make([]string, len(page.Rows))
	for i, r := range page.Rows {
		lines[i] = fmt.Sprintf("%d %s %d", r.Rank, r.Name, r.Score)
	}
	return fmt.Sprintf("%s of %d", strings.Join(lines, ", "), page.Count)
}

func want(t *testing.T, what, wanted string) func(boards.Page, error) {
	return func(page boards.Page, err error) {
		t.Helper()
		if got := shown(page, err); got != wanted {
			t.Errorf("%s: got %s, want %s", what, got, wanted)
		}
	}
}

func TestAGameOnItsBoards(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		take(t, s, gameOf("g1", 1, "Ada 900, Ben- 800, Cleo 700"))
		for range 2 { // again it changes nothing
			take(t, s, gameOf("g2", 1, "Dora 900, Ada 650"))
		}
		for _, span := range boards.Spans() {
			for _, pack := range []string{"", "warm-up"} {
				want(t, string(span)+pack, "1 Ada 900, 1 Dora 900, 3 Cleo 700, 4 Ada 650 of 4")(s.After(ctx, now(t, s, pack, span, friday), "", 10))
			}
			if span != boards.AllTime {
				want(t, "next "+string(span), " of 0")(s.After(ctx, now(t, s, "", span, friday.AddDate(0, 3, 3)), "", 10))
			}
		}
		b := now(t, s, "", boards.Day, friday)
		page, err := s.From(ctx, b, 1, 1)
		if err != nil || page.Rows[0].Game != "g1" || page.Rows[0].Rule != "speed" || page.Rows[0].ID != boards.EntryID("g1", "ada") {
			t.Errorf("the entry %+v, %v", page, err)
		}
		want(t, "around", "1 Dora 900, 3 Cleo 700, 4 Ada 650 of 4")(s.Around(ctx, b, boards.EntryID("g1", "cleo"), 1))
		if _, err := s.Around(ctx, b, boards.EntryID("g1", "ben"), 1); !errors.Is(err, boards.ErrNotFound) {
			t.Errorf("around somebody who is not shown: %v", err)
		}
		want(t, "search", "1 Ada 900, 4 Ada 650 of 4")(s.Search(ctx, b, " aDÁ", "", 10))
		want(t, "search for nobody", " of 4")(s.Search(ctx, b, "b", "", 10))
	})
}

func TestScoredAnew(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		b := now(t, s, "", boards.AllTime, friday)
		take(t, s, gameOf("g1", 5, "Ada 900, Ben 800"))
		take(t, s, gameOf("g1", 7, "Ben 950, Ada 700, Cleo 10"))
		want(t, "scored anew", "1 Ben 950, 2 Ada 700, 3 Cleo 10 of 3")(s.From(ctx, b, 1, 10))
		take(t, s, gameOf("g1", 6, "Ada 1, Ben 2"))
		want(t, "an older one comes late", "1 Ben 950, 2 Ada 700, 3 Cleo 10 of 3")(s.From(ctx, b, 1, 10))
		take(t, s, gameOf("g1", 8, "Ben- 950, Ada 700, Cleo 10"))
		want(t, "a player left", "1 Ada 700, 2 Cleo 10 of 2")(s.From(ctx, b, 1, 10))
		part := gameOf("g1", 9, "Ben 950, Ada 700, Cleo 10")
		part.Whole = false
		take(t, s, part)
		want(t, "not of the pack", " of 0")(s.From(ctx, now(t, s, "warm-up", boards.AllTime, friday), 1, 10))
		want(t, "but of the server", "1 Ben 950, 2 Ada 700, 3 Cleo 10 of 3")(s.From(ctx, b, 1, 10))
		private := gameOf("g1", 10, "Ben 950, Ada 700")
		private.Public = false
		take(t, s, private)
		want(t, "the host left", " of 0")(s.From(ctx, b, 1, 10))
		take(t, s, gameOf("g1", 11, "Ben 950, Ada 700"))
		if err := s.Removed(ctx, "g1"); err != nil {
			t.Fatal(err)
		}
		take(t, s, gameOf("g1", 12, "Ben 950, Ada 700"))
		want(t, "removed for ever", " of 0")(s.From(ctx, b, 1, 10))
		want(t, "removed for ever, by name", " of 0")(s.Search(ctx, b, "ben", "", 10))
		if err := s.Take(ctx, finished.Game{ID: "x"}); !errors.Is(err, boards.ErrBad) {
			t.Errorf("a game that did not end: %v", err)
		}
	})
}

func TestModeration(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		b, entry := now(t, s, "warm-up", boards.Week, friday), boards.EntryID("g1", "ada")
		take(t, s, gameOf("g1", 1, "Ada 900, Ben 800"))
		if err := s.Hide(ctx, entry, "host", " "); !errors.Is(err, boards.ErrBad) {
			t.Errorf("without a reason: %v", err)
		}
		if err := s.Hide(ctx, boards.EntryID("g1", "zoe"), "host", "so"); !errors.Is(err, boards.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
		if err := s.Hide(ctx, "nonsense", "host", "so"); !errors.Is(err, boards.ErrNotFound) {
			t.Errorf("nothing: %v", err)
		}
		if err := s.Hide(ctx, entry, "host", "a bad name"); err != nil {
			t.Fatal(err)
		}
		take(t, s, gameOf("g1", 2, "Ada 950, Ben 800"))
		want(t, "hidden, also when scored anew", "1 Ben 800 of 1")(s.From(ctx, b, 1, 10))
		want(t, "hidden from search", " of 1")(s.Search(ctx, b, "ada", "", 10))
		if err := s.Show(ctx, entry, "host", "it was a misunderstanding"); err != nil {
			t.Fatal(err)
		}
		want(t, "shown again", "1 Ada 950, 2 Ben 800 of 2")(s.From(ctx, b, 1, 10))
		e, verdict, on, err := s.Entry(ctx, entry)
		if err != nil || e.Score != 950 || verdict.Hidden || len(verdict.Steps) != 2 || verdict.Steps[0].Why != "a bad name" ||
			!verdict.Steps[1].At.Equal(friday) || len(on) != 10 {
			t.Errorf("what was decided: %+v, %+v, %v, %v", e, verdict, on, err)
		}
		if err := s.Show(ctx, entry, "host", "again"); !errors.Is(err, boards.ErrBad) {
			t.Errorf("shown twice: %v", err)
		}
	})
}

func TestPaging(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		var table []string
		for i := range 95 {
			table = append(table, fmt.Sprintf("Player%02d %d", i, 1000-i/2))
		}
		table = append(table, "Other 1")
		take(t, s, gameOf("g1", 1, strings.Join(table, ", ")))
		b := now(t, s, "", boards.AllTime, friday)
		for name, read := range map[string]func(cursor string) (boards.Page, error){
			"board":  func(cursor string) (boards.Page, error) { return s.After(ctx, b, cursor, 10) },
			"search": func(cursor string) (boards.Page, error) { return s.Search(ctx, b, "player", cursor, 10) },
		} {
			seen, pages := map[string]bool{}, 0
			for cursor := ""; ; pages++ {
				page, err := read(cursor)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range page.Rows {
					if seen[row.ID] || row.Rank != row.Position-(row.Position-1)%2 && row.Name != "Other" {
						t.Errorf("%s: %+v", name, row)
					}
					seen[row.ID] = true
				}
				if cursor = page.Next; cursor == "" {
					break
				}
			}
			if wanted := map[string]int{"board": 96, "search": 95}[name]; len(seen) != wanted || pages != 9 {
				t.Errorf("%s: %d rows on %d pages", name, len(seen), pages+1)
			}
		}
		for _, cursor := range []string{"!", "YWJj", strings.Repeat("A", 5000)} {
			if _, err := s.After(ctx, b, cursor, 10); !errors.Is(err, boards.ErrBad) {
				t.Errorf("cursor %.10q: %v", cursor, err)
			}
		}
		if _, err := s.Search(ctx, b, " ", "", 10); !errors.Is(err, boards.ErrBad) {
			t.Errorf("search for nothing: %v", err)
		}
	})
}

func TestSweep(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		ctx, clock := t.Context(), friday
		s := boards.New(boards.Options{Store: st, Clock: func() time.Time { return clock }})
		take(t, s, gameOf("g1", 1, "Ada 900"))
		if err := s.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		day, week := now(t, s, "", boards.Day, friday), now(t, s, "", boards.Week, friday)
		want(t, "too early", "1 Ada 900 of 1")(s.From(ctx, day, 1, 9))
		clock = friday.AddDate(0, 0, 62)
		if err := s.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		take(t, s, gameOf("g1", 2, "Ada 950")) // scored anew, it does not come back on a board that is gone
		want(t, "a day of long ago", " of 0")(s.From(ctx, day, 1, 9))
		want(t, "its week", "1 Ada 950 of 1")(s.From(ctx, week, 1, 9))
	})
}

// TestMany: a game is scored anew, moderated and taken at once on several instances. In the end all boards say what is stored.
func TestMany(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		ctx := t.Context()
		var wait sync.WaitGroup
		service(st).Take(ctx, gameOf("g1", 1, "Ada 1, Ben 2, Cleo 3")) //nolint:errcheck // the first of many
		for i := range 4 {
			s := service(st)
			wait.Go(func() {
				for revision := range 6 {
					if err := s.Take(ctx, gameOf("g1", int64(revision), fmt.Sprintf("Ada %d, Ben %d, Cleo 3", 100+revision, 200-revision))); err != nil {
						t.Error(err)
					}
				}
			})
			wait.Go(func() {
				for range 2 {
					for _, do := range []func() error{
						func() error { return s.Hide(ctx, boards.EntryID("g1", "cleo"), "host", "so") },
						func() error { return s.Show(ctx, boards.EntryID("g1", "cleo"), "host", "so") },
					} {
						if err := do(); err != nil && !errors.Is(err, boards.ErrBad) && !errors.Is(err, store.ErrUnavailable) {
							t.Error(i, err)
						}
					}
				}
			})
		}
		wait.Wait()
		s := service(st)
		_, verdict, _, err := s.Entry(ctx, boards.EntryID("g1", "cleo"))
		if err != nil {
			t.Fatal(err)
		}
		wanted := "1 Ben 195, 2 Ada 105, 3 Cleo 3 of 3"
		if verdict.Hidden {
			wanted = "1 Ben 195, 2 Ada 105 of 2"
		}
		for _, span := range boards.Spans() {
			want(t, string(span), wanted)(s.From(ctx, now(t, s, "warm-up", span, friday), 1, 9))
		}
	})
}

// TestCrash breaks the store at each call in turn, and does the same again afterwards, as whoever finished a game does.
func TestCrash(t *testing.T) {
	t.Parallel()
	faulty := &storetest.Faulty{Store: inRedis(t)}
	s := service(faulty)
	for call := 0; ; call++ {
		broken := false
		for _, done := range []bool{false, true} {
			id := fmt.Sprintf("g%d-%v", call, done)
			take(t, s, gameOf(id, 1, "Ada 900, Ben 800"))
			faulty.FailAt(call, done)
			err := s.Take(t.Context(), gameOf(id, 2, "Ben 850, Cleo 700"))
			failed := faulty.Mend()
			if failed != (err != nil) {
				t.Fatalf("call %d: failed %v, take: %v", call, failed, err)
			}
			broken = broken || failed
			take(t, s, gameOf(id, 2, "Ben 850, Cleo 700"))
			for _, span := range boards.Spans() {
				want(t, id, "1 Ben 850, 2 Cleo 700 of 2")(s.From(t.Context(), now(t, s, "", span, friday), 1, 9))
			}
			want(t, id, " of 2")(s.Search(t.Context(), now(t, s, "", boards.Day, friday), "ada", "", 9))
			if err := s.Removed(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		if !broken {
			if call < 20 {
				t.Errorf("only %d calls were broken", call)
			}
			return
		}
	}
}
