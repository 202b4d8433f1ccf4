package gift

import (
	"bytes"
	"fmt"
	"strings"

	"trivium/questions"
)

// writer writes one pack.
type writer struct {
	media    func(src string) ([]byte, error)
	language string
	out      bytes.Buffer
	findings []questions.Finding
	question string         // the id of the one that is written, for findings
	lost     map[string]int // by code, what is said once for the whole pack: how many questions lose it
}

// Write makes a GIFT file of a pack, and says what GIFT cannot hold. Pictures are written into the text. What the file says of
// itself, title and language, stands in comments, which Moodle passes over and Read understands.
func Write(p *questions.Pack, media func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	w := &writer{media: media, language: p.Language, lost: map[string]int{}}
	notes := noteOf("title", oneLine(p.Title)) + noteOf("language", p.Language)
	fmt.Fprintf(&w.out, "// %s\n", strings.TrimSpace(notes))
	round := ""
	for i := range p.Questions {
		q := &p.Questions[i]
		_, w.question, _ = strings.Cut(q.ID, "/")
		text, err := w.block(q)
		if err != nil {
			return nil, nil, err
		}
		if text == "" {
			continue
		}
		if title := oneLine(q.Round); title != round {
			round = title
			fmt.Fprintf(&w.out, "\n%s %s\n", category, pathOf(round))
		}
		w.out.WriteString("\n" + text + "\n")
	}
	w.question = ""
	w.losses(p)
	return w.out.Bytes(), w.findings, nil
}

// pathOf is the category's path for a round. roundOf is its inverse.
func pathOf(round string) string {
	path := "$course$/top"
	if round == "" {
		return path
	}
	for part := range strings.SplitSeq(round, " / ") {
		if strings.HasPrefix(part, "/") {
			part = " " + part // else it would be two of three slashes
		}
		path += "/" + strings.ReplaceAll(part, "/", "//")
	}
	return path
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// noteOf is a note for programs in a comment.
func noteOf(name, text string) string {
	if text == "" {
		return ""
	}
	if strings.HasSuffix(text, `\`) {
		text += " " // else it would take the bracket's meaning
	}
	return "[" + name + ":" + strings.ReplaceAll(text, "]", `\]`) + "] "
}

// block is a question as it stands in the file; empty if GIFT has no such question.
func (w *writer) block(q *questions.Question) (string, error) {
	answer, ok := w.answer(q)
	if !ok {
		return "", nil
	}
	shown, revealed, err := w.pictures(q)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	notes := ""
	if q.Language != w.language {
		notes = noteOf("language", q.Language)
	}
	for _, tag := range append([]string{q.Difficulty}, q.Tags...) {
		notes += noteOf("tag", tag)
	}
	if notes != "" {
		out.WriteString("// " + strings.TrimSpace(notes) + "\n")
	}
	w.about(q)
	out.WriteString("::" + escaped(w.question) + "::" + stem(q, shown))
	if q.Kind == questions.Slide {
		if q.Summary != "" || q.Details != "" || len(revealed) > 0 {
			w.lose("explanation", "a description has no explanation; summary and details were left out")
		}
		return out.String(), nil
	}
	if general := generalFeedback(q, revealed); general != "" {
		answer += "\n\t####" + general
	}
	if strings.Contains(answer, "\n") {
		answer += "\n"
	}
	out.WriteString(" {" + answer + "}")
	return out.String(), nil
}

// lose says that something of the question that is written is lost.
func (w *writer) lose(code, format string, args ...any) {
	w.findings = append(w.findings, questions.Finding{
		Severity: questions.Warning, Question: w.question, Code: code, Words: fmt.Sprintf(format, args...),
	})
}

// leave says that the question is not written.
func (w *writer) leave(code, format string, args ...any) {
	w.findings = append(w.findings, questions.Finding{
		Severity: questions.Skipped, Question: w.question, Code: code, Words: "not written: " + fmt.Sprintf(format, args...),
	})
}
