package archive

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trivium/game"
	"trivium/questions"
)

// randomGame plays a game with most of what can happen to names: late joins, locks, renames, moves to other teams and phones,
// kicks, corrections with reasons, before and after the end.
func randomGame(t *rapid.T) *facts {
	w := newWorld()
	set := game.DefaultSettings()
	set.Teams, set.TableAfter = rapid.Bool().Draw(t, "teams"), game.TableAtEnd
	set.Scoring = rapid.SampledFrom([]game.Scoring{game.Speed, game.Accuracy, game.Rank}).Draw(t, "scoring")
	opened := game.Opened{Settings: set, Seed: []byte(rapid.StringN(32, 32, -1).Draw(t, "seed"))}
	for range rapid.IntRange(1, 4).Draw(t, "questions") {
		opened.Questions = append(opened.Questions, rapid.SampledFrom(allKinds()).Draw(t, "question"))
	}
	team := func() string {
		if !set.Teams {
			return ""
		}
		return rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "team")
	}
	if set.Teams {
		opened.Settings.TeamNames = []string{"Real Team A", "Real Team Never"}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "carried") {
		opened.Seats = append(opened.Seats, person(1_000+i, team()))
	}
	p := w.open(t, 1, opened)
	for range rapid.IntRange(1, 4).Draw(t, "players") {
		p.join(team())
	}
	p.admit()
	steps := rapid.IntRange(0, 25).Draw(t, "steps")
	for range steps {
		step(t, p, team)
	}
	p.toEnd()
	for range rapid.IntRange(0, 4).Draw(t, "afterwards") {
		_ = p.try(correction(t, p))
	}
	f, err := read(background(), p.l, string(p.id))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func step(t *rapid.T, p *table, team func() string) {
	seat := game.Seat(rapid.IntRange(1, len(p.s.Seats)+1).Draw(t, "seat"))
	word := strconv.Itoa(rapid.IntRange(0, 9_999).Draw(t, "word"))
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		if !p.s.Locked && !p.s.Ended() {
			p.join(team())
		}
	case 1:
		if !p.s.Locked && !p.s.Ended() {
			p.admit()
		}
	case 2:
		_ = p.try(game.Command{Verb: rapid.SampledFrom([]game.Verb{game.DoLock, game.DoUnlock}).Draw(t, "door")})
	case 3:
		_ = p.try(game.Command{Verb: game.DoTeam, Seat: seat, Team: "Real Team " + word, Key: "real team key " + word})
	case 4:
		_ = p.try(game.Command{Verb: game.DoOffer, Seat: seat, Code: "real code " + word})
		_ = p.try(game.Command{Verb: game.DoClaim, Code: "real code " + word, Token: "real token " + word + "!"})
	case 5:
		_ = p.try(correction(t, p))
	case 6:
		if rapid.IntRange(0, 3).Draw(t, "kick") == 0 {
			_ = p.try(game.Command{Verb: game.DoKick, Seat: seat})
		}
	default:
		if showing, ok := p.s.Running(); ok {
			q := &p.s.Questions[p.s.Showings[showing].Question]
			for i := range p.s.Seats {
				p.answer(game.Seat(i+1), answerTo(q, i+rapid.IntRange(0, 3).Draw(t, "way")))
			}
		}
		if !p.s.Ended() {
			p.next()
		}
		p.w.pass(time.Second)
	}
}

func correction(t *rapid.T, p *table) game.Command {
	word := strconv.Itoa(rapid.IntRange(0, 9_999).Draw(t, "word"))
	c := game.Command{
		Seat: game.Seat(rapid.IntRange(0, len(p.s.Seats)).Draw(t, "seat")), Showing: rapid.IntRange(0, 4).Draw(t, "showing"),
		Verb: rapid.SampledFrom([]game.Verb{game.DoJudge, game.DoVoid, game.DoAdjust, game.DoRename}).Draw(t, "verb"),
		Name: "Real Name " + word + "#", Key: "real key " + word + "#", Right: rapid.Bool().Draw(t, "right"), On: rapid.Bool().Draw(t, "on"),
		Delta: rapid.IntRange(-2_000, 2_000).Draw(t, "delta"), Reason: "real reason " + word,
		Text: rapid.SampledFrom([]string{"vostok", "sputnik", "real text of the second"}).Draw(t, "text"),
	}
	if c.Verb == game.DoAdjust && c.Seat == 0 && len(p.s.Teams) > 0 {
		c.Key = p.s.Teams[0].Key
	}
	return c
}

