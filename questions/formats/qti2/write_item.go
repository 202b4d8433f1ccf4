package qti2

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// parts are what an item is made of besides its prompt.
type parts struct {
	declaration string // of the response
	interaction string
	processing  string // what gives points; empty for an item without a right answer
	chosen      bool   // what is said depends on what is chosen
}

// item writes the file of a question. It is false for a question that QTI cannot hold.
func (w *writer) item(q *questions.Question) (resource, bool, error) {
	id := idPrefix + loss.ID(w.pack, q)
	res := resource{id: id, href: "items/" + id + ".xml"}
	p, err := w.answer(q)
	if err != nil {
		w.findings = append(w.findings, loss.Skip(w.pack, q, forPeople, "%v", err))
		return res, false, nil
	}
	shown, revealed, err := w.pictures(q, &res)
	if err != nil {
		return res, false, err
	}
	w.lost(q)
	var out strings.Builder
	out.WriteString(header)
	fmt.Fprintf(&out, "<assessmentItem xmlns=\"%s\" identifier=\"%s\" title=\"%s\" xml:lang=\"%s\" "+
		"adaptive=\"false\" timeDependent=\"false\">\n",
		qtiSpace, id, escaped(titleOf(q.Prompt)), escaped(q.Language))
	out.WriteString(p.declaration)
	out.WriteString("  <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\n")
	said := saidOf(q, revealed)
	if said != "" {
		out.WriteString("  <outcomeDeclaration identifier=\"SAID\" cardinality=\"single\" baseType=\"identifier\"/>\n")
	}
	if p.chosen {
		fmt.Fprintf(&out, "  <outcomeDeclaration identifier=\"CHOSEN\" cardinality=\"%s\" baseType=\"identifier\"/>\n", cardinality(q))
	}
	fmt.Fprintf(&out, "  <itemBody>\n    <div>%s</div>\n%s%s  </itemBody>\n", inHTML(q.Prompt), shown, p.interaction)
	out.WriteString(processing(p, said != ""))
	out.WriteString(said + "</assessmentItem>\n")
	w.files = append(w.files, file{res.href, []byte(out.String())})
	return res, true, nil
}

// titleOf is what a teacher sees of a question in a list.
func titleOf(prompt string) string {
	const most = 80
	if runes := []rune(oneLine(prompt)); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "..."
	}
	return oneLine(prompt)
}

// inHTML is a text as XHTML, with breaks where it has line ends.
func inHTML(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = escaped(lines[i])
	}
	return strings.Join(lines, "<br/>")
}

// processing is what follows from an answer: points, and what is said.
func processing(p parts, said bool) string {
	if p.processing == "" && !said && !p.chosen {
		return ""
	}
	out := "  <responseProcessing>\n" + p.processing
	if p.chosen {
		out += "    <setOutcomeValue identifier=\"CHOSEN\"><variable identifier=\"RESPONSE\"/></setOutcomeValue>\n"
	}
	if said {
		out += "    <setOutcomeValue identifier=\"SAID\"><baseValue baseType=\"identifier\">explanation</baseValue></setOutcomeValue>\n"
	}
	return out + "  </responseProcessing>\n"
}

// saidOf is what is said after the answer, whatever it was.
func saidOf(q *questions.Question, pictures string) string {
	one := func(content string) string {
		return "  <modalFeedback outcomeIdentifier=\"SAID\" identifier=\"explanation\" showHide=\"show\">" + content + "</modalFeedback>\n"
	}
	out := ""
	if q.Summary != "" || pictures != "" {
		summary := ""
		if q.Summary != "" {
			summary = "<p>" + inHTML(q.Summary) + "</p>"
		}
		out += one(summary + pictures)
	}
	if q.Details != "" {
		out += one(fmt.Sprintf("<pre class=\"%s\">%s</pre>", markdownClass, strings.ReplaceAll(escaped(q.Details), "&#10;", "\n")))
	}
	return out
}

// lost says what of a question has no place.
func (w *writer) lost(q *questions.Question) {
	held := *q
	if held.Kind == questions.Text {
		held.Rules.Case = "" // of the mapping
	}
	if found := loss.Question(w.pack, &held, forPeople, loss.Holds{
		Summary: true, Details: true, Media: true, Round: true, Language: true, Why: true, KeepOrder: true, Points: true, Milliseconds: true,
		Scoring: q.Kind != questions.Order,
	}); found != nil {
		w.findings = append(w.findings, *found)
	}
	if spec := q.Number; spec != nil {
		if spec.Closest {
			w.lose(q, "closest", "in QTI the nearest answer wins nothing; only those within the tolerance are right")
		}
		if spec.Unit != "" {
			w.lose(q, "unit", "the unit %q was left out; name it in the question", spec.Unit)
		}
		if spec.Range != nil && !wholeStep(spec.Range) {
			w.lose(q, "slider", "a slider of QTI has whole steps; the number is typed")
		}
	}
}

func (w *writer) lose(q *questions.Question, code, format string, args ...any) {
	w.findings = append(w.findings, questions.Finding{
		Severity: questions.Warning, Question: loss.ID(w.pack, q), Code: code, Words: fmt.Sprintf(format, args...),
	})
}

// pictures takes the pictures of a question along, and returns how they are shown: with it, and after its answer.
func (w *writer) pictures(q *questions.Question, res *resource) (shown, revealed string, err error) {
	for _, medium := range q.Media {
		if medium.Type != "image" {
			w.lose(q, "media", "a sound is not written; %s was left out", medium.Src)
			continue
		}
		name, err := w.take(medium.Src)
		if err != nil {
			return "", "", err
		}
		if name == "" {
			w.lose(q, "media-missing", "%s is not there and was left out", medium.Src)
			continue
		}
		res.pictures = append(res.pictures, name)
		tag := fmt.Sprintf("<p><img src=\"../%s\" alt=\"%s\"/></p>", (&url.URL{Path: name}).EscapedPath(), escaped(medium.Alt))
		if medium.At == questions.AtReveal {
			revealed += tag
		} else {
			shown += "    " + tag + "\n"
		}
	}
	return shown, revealed, nil
}

// take puts a medium into the package, and returns its name there; empty if it is not there.
func (w *writer) take(src string) (string, error) {
	if name, known := w.taken[src]; known {
		return name, nil
	}
	data, err := []byte(nil), fs.ErrNotExist
	if w.media != nil {
		data, err = w.media(src)
	}
	if errors.Is(err, fs.ErrNotExist) {
		w.taken[src] = ""
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("qti2: %s: %w", src, err)
	}
	name := fmt.Sprintf("media/%d-%s", len(w.taken)+1, path.Base(src))
	w.taken[src] = name
	w.files = append(w.files, file{name, data})
	return name, nil
}
