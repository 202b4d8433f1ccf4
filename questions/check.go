package questions

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Problem is one thing that makes a question unfit to be played.
type Problem struct {
	// Path names the field as a pack does, lists by position: "choices.2.text". Empty is the question as a whole.
	Path  string
	Code  string // stable, for machines
	Words string // what is wrong and how to mend it
}

// Error is the problem in one line.
func (p Problem) Error() string {
	if p.Path == "" {
		return p.Words
	}
	return p.Path + ": " + p.Words
}

// checker gathers the problems of one question.
type checker struct {
	q        *Question
	problems []Problem
}

// Check finds what makes the question unfit to be played, nothing for a sound one. Every question that the game is given has
// passed it, whatever format it came from.
func (q *Question) Check() []Problem {
	c := &checker{q: q}
	c.common()
	switch q.Kind {
	case Single, Multi, Poll:
		c.choices()
	case Text:
		c.typed()
	case Number:
		c.number()
	case Order:
		c.list("items", q.Items, MinChoices)
	case Match:
		c.pairs()
	case TrueFalse, Slide:
	default:
		c.add("kind", "kind", "there is no kind %q; the kinds are %s", q.Kind, strings.Join(kindNames(), ", "))
	}
	c.scoring()
	c.tags()
	c.sources()
	c.media()
	return c.problems
}

// Kinds are all kinds of question, in the order of their description.
func Kinds() []Kind {
	return []Kind{Single, Multi, TrueFalse, Text, Number, Order, Match, Poll, Slide}
}

func kindNames() []string {
	var names []string
	for _, kind := range Kinds() {
		names = append(names, string(kind))
	}
	return names
}

func (c *checker) add(path, code, format string, args ...any) {
	c.problems = append(c.problems, Problem{Path: path, Code: code, Words: fmt.Sprintf(format, args...)})
}

// common checks what all kinds have.
func (c *checker) common() {
	q := c.q
	for part := range strings.SplitSeq(q.ID, "/") {
		if !ValidID(part) {
			c.add("id", "id", "the id %q is not made of small letters, digits and single hyphens", q.ID)
			break
		}
	}
	c.text("prompt", q.Prompt, MaxPrompt, true)
	c.text("summary", q.Summary, MaxSummary, false)
	c.text("details", q.Details, MaxDetails, false)
	if !ValidLanguage(q.Language) {
		c.add("language", "language", "%q is not a language tag; write it like en or de-AT", q.Language)
	}
	if q.Time < MinTime || q.Time > MaxTime {
		c.add("time", "time", "the time must be from %.0f s to %.0f min", MinTime.Seconds(), MaxTime.Minutes())
	}
	if q.Points < 0 || q.Points > MaxPoints {
		c.add("points", "points", "the points must be from 0 to %d", MaxPoints)
	}
	if q.Points != 0 && (q.Kind == Poll || q.Kind == Slide) {
		c.add("points", "points", "a %s has no right answer, so its points must be 0", q.Kind)
	}
	switch q.Difficulty {
	case "", "easy", "medium", "hard":
	default:
		c.add("difficulty", "difficulty", "the difficulty is easy, medium or hard, not %q", q.Difficulty)
	}
	c.date("checked", q.Checked)
	c.date("expires", q.Expires)
	if q.License != "" && !ValidLicense(q.License) {
		c.add("license", "license", "%q is not an SPDX licence expression, like CC-BY-4.0", q.License)
	}
}

// text checks one text: not blank where it is needed, not too long, and nothing in it that no reader should see.
func (c *checker) text(path, text string, most int, needed bool) bool {
	switch {
	case needed && strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }) == "":
		c.add(path, "missing", "a text is missing here")
	case utf8.RuneCountInString(text) > most:
		c.add(path, "too-long", "the text has %d characters; the most is %d", utf8.RuneCountInString(text), most)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, forbidden):
		c.add(path, "characters", "the text holds characters that cannot be shown; write it as plain UTF-8 text")
	default:
		return true
	}
	return false
}

// forbidden knows control characters but line ends and tabs, the replacement character of a broken encoding, and the marks
// that turn the direction of text beyond their line.
func forbidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\ufffd' || r >= '\u202a' && r <= '\u202e'
}

func (c *checker) date(path, date string) {
	if date == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		c.add(path, "date", "%q is not a date like 2026-11-24", date)
	}
}

func (c *checker) sources() {
	if len(c.q.Sources) > MaxSources {
		c.add("sources", "too-many", "there are %d sources; the most is %d", len(c.q.Sources), MaxSources)
	}
	c.problems = append(c.problems, CheckSources(c.q.Sources)...)
}

// CheckSources finds what is wrong with sources, of a question or of a topic.
func CheckSources(sources []Source) []Problem {
	c := &checker{}
	for i, source := range sources {
		path := fmt.Sprintf("sources.%d", i)
		c.text(path+".title", source.Title, MaxTitle, true)
		if source.URL == "" {
			continue
		}
		address, err := url.Parse(source.URL)
		if err != nil || address.Scheme != "https" && address.Scheme != "http" || address.Host == "" {
			c.add(path+".url", "url", "%q is not a web address; it starts with https://", shorten(source.URL))
		}
	}
	return c.problems
}

// sameText is the key under which two choices look the same on a screen: compatibility forms and runs of space are one.
func sameText(text string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(text)), " ")
}
