package moodle

import (
	"regexp"
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// gap stands in a prompt for what is asked.
const gap = "_____"

// gaps reads a text with one gap. One with several would be several questions, which only its author can take apart.
func (q *quizItem) gaps(kind string) {
	field := q.element.First("questiontext")
	pattern := regexp.MustCompile(`\{\d*:([A-Z_]+):((?:\\.|[^\\}])*)\}`)
	if kind == "gapselect" || kind == "ddwtos" {
		pattern = regexp.MustCompile(`\[\[(\d+)\]\]`)
	}
	text := source(field)
	found := pattern.FindAllStringSubmatch(text, -1)
	if len(found) != 1 {
		q.Skip("gaps", "its text has %d gaps; make a question of each", len(found))
		return
	}
	q.Q.Media = nil // read again below
	q.Find = func(src string) ([]byte, bool) { return file(field, src) }
	q.Q.Prompt = q.HTML(strings.Replace(text, found[0][0], gap, 1), questions.AtPrompt)
	if kind == "gapselect" || kind == "ddwtos" {
		q.words(found[0][1])
		return
	}
	q.cloze(found[0][1], found[0][2])
}

// words reads the words of which one goes into the gap: those of the same group as the right one.
func (q *quizItem) words(number string) {
	var all []*xmlread.Element
	for _, child := range q.element.All("") {
		if child.Name == "selectoption" || child.Name == "dragbox" {
			all = append(all, child)
		}
	}
	right, err := strconv.Atoi(number)
	if err != nil || right < 1 || right > len(all) {
		q.Skip("key", "the gap asks for word %s, and there are %d", item.Shorten(number), len(all))
		return
	}
	q.Q.Kind = questions.Single
	for n, word := range all {
		if word.First("group").Text() == all[right-1].First("group").Text() {
			q.Q.Choices = append(q.Q.Choices, questions.Choice{Text: draft.HTML(source(word)).Text, Correct: n == right-1})
		}
	}
}

// gapAnswers takes the answers of a gap apart: =right#feedback~wrong~%50%half.
func gapAnswers(source string) []answer {
	var all []answer
	for _, piece := range splitUnescaped(source, '~') {
		piece = strings.TrimSpace(piece)
		a := answer{}
		if rest, right := strings.CutPrefix(piece, "="); right {
			piece, a.share = rest, full
		}
		if found := regexp.MustCompile(`^%(-?[0-9.]+)%`).FindStringSubmatch(piece); found != nil {
			piece, a.share = piece[len(found[0]):], item.Percent(found[1])
		}
		parts := splitUnescaped(piece, '#')
		a.text, a.said = gapText(parts[0]), gapText(strings.Join(parts[1:], "#"))
		all = append(all, a)
	}
	return all
}

// gapText resolves the escapes of a cloze and the HTML around it.
func gapText(text string) string {
	return draft.HTML(regexp.MustCompile(`\\([~#}\\"/=])`).ReplaceAllString(text, "$1")).Text
}

func splitUnescaped(text string, at byte) []string {
	var parts []string
	begin := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case at:
			parts = append(parts, text[begin:i])
			begin = i + 1
		}
	}
	return append(parts, text[begin:])
}

// cloze reads the answers of the only gap as those of a question of their own.
func (q *quizItem) cloze(kind, text string) {
	answers := gapAnswers(text)
	switch kind {
	case "SHORTANSWER", "SA", "MW":
		q.typed(answers, false)
	case "SHORTANSWER_C", "SAC", "MWC":
		q.typed(answers, true)
	case "NUMERICAL", "NM":
		for i := range answers {
			answers[i].text, answers[i].tolerance, _ = strings.Cut(answers[i].text, ":")
		}
		q.number(answers)
	default:
		several := strings.HasPrefix(kind, "MR") || strings.HasPrefix(kind, "MULTIRESPONSE")
		if !several && !strings.HasPrefix(kind, "MC") && !strings.HasPrefix(kind, "MULTICHOICE") {
			q.Skip("kind", "there are no gaps of the kind %s here", item.Shorten(kind))
			return
		}
		q.choices(answers, !several)
	}
}
