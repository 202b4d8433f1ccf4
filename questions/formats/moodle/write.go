package moodle

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// writer writes one pack.
type writer struct {
	pack     *questions.Pack
	media    func(src string) ([]byte, error)
	out      bytes.Buffer
	findings []questions.Finding
	question *questions.Question
	lost     map[string]int // by code, what is said once for the whole pack: how many questions it concerns
}

// Write makes a Moodle XML file of a pack, and says what Moodle XML cannot hold. A round becomes a category, pictures stand beside
// the texts that show them. Title and language are attributes, which Moodle passes over and Read understands.
func Write(p *questions.Pack, media func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	w := &writer{pack: p, media: media, lost: map[string]int{}}
	w.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	fmt.Fprintf(&w.out, `<quiz xml:lang="%s" title="%s">`+"\n", escaped(p.Language), escaped(oneLine(p.Title)))
	round := ""
	for i := range p.Questions {
		w.question = &p.Questions[i]
		answer, written := w.answer()
		if !written {
			continue
		}
		if title := oneLine(w.question.Round); title != round {
			round = title
			fmt.Fprintf(&w.out, "  <question type=\"category\">\n    <category>\n      <text>%s</text>\n    </category>\n  </question>\n",
				escaped(pathOf(round)))
		}
		if err := w.write(answer); err != nil {
			return nil, nil, err
		}
	}
	w.out.WriteString("</quiz>\n")
	w.losses()
	return w.out.Bytes(), w.findings, nil
}

// pathOf is the category's path for a round. roundOf is its inverse.
func pathOf(round string) string {
	const top = "$course$/top"
	if round == "" {
		return top
	}
	title := strings.ReplaceAll(round, "/", "//")
	if strings.HasPrefix(title, "/") {
		title = " " + title
	}
	return top + "/" + title
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// escaped is a text as it stands in XML, in an element or an attribute. The two characters that XML has no way to write are dropped.
func escaped(text string) string {
	return strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\ufffe", "", "\uffff", "",
	).Replace(text)
}

// write writes the question with what stands around its answer.
func (w *writer) write(answer string) error {
	q := w.question
	shown, revealed, err := w.pictures()
	if err != nil {
		return err
	}
	fmt.Fprintf(&w.out, "  <question type=\"%s\"", w.kind())
	if q.Language != w.pack.Language {
		fmt.Fprintf(&w.out, ` xml:lang="%s"`, escaped(q.Language))
	}
	fmt.Fprintf(&w.out, ">\n    <name>\n      <text>%s</text>\n    </name>\n", escaped(nameOf(q.Prompt)))
	w.out.WriteString(field("questiontext", q.Prompt, shown))
	w.out.WriteString(w.general(revealed))
	if q.Kind != questions.Slide {
		fmt.Fprintf(&w.out, "    <defaultgrade>%s</defaultgrade>\n", strconv.FormatFloat(float64(q.Points)/1000, 'f', -1, 64))
	}
	fmt.Fprintf(&w.out, "    <penalty>0.3333333</penalty>\n    <hidden>0</hidden>\n    <idnumber>%s</idnumber>\n", loss.ID(w.pack, q))
	w.out.WriteString(answer)
	w.out.WriteString(tagsOf(q))
	w.out.WriteString("  </question>\n")
	return nil
}

// tagsOf writes the tags of a question; how difficult it is is one of them.
func tagsOf(q *questions.Question) string {
	tags := q.Tags
	if q.Difficulty != "" {
		tags = append([]string{q.Difficulty}, tags...)
	}
	if len(tags) == 0 {
		return ""
	}
	var out strings.Builder
	out.WriteString("    <tags>\n")
	for _, tag := range tags {
		fmt.Fprintf(&out, "      <tag><text>%s</text></tag>\n", escaped(tag))
	}
	out.WriteString("    </tags>\n")
	return out.String()
}

// nameOf is what a teacher sees of a question in a list.
func nameOf(prompt string) string {
	const most = 80
	name := oneLine(prompt)
	if runes := []rune(name); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "..."
	}
	return name
}

// kind is Moodle's name for the kind of the question.
func (w *writer) kind() string {
	switch w.question.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		return "multichoice"
	case questions.TrueFalse:
		return "truefalse"
	case questions.Text:
		return "shortanswer"
	case questions.Number:
		return "numerical"
	case questions.Match:
		return "matching"
	case questions.Order:
		return "ordering"
	case questions.Slide:
	}
	return "description"
}
