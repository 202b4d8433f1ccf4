package draft

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestDecode reads what editors and spreadsheets save.
func TestDecode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data, want string
		guessed    bool
	}{
		"utf-8":                      {"naïve\r\nZoë\rend", "naïve\nZoë\nend", false},
		"with a mark":                {"\xef\xbb\xbfZoë", "Zoë", false},
		"utf-16 little":              {"\xff\xfeZ\x00o\x00\xeb\x00", "Zoë", false},
		"utf-16 big":                 {"\xfe\xff\x00Z\x00o\x00\xeb", "Zoë", false},
		"utf-16 little, no mark":     {"Z\x00o\x00\xeb\x00", "Zoë", false},
		"utf-16 big, no mark":        {"\x00Z\x00o\x00\xeb", "Zoë", false},
		"utf-32 little":              {"\xff\xfe\x00\x00Z\x00\x00\x00", "Z", false},
		"windows-1252":               {"Zo\xeb \x80\x93", "Zoë €“", true},
		"utf-16, a broken surrogate": {"\xff\xfe\x00\xd8Z\x00", "\ufffdZ", false},
		"nothing":                    {"", "", false},
	} {
		got, guessed, err := Decode([]byte(c.data))
		if err != nil || got != c.want || guessed != c.guessed {
			t.Errorf("%s: %q, %v, %v; want %q, %v", name, got, guessed, err, c.want, c.guessed)
		}
	}
	for _, data := range []string{"\x89PNG\r\n\x1a\n\x00\x00\xff", "a\x00b"} {
		if got, _, err := Decode([]byte(data)); !errors.Is(err, ErrEncoding) {
			t.Errorf("%q: %q, %v", data, got, err)
		}
	}
}

// FuzzDecode: whatever comes out is text in lines.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "a\r\nb", "\xff\xfea\x00", "\xfe\xff\x00a", "\x00a\x00b", "\xeb"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _, err := Decode(data)
		if err == nil && (!utf8.ValidString(text) || strings.ContainsAny(text, "\r\x00")) {
			t.Errorf("%q became %q", data, text)
		}
	})
}
