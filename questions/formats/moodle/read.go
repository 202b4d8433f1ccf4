package moodle

import (
	"fmt"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// ID names the format.
const ID = "moodle"

// Is tells whether a file is Moodle XML: the root is a quiz, and the first thing in it a question with a type.
func Is(_ string, data []byte) bool {
	root, first := xmlread.Root([]byte(draft.Head(data)))
	if root == nil || root.Name != "quiz" {
		return false
	}
	return first == nil || first.Name == "question" && first.Attr("type") != ""
}

// maxLooked is how many questions are looked at, those included that are not taken.
const maxLooked = 5 * draft.MaxQuestions

// reader reads one file.
type reader struct {
	count int // of questions so far
	draft *draft.Draft
	xml   *xmlread.Reader
	round string
	told  map[string]bool // what is said once only
}

// Read makes a pack of a file. A category becomes a round.
func Read(name string, data []byte) draft.Imported {
	r := &reader{draft: draft.New(ID, name), told: map[string]bool{}}
	if err := r.read(data); err != nil {
		line := 0
		if r.xml != nil {
			line = r.xml.Line()
		}
		r.draft.Fail(draft.Place{Line: line}, "xml", "%v", err)
	}
	return r.draft.Result()
}

func (r *reader) read(data []byte) error {
	xml, err := xmlread.New(data)
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	r.xml = xml
	if xml.Guessed {
		r.draft.Warn(draft.Place{}, "encoding", "the file is not UTF-8; it was read as Windows-1252, so look at letters with accents")
	}
	root, err := xml.Child()
	if err != nil {
		return fmt.Errorf("read the beginning: %w", err)
	}
	r.draft.Title(root.Attr("title"))
	r.draft.Language(root.Attr("lang"))
	for !r.draft.Failed() {
		e, err := xml.Child()
		if err != nil {
			return fmt.Errorf("read the next question: %w", err)
		}
		if e == nil {
			break
		}
		if err := xml.Fill(e); err != nil {
			return fmt.Errorf("read a question: %w", err)
		}
		if r.count++; r.count > maxLooked {
			r.draft.Fail(draft.Place{Line: e.Line}, "too-many", "the file has more than %d questions; split it into several files", maxLooked)
			return nil
		}
		r.question(e)
	}
	return nil
}

// question reads one element of the file.
func (r *reader) question(e *xmlread.Element) {
	kind := strings.ToLower(strings.TrimSpace(e.Attr("type")))
	if e.Name != "question" {
		r.draft.Skip(draft.Place{Line: e.Line}, "element", "not taken: <%s> is no question", item.Shorten(e.Name))
		return
	}
	if kind == "category" {
		r.category(e)
		return
	}
	q := r.begin(e)
	q.answer(kind)
	q.about()
	q.Add()
}

// category switches the round for what follows.
func (r *reader) category(e *xmlread.Element) {
	r.round = r.draft.Round(roundOf(e.First("category").Text()))
	info := e.First("info").Text()
	if info != "" && !strings.HasPrefix(info, "The default category") {
		r.once(draft.Place{Line: e.Line}, "category-info", "the description of a category is not taken: %q", item.Shorten(draft.HTML(info).Text))
	}
}

// roundOf is the title of the round for a category's path: "$course$/top/Music/Jazz" is "Music / Jazz". A double slash is a slash
// that is meant as such. pathOf is its inverse for a single name.
func roundOf(path string) string {
	const slash = "\x00"
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(path), "//", slash), "/")
	if strings.HasPrefix(parts[0], "$") && strings.HasSuffix(parts[0], "$") {
		parts = parts[1:]
	}
	if len(parts) > 0 && parts[0] == "top" {
		parts = parts[1:]
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return strings.TrimSpace(part) == "" })
	return strings.ReplaceAll(strings.Join(parts, " / "), slash, "/")
}

// once warns the first time only: of what comes with each question of a file.
func (r *reader) once(at draft.Place, code, format string, args ...any) {
	key := code + fmt.Sprintf(format, args...)
	if !r.told[key] && len(r.told) < 100 {
		r.told[key] = true
		r.draft.Warn(at, code, format, args...)
	}
}

// quizItem is one question of a file in the making.
type quizItem struct {
	item.Item
	*reader
	element *xmlread.Element
	format  string // of the question's text, for the fields that name none
	said    []string
}

// begin reads what all questions have.
func (r *reader) begin(e *xmlread.Element) *quizItem {
	q := &quizItem{reader: r, element: e}
	q.Item = item.Item{Draft: r.draft, At: draft.Place{Line: e.Line}}
	q.Q = questions.Question{Round: r.round, Language: language(e)}
	q.Q.ID = e.First("idnumber").Text()
	if q.Q.ID == "" {
		q.Q.ID = e.First("name").First("text").Text()
	}
	stem := e.First("questiontext")
	q.format = formatOf(stem, formatHTML)
	q.Q.Prompt = q.text(stem, questions.AtPrompt)
	q.oldPicture()
	if q.format == formatMarkdown && looksMarked(q.Q.Prompt) {
		q.Warn("markdown", "the question is written in Markdown, whose marks are shown as they stand: %q", item.Shorten(q.Q.Prompt))
	}
	return q
}

func language(e *xmlread.Element) string {
	if tag := e.Attr("lang"); questions.ValidLanguage(tag) {
		return tag
	}
	return ""
}
