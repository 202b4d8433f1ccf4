package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

// Bounds of a name.
const (
	// MaxLength is the longest name, in characters as people count them: a letter with its accents, or an emoji with its
	// skin colour, is one.
	MaxLength = 20
	// maxBytes bounds the checked name in bytes.
	maxBytes = 80
	// maxRaw bounds what is looked at, in bytes.
	maxRaw = 200
	// maxMarks is how many combining marks may follow one another. UTS #39, section 5.4, suggests four; three are
	// enough for Hebrew with points and for Vietnamese, and less of a mess on a screen.
	maxMarks = 3
)

// Refusal is why a name is refused, in words for the person who typed it.
type Refusal string

// The refusals.
const (
	ErrEmpty   Refusal = "Please type a name."
	ErrLong    Refusal = "This name is too long: at most 20 characters."
	ErrSigns   Refusal = "This name has signs in it that can not be shown. Letters, digits and emoji are fine."
	ErrProfane Refusal = "This name is not possible here. Please take another one."
)

// Error gives the words.
func (r Refusal) Error() string { return string(r) }

// Name is a name that passed.
type Name struct {
	// Text is the name as it is shown.
	Text string
	// Key is its look-alike skeleton. Two names with the same key must not be in one room.
	Key string
}

// Checker checks names. It may be used from any goroutine.
type Checker struct {
	words filter
}

// New builds a Checker.
func New() *Checker { return &Checker{words: newFilter()} }

// Check brings a name into the form in which it is shown and finds its key. With anyName, the word filter is left out. The
// error is a Refusal.
func (c *Checker) Check(raw string, anyName bool) (Name, error) {
	text, err := clean(raw)
	if err != nil {
		return Name{}, err
	}
	name := Name{Text: text, Key: Key(text)}
	if name.Key == "" {
		return Name{}, ErrEmpty
	}
	if !anyName && c.words.profane(text) {
		return Name{}, ErrProfane
	}
	return name, nil
}

// clean applies RFC 8266 and the bounds.
func clean(raw string) (string, error) {
	if len(raw) > maxRaw {
		return "", ErrLong
	}
	if !utf8.ValidString(raw) {
		return "", ErrSigns
	}
	raw = dropJoiners(raw)
	if strings.TrimFunc(raw, unicode.IsSpace) == "" {
		return "", ErrEmpty
	}
	text, err := precis.Nickname.String(raw)
	if err != nil {
		return "", ErrSigns
	}
	if text == "" {
		return "", ErrEmpty
	}
	if err := shape(text); err != nil {
		return "", err
	}
	return text, nil
}

// dropJoiners takes out what only chooses how emoji are drawn: the variation selectors 15 and 16 and joiners that touch a
// symbol. PRECIS would refuse them, and phones type them unasked.
func dropJoiners(text string) string {
	runes := []rune(text)
	kept := runes[:0:0]
	for i, r := range runes {
		switch {
		case r == '\uFE0E' || r == '\uFE0F':
			continue
		case r == '\u200D' && (i > 0 && symbol(runes[i-1]) || i+1 < len(runes) && symbol(runes[i+1])):
			continue
		}
		kept = append(kept, r)
	}
	return string(kept)
}

func symbol(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) || r == '\uFE0F' || r == '\uFE0E'
}

// shape refuses what PRECIS lets through and a quiz should not: text that turns the direction, invisible letters, piles of
// marks and too much of anything.
func shape(text string) error {
	length, marks := 0, 0
	var before rune
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.In(r, unicode.C, unicode.Me) || blank(r):
			return ErrSigns
		case unicode.Is(unicode.Mn, r):
			marks++
			if length == 0 || marks > maxMarks || r == before {
				return ErrSigns
			}
		case unicode.Is(unicode.Sk, r) && r >= 0x1F3FB: // skin colours belong to the emoji before
		default:
			marks = 0
			length++
		}
		before = r
	}
	switch {
	case length == 0:
		return ErrEmpty
	case length > MaxLength || len(text) > maxBytes:
		return ErrLong
	}
	return nil
}

// blank tells letters and symbols that leave no ink.
func blank(r rune) bool {
	switch r {
	case '\u2800', '\u3164', '\uFFA0', '\u115F', '\u1160', '\u00AD', '\u034F', '\u180E', '\uFFFD':
		return true
	}
	return false
}
