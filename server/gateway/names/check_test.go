package names

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCheckShapes(t *testing.T) {
	c := New()
	for _, tc := range []struct {
		raw, want string
		err       error
	}{
		{"Anna", "Anna", nil},
		{"  Anna \t", "", ErrSigns}, // a tab is a control
		{"  Anna   Maria ", "Anna Maria", nil},
		{"Ａｎｎａ", "Anna", nil}, // full width
		{"José", "José", nil},
		{"Jose\u0301", "José", nil},
		{"Zoë 🦊", "Zoë 🦊", nil},
		{"I ❤️ quiz", "I ❤ quiz", nil},
		{"👩‍🚀", "👩🚀", nil},
		{"👍🏽", "👍🏽", nil},
		{"Łukasz", "Łukasz", nil},
		{"Nguyễn", "Nguyễn", nil},
		{"สมชาย", "สมชาย", nil},
		{"דָּוִד", "דָּוִד", nil},
		{"李小龍", "李小龍", nil},
		{"مريم", "مريم", nil},
		{"Q", "Q", nil},
		{"7", "7", nil},
		{"O'Neill-Smith", "O'Neill-Smith", nil},
		{strings.Repeat("a", 20), strings.Repeat("a", 20), nil},
		{strings.Repeat("é", 20), strings.Repeat("é", 20), nil},
		{strings.Repeat("a", 21), "", ErrLong},
		{strings.Repeat("a", 300), "", ErrLong},
		{strings.Repeat("🦊", 21), "", ErrLong},
		{"", "", ErrEmpty},
		{"   ", "", ErrEmpty},
		{"\u00a0\u2003", "", ErrEmpty},
		{"\ufe0f", "", ErrEmpty},
		{"a\u202eb", "", ErrSigns},
		{"a\u2066b", "", ErrSigns},
		{"a\u200bb", "", ErrSigns},
		{"a\u200db", "", ErrSigns},
		{"a\x00b", "", ErrSigns},
		{"a\nb", "", ErrSigns},
		{"a\xffb", "", ErrSigns},
		{"\u0301a", "", ErrSigns},
		{"a\u0301\u0302\u0303\u0304", "", ErrSigns},
		{"a\u0301\u0301", "", ErrSigns},
		{"a\u20dd", "", ErrSigns}, // enclosing circle
		{"\u2800", "", ErrSigns},
		{"\u3164", "", ErrSigns},
		{"\ue000", "", ErrSigns}, // private use
	} {
		name, err := c.Check(tc.raw, true)
		if !errors.Is(err, tc.err) || name.Text != tc.want {
			t.Errorf("Check(%q) = %q, %v; want %q, %v", tc.raw, name.Text, err, tc.want, tc.err)
		}
	}
}

func TestKeyFindsLookAlikes(t *testing.T) {
	for _, same := range [][]string{
		{"Anna", "anna", "ANNA", "Аnna" /* Cyrillic А */, "Ａｎｎａ", "An na", "Αnna" /* Greek Α */},
		{"paypal", "PayPaI", "PAYPAL", "раураl", "paypa1"},
		{"Bob", "B0b", "BOB", "Воb"},
		{"Tim", "TIM", "TlM", "T1m"},
		{"Bern", "Bem"},
		{"Борис", "БОРИС"},
		{"İsa", "i̇sa"},
	} {
		for _, other := range same[1:] {
			if Key(same[0]) != Key(other) {
				t.Errorf("%q has key %q and %q has %q: want the same", same[0], Key(same[0]), other, Key(other))
			}
		}
	}
	for _, two := range [][2]string{{"Anna", "Hanna"}, {"Jose", "José"}, {"Team 1", "Team 2"}, {"Nina", "Vina"}, {"🦊", "🐻"}} {
		if Key(two[0]) == Key(two[1]) {
			t.Errorf("%q and %q have the same key %q", two[0], two[1], Key(two[0]))
		}
	}
}

func TestCheckedNamesAreStable(t *testing.T) {
	c := New()
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.String().Draw(t, "raw")
		name, err := c.Check(raw, true)
		if err != nil {
			return
		}
		again, err := c.Check(name.Text, true)
		if err != nil || again != name {
			t.Fatalf("Check(%q) = %+v, but of that %+v, %v", raw, name, again, err)
		}
		if Key(strings.ToUpper(strings.ToLower(name.Text))) == "" {
			t.Fatalf("%q has no key", name.Text)
		}
	})
}

func TestWordFilter(t *testing.T) {
	c := New()
	for _, bad := range []string{"fuck", "FuCk", "f u c k", "fück", "fuсk" /* Cyrillic с */, "sh1t", "big fuck"} {
		if _, err := c.Check(bad, false); !errors.Is(err, ErrProfane) {
			t.Errorf("Check(%q) = %v, want %v", bad, err, ErrProfane)
		}
		if _, err := c.Check(bad, true); err != nil {
			t.Errorf("Check(%q) with any name allowed = %v", bad, err)
		}
	}
	for _, good := range []string{
		"Anna", "Cassandra", "Hassan", "Tim Hancock", "Emily Dickinson", "Scunthorpe United", "Bass Hitter", "Mr Peacock",
		"Alan Alda", "Essex Girl", "Tom Cruise", "Sasha", "Shittu", "Fukuda", "Lipschitz", "Kinoshita", "Glass Hero",
		"Anastasia", "Agnes", "Analena", "Charlotte", "Konstantin", "Oskar", "Dmitri", "Titus", "Massimo", "Wang Wei",
	} {
		if _, err := c.Check(good, false); err != nil {
			t.Errorf("Check(%q) = %v, want it to pass", good, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"Anna", "👩‍🚀", "a\u202eb", "Ａ", "f u c k", "\u0301", "ﷺ"} {
		f.Add(seed)
	}
	c := New()
	f.Fuzz(func(t *testing.T, raw string) {
		name, err := c.Check(raw, false)
		if err != nil {
			if _, ok := errors.AsType[Refusal](err); !ok {
				t.Fatalf("Check(%q): %v is no Refusal", raw, err)
			}
			return
		}
		if name.Key == "" || len(name.Text) > maxBytes || name.Text != strings.TrimSpace(name.Text) {
			t.Fatalf("Check(%q) = %+v", raw, name)
		}
	})
}
