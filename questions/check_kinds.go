package questions

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// choices checks the choices of single, multi and poll questions.
func (c *checker) choices() {
	texts := make([]string, len(c.q.Choices))
	correct := 0
	for i, choice := range c.q.Choices {
		texts[i] = choice.Text
		c.text(fmt.Sprintf("choices.%d.why", i), choice.Why, MaxWhy, false)
		if choice.Correct {
			correct++
			if c.q.Kind == Poll {
				c.add(fmt.Sprintf("choices.%d", i), "poll-answer", "no choice of a poll is correct; make it a single question if one is")
			}
		}
	}
	c.listOf("choices", ".text", texts, MinChoices)
	switch {
	case c.q.Kind == Single && correct != 1:
		c.add("choices", "key", "%d choices are marked correct; a single question has one (several make it multi)", correct)
	case c.q.Kind == Multi && correct == 0:
		c.add("choices", "key", "no choice is marked correct; write correct: true at each that is")
	}
}

// list checks texts of which no two may look the same.
func (c *checker) list(path string, texts []string, least int) {
	c.listOf(path, "", texts, least)
}

func (c *checker) listOf(path, field string, texts []string, least int) {
	if len(texts) < least || len(texts) > MaxChoices {
		c.add(path, "count", "there are %d %s; there must be %d to %d", len(texts), path, least, MaxChoices)
	}
	if len(texts) > MaxChoices {
		return
	}
	seen := map[string]int{}
	for i, text := range texts {
		place := fmt.Sprintf("%s.%d%s", path, i, field)
		if !c.text(place, text, MaxChoice, true) {
			continue
		}
		if first, again := seen[sameText(text)]; again {
			c.add(place, "equal", "number %d and number %d of the %s are the same", first+1, i+1, path)
			continue
		}
		seen[sameText(text)] = i
	}
}

// typed checks the accepted and rejected answers of a text question. Each accepted one must be reachable by typing it.
func (c *checker) typed() {
	q := c.q
	if len(q.Accept) == 0 || len(q.Accept) > MaxAccepted {
		c.add("accept", "count", "there are %d accepted answers; there must be 1 to %d", len(q.Accept), MaxAccepted)
	}
	if len(q.Reject) > MaxAccepted {
		c.add("reject", "count", "there are %d rejected answers; the most is %d", len(q.Reject), MaxAccepted)
	}
	if !c.rules() || len(q.Accept) > MaxAccepted || len(q.Reject) > MaxAccepted {
		return
	}
	for i, text := range q.Reject {
		c.text(fmt.Sprintf("reject.%d", i), text, MaxChoice, true)
	}
	judge := NewTextJudge(q)
	for i, accepted := range q.Accept {
		path := fmt.Sprintf("accept.%d", i)
		c.text(path+".note", accepted.Note, MaxTitle, false)
		if !c.text(path, accepted.Text, MaxChoice, true) {
			continue
		}
		switch judge.Judge(accepted.Text) {
		case Wrong:
			c.add(path, "accept-reject", "%q is accepted and rejected at once; take it out of one of them", shorten(accepted.Text))
		case Unmatched:
			c.add(path, "unreachable", "nobody can type %q so that it counts; it is too long", shorten(accepted.Text))
		case Right:
		}
	}
}

// rules checks the words of the match rules.
func (c *checker) rules() bool {
	rules, sound := c.q.Rules, true
	for _, rule := range []struct{ name, value, lenient, strict string }{
		{"case", rules.Case, "fold", "exact"},
		{"diacritics", rules.Diacritics, "fold", "exact"},
		{"punctuation", rules.Punctuation, "ignore", "exact"},
		{"articles", rules.Articles, "ignore", "exact"},
		{"typos", rules.Typos, "auto", "none"},
		{"numbers", rules.Numbers, "words", "exact"},
	} {
		if rule.value != "" && rule.value != rule.lenient && rule.value != rule.strict {
			c.add("match."+rule.name, "match-rule", "%s is %s or %s, not %q", rule.name, rule.lenient, rule.strict, rule.value)
			sound = false
		}
	}
	return sound
}

// pairs checks the two sides of a match question.
func (c *checker) pairs() {
	lefts, rights := make([]string, len(c.q.Pairs)), make([]string, len(c.q.Pairs))
	seen := map[string]bool{}
	for i, pair := range c.q.Pairs {
		lefts[i], rights[i] = pair.Left, pair.Right
		seen[sameText(pair.Right)] = true
	}
	c.listOf("pairs", ".left", lefts, MinChoices)
	c.listOf("pairs", ".right", rights, 0)
	c.list("extra", c.q.Extra, 0)
	for i, extra := range c.q.Extra {
		if seen[sameText(extra)] {
			c.add(fmt.Sprintf("extra.%d", i), "equal", "%q is the right side of a pair too", shorten(extra))
		}
	}
}

// scoring checks that the way of scoring fits the kind.
func (c *checker) scoring() {
	allowed := []string{ScoringAll}
	switch c.q.Kind {
	case Multi, Match:
		allowed = append(allowed, ScoringPartial)
	case Order:
		allowed = append(allowed, ScoringPartial, ScoringAdjacent)
	case Single, TrueFalse, Text, Number, Poll, Slide:
	}
	if c.q.Scoring != "" && !slices.Contains(allowed, c.q.Scoring) {
		c.add("scoring", "scoring", "the scoring of %s questions is %s, not %q", c.q.Kind, strings.Join(allowed, " or "), c.q.Scoring)
	}
}

func (c *checker) media() {
	if len(c.q.Media) > MaxMedia {
		c.add("media", "count", "there are %d media; the most is %d", len(c.q.Media), MaxMedia)
	}
	for i, medium := range c.q.Media {
		path := fmt.Sprintf("media.%d", i)
		c.text(path+".alt", medium.Alt, MaxTitle*2, true)
		if medium.Type != "image" && medium.Type != "audio" {
			c.add(path+".type", "media-type", "a medium is an image or audio, not %q", medium.Type)
		}
		if medium.At != "" && medium.At != AtPrompt && medium.At != AtReveal {
			c.add(path+".at", "media-at", "a medium is shown at prompt or at reveal, not at %q", medium.At)
		}
		if !fs.ValidPath(medium.Src) || strings.ContainsAny(medium.Src, "\\:") {
			c.add(path+".src", "media-path", "%q is not a plain path like media/map.png", shorten(medium.Src))
		}
		if medium.License != "" && !ValidLicense(medium.License) {
			c.add(path+".license", "license", "%q is not an SPDX licence expression, like CC0-1.0", medium.License)
		}
	}
}
