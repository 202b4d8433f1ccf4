package pack

import (
	"slices"
	"strconv"
	"strings"

	"trivium/questions"
)

// answer reads kind, choices and key of a row. Without a column for the kind they tell it themselves.
func (r row) answer(q *questions.Question) {
	c := r.table.columns
	key, choices := r.cell(c.key), r.choices()
	wrong := r.wrong()
	if len(wrong) > 0 && len(choices) == 0 { // the right one, and the wrong ones in columns of their own
		q.Kind = questions.Single
		q.Choices = []questions.Choice{{Text: key, Correct: true}}
		for _, text := range wrong {
			q.Choices = append(q.Choices, questions.Choice{Text: text})
		}
		return
	}
	q.Kind, q.KeepOrder = r.kind(key, choices, q.Language), r.yes(c.keepOrder)
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		for _, text := range choices {
			q.Choices = append(q.Choices, questions.Choice{Text: text})
		}
		if q.Kind != questions.Poll {
			r.mark(q, key)
		}
	case questions.TrueFalse:
		answer, ok := truth(r.truthKey(key, choices))
		if !ok {
			r.fail(c.key, "answer", "the answer to a statement is true or false, not %q", short(key))
		}
		q.Answer = answer
	case questions.Text:
		for _, text := range r.accepted(key, choices) {
			q.Accept = append(q.Accept, questions.Accepted{Text: text})
		}
		q.Reject = split(r.cell(c.reject))
	case questions.Number:
		q.Number = r.number(key, q.Language)
	case questions.Order:
		q.Items = choices
	case questions.Slide:
	case questions.Match:
		q.Pairs, q.Extra = r.pairs(choices), split(r.cell(c.extra))
	}
}

// pairs reads choices that are written left -> right.
func (r row) pairs(choices []string) []questions.Pair {
	var pairs []questions.Pair
	for _, choice := range choices {
		left, right, found := strings.Cut(choice, "->")
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		if !found || left == "" || right == "" || strings.Contains(right, "->") {
			r.fail(r.table.columns.kind, "pair", "%q is no pair; each choice of a match question is written left -> right", short(choice))
			return nil
		}
		pairs = append(pairs, questions.Pair{Left: left, Right: right})
	}
	return pairs
}

// yes tells whether a column says so.
func (r row) yes(column int) bool {
	text := r.cell(column)
	value, ok := truth(text)
	if text != "" && !ok {
		r.fail(column, "yes-no", "write yes or no here, not %q", short(text))
	}
	return value
}

// accepted are the typed answers that count: the listed ones, and the key unless it only names one of these.
func (r row) accepted(key string, choices []string) []string {
	if picks, _ := r.picks(key, choices); len(picks) > 0 {
		return choices
	}
	return append(split(key), choices...)
}

func (r row) wrong() []string {
	var wrong []string
	for _, column := range r.table.columns.wrong {
		if text := r.cell(column); text != "" {
			wrong = append(wrong, text)
		}
	}
	return wrong
}

// kind is what the row says, or what its answer looks like.
func (r row) kind(key string, choices []string, language string) questions.Kind {
	word := strings.ToLower(r.cell(r.table.columns.kind))
	switch word {
	case "single":
		return questions.Single
	case "multiple choice", "choice", "mc", "quiz":
		if _, several := r.picks(key, choices); several {
			return questions.Multi
		}
		return questions.Single
	case "multi", "checkbox", "multiple answers", "multiple select", "ma":
		return questions.Multi
	case "truefalse", "true/false", "true or false", "true false", "boolean", "tf":
		return questions.TrueFalse
	case "text", "typed", "typing", "short answer", "fill-in-the-blank", "fill in the blank", "open":
		return questions.Text
	case "number", "numeric", "slider":
		return questions.Number
	case "order", "ordering", "jumble", "puzzle":
		return questions.Order
	case "poll", "survey", "vote":
		return questions.Poll
	case "slide", "content", "text only":
		return questions.Slide
	case "match", "matching":
		return questions.Match
	case "":
		return r.guess(key, choices, language)
	}
	near := nearest(word, kindNames())
	if near == "" {
		near = strings.Join(kindNames(), ", ")
	}
	r.fail(r.table.columns.kind, "kind", "there is no kind %q; did you mean %s?", short(word), near)
	return questions.Slide
}

