package names

import (
	"strconv"
	"testing"
	"unicode/utf8"
)

func TestEveryDrawnNamePasses(t *testing.T) {
	c := New()
	for _, adjective := range adjectives() {
		for _, animal := range animals() {
			name := adjective + " " + animal
			if len(name)+len(" 9999") > MaxLength {
				t.Errorf("%q has no room for a number", name)
			}
			if checked, err := c.Check(name, false); err != nil || checked.Text != name {
				t.Errorf("Check(%q) = %q, %v", name, checked.Text, err)
			}
		}
	}
}

func TestDrawnNamesWithNumbersPass(t *testing.T) {
	c := New()
	for number := 2; number < 10_000; number++ {
		if _, err := c.Check("Brave Otter "+strconv.Itoa(number), false); err != nil {
			t.Errorf("%d: %v", number, err)
		}
	}
}

func TestDrawFollowsFromItsSeed(t *testing.T) {
	seen := map[string]bool{}
	for attempt := range 40 {
		name := Draw([]byte("seed"), attempt)
		if name != Draw([]byte("seed"), attempt) {
			t.Fatalf("attempt %d gives two names", attempt)
		}
		seen[name] = true
	}
	if len(seen) < 38 {
		t.Fatalf("only %d of 40 attempts differ", len(seen))
	}
	if Draw([]byte("seed"), 0) == Draw([]byte("other"), 0) {
		t.Fatal("two seeds draw the same first name")
	}
	if got := Draw([]byte("golden"), 0) + ", " + Draw([]byte("golden"), 9); got != goldenDraws {
		t.Fatalf("got %q: a repeated join must be drawn the same names in every version", got)
	}
}

func TestDrawFillsABigRoom(t *testing.T) {
	taken := map[string]bool{}
	for seat := range 20_000 {
		found := false
		for attempt := 0; attempt < 40 && !found; attempt++ {
			key := Key(Draw([]byte{byte(seat >> 8), byte(seat)}, attempt))
			found = !taken[key]
			taken[key] = true
		}
		if !found {
			t.Fatalf("no free name for seat %d", seat)
		}
	}
}

func TestPropose(t *testing.T) {
	free := func(string) bool { return false }
	first := Propose("Anna", []byte("seed"), free)
	if utf8.RuneCountInString(first) <= len("Anna ") || first[len(first)-4:] != "Anna" {
		t.Errorf("Propose for Anna = %q, want an adjective before it", first)
	}
	if got := Propose("Annamaria-Leopoldina", []byte("seed"), free); got != Draw([]byte("seed"), 0) {
		t.Errorf("Propose for a long name = %q, want a drawn one", got)
	}
	taken := map[string]bool{Key(first): true}
	if got := Propose("Anna", []byte("seed"), func(key string) bool { return taken[key] }); got == first || got == "" {
		t.Errorf("Propose gives %q, which is taken", got)
	}
	if got := Propose("Anna", []byte("seed"), func(string) bool { return true }); got != "" {
		t.Errorf("Propose = %q with everything taken", got)
	}
}

const goldenDraws = "Free Beetle, Vivid Giraffe 36"