func folded(t tester, f *facts) *game.State {
	t.Helper()
	s, err := f.fold()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func jsonOf(t tester, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// plain gives what compressed bytes say.
func plain(t tester, data []byte) []byte {
	t.Helper()
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestNamesApart is the promise of the archive: without names the same numbers, with them the same game.
func TestNamesApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := randomGame(t)
		whole := folded(t, f)
		neutral, n, err := split(f)
		if err != nil {
			t.Fatal(err)
		}
		bare := folded(t, neutral)
		if err := same(whole, bare); err != nil {
			t.Fatalf("without names: %v", err)
		}
		data, err := encode(neutral)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Real Name", "real key", "real token", "real code", "Real Team", "real team key", "real reason", "real claim"} {
			if bytes.Contains(plain(t, data), []byte(word)) {
				t.Fatalf("%q is in the facts without names", word)
			}
		}
		again, err := decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(jsonOf(t, again.events), jsonOf(t, neutral.events)) || !sameSlots(again, neutral) {
			t.Fatal("what was encoded is decoded to something else")
		}
		zip, err := zipped(n)
		if err != nil {
			t.Fatal(err)
		}
		var read names
		if err := unzipped(zip, &read); err != nil {
			t.Fatal(err)
		}
		back, err := read.join(again)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := jsonOf(t, folded(t, back)), jsonOf(t, whole); !bytes.Equal(got, want) {
			t.Fatalf("with names again:\n%s\nbut it was\n%s", got, want)
		}
	})
}

func sameSlots(a, b *facts) bool {
	for slot, entries := range b.slots {
		if len(entries) > 0 && !reflect.DeepEqual(a.slots[slot], entries) {
			return false
		}
	}
	return true
}

// TestAPlayerIsForgotten takes one player out: no number changes, and nothing of theirs is left in either part.
func TestAPlayerIsForgotten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := randomGame(t)
		whole := folded(t, f)
		neutral, n, err := split(f)
		if err != nil {
			t.Fatal(err)
		}
		seat := game.Seat(rapid.IntRange(1, len(whole.Seats)).Draw(t, "who goes"))
		var theirs []string
		n.each(func(of game.Seat, e game.SeatEntry) {
			if of == seat {
				theirs = append(theirs, e.Name, e.Key, e.Token)
				if !whole.Settings.Teams { // else it is the team's
					theirs = append(theirs, e.Claims["league"])
				}
			}
		})
		kept := map[string]bool{"": true}
		n.each(func(of game.Seat, e game.SeatEntry) {
			if of != seat {
				kept[e.Name], kept[e.Key], kept[e.Token], kept[e.Claims["league"]] = true, true, true, true
			}
		})
		bare := folded(t, neutral)
		if err := neutral.removeTexts(seat); err != nil {
			t.Fatal(err)
		}
		if err := n.remove(seat); err != nil {
			t.Fatal(err)
		}
		data, err := encode(neutral)
		if err != nil {
			t.Fatal(err)
		}
		left := string(plain(t, data)) + string(jsonOf(t, n))
		for i := range bare.Seats {
			if e := &bare.Seats[i]; e.Public || e.Claims != nil {
				t.Fatalf("without names: %+v", e.SeatEntry)
			}
		}
		for _, word := range theirs {
			if !kept[word] && strings.Contains(left, word) {
				t.Fatalf("%q of player %d is still there", word, seat)
			}
		}
		back, err := n.join(neutral)
		if err != nil {
			t.Fatal(err)
		}
		s := folded(t, back)
		if err := same(whole, s); err != nil {
			t.Fatal(err)
		}
		if s.Seats[seat-1].Name != neutralName(seat) || s.Seats[seat-1].Public {
			t.Fatalf("player %d is called %q, on boards: %v", seat, s.Seats[seat-1].Name, s.Seats[seat-1].Public)
		}
		if err := same(whole, folded(t, neutral)); err != nil {
			t.Fatalf("without all names: %v", err)
		}
	})
}

// TestWhatOnlyOneTyped follows a typed answer that nobody else gave.
func TestWhatOnlyOneTyped(t *testing.T) {
	t.Parallel()
	p := newWorld().played(t, 1)
	f, err := read(t.Context(), p.l, string(p.id))
	if err != nil {
		t.Fatal(err)
	}
	neutral, _, err := split(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, seat := range []game.Seat{2, 3} {
		if err := neutral.removeTexts(seat); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	s := folded(t, neutral)
	for _, show := range s.Showings {
		if s.Questions[show.Question].Kind == questions.Text {
			for _, r := range show.Records {
				texts = append(texts, r.Text)
			}
		}
	}
	if got := strings.Join(texts, ", "); got != "Sputnik, (removed 2), Vostok, Vostok" {
		t.Errorf("what was typed: %s", got)
	}
	if err := same(p.s, s); err != nil {
		t.Error(err)
	}
}