// guess tells the kind from the answer.
func (r row) guess(key string, choices []string, language string) questions.Kind {
	_, isTruth := truth(key)
	_, notNumber := questions.ParseDecimal(key, language)
	switch _, several := r.picks(key, choices); {
	case several:
		return questions.Multi
	case len(choices) > 0:
		return questions.Single
	case isTruth:
		return questions.TrueFalse
	case key != "" && notNumber == nil:
		return questions.Number
	case key == "":
		r.fail(r.table.columns.key, "missing", "the answer is missing; a slide or a poll says so in a column called kind")
		return questions.Slide
	}
	return questions.Text
}

// mark marks the correct choices.
func (r row) mark(q *questions.Question, key string) {
	texts := make([]string, len(q.Choices))
	for i, choice := range q.Choices {
		texts[i] = choice.Text
	}
	picks, _ := r.picks(key, texts)
	if len(picks) == 0 {
		r.fail(r.table.columns.key, "key", "%q is no choice; write its text, its number or its letter", short(key))
	}
	for _, pick := range picks {
		if pick < 0 {
			r.fail(r.table.columns.key, "ambiguous-key",
				"%q could be the text of one choice or the place of another; name the place the other way (2 or B)", short(key))
			continue
		}
		q.Choices[pick].Correct = true
	}
}

// picks finds the choices that a key names, by their text, number or letter; -1 stands for one that could be two.
func (r row) picks(key string, choices []string) (picks []int, several bool) {
	if len(choices) == 0 || key == "" {
		return nil, false
	}
	if pick, ok := pickOne(key, choices); ok {
		return []int{pick}, false
	}
	parts := strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune(",;|\n", r) })
	for _, part := range parts {
		pick, ok := pickOne(strings.TrimSpace(part), choices)
		if !ok {
			return nil, false
		}
		picks = append(picks, pick)
	}
	return picks, len(picks) > 1
}

func pickOne(key string, choices []string) (pick int, ok bool) {
	byText, byPlace := -1, -1
	if place, found := strings.CutPrefix(key, "#"); found { // #2 is a place, whatever the choices are called
		if number, err := strconv.Atoi(place); err == nil && number >= 1 && number <= len(choices) && !slices.Contains(choices, key) {
			return number - 1, true
		}
	}
	for i, choice := range choices {
		if strings.EqualFold(choice, key) {
			byText = i
		}
	}
	if number, err := strconv.Atoi(key); err == nil && number >= 1 && number <= len(choices) {
		byPlace = number - 1
	}
	if len(key) == 1 {
		if at := strings.Index("abcdefghij", strings.ToLower(key)); at >= 0 && at < len(choices) {
			byPlace = at
		}
	}
	switch {
	case byText >= 0 && byPlace >= 0 && byText != byPlace:
		return -1, true
	case byText >= 0:
		return byText, true
	}
	return byPlace, byPlace >= 0
}

// truthKey is the text of the choice that the key names, for tables that list True and False as choices.
func (r row) truthKey(key string, choices []string) string {
	if picks, _ := r.picks(key, choices); len(picks) == 1 && picks[0] >= 0 {
		return choices[picks[0]]
	}
	return key
}

// truth reads true and false in the words of a few languages.
func truth(key string) (value, ok bool) {
	switch strings.ToLower(key) {
	case "true", "t", "yes", "wahr", "richtig", "vrai", "verdadero", "vero":
		return true, true
	case "false", "f", "no", "falsch", "faux", "falso":
		return false, true
	}
	return false, false
}
