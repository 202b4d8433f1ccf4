package gift

import (
	"regexp"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "gift"

// maxBlocks is how many runs of lines are looked at: questions, categories, comments.
const maxBlocks = 5 * draft.MaxQuestions

// Is tells whether a file is GIFT: a question with an answer in braces, a title between colons, a category.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	if head == "" || foreign(head) {
		return false
	}
	for _, b := range blocks(hide(head), 200) {
		if strings.HasPrefix(b.text, category) || titled(b.text) || answered(b.text) {
			return true
		}
	}
	return false
}

// foreign tells whether a file is in a format that may hold braces for other reasons.
func foreign(head string) bool {
	begin := head[:min(len(head), 40)]
	if regexp.MustCompile(`^(?:[{]|\[(?:[^hmp]|$)|<(?:[?!]|quiz\b|\w{8,}))`).MatchString(begin) {
		return true
	}
	header := regexp.MustCompile(`^(?:ANSWER:\s*[A-Za-z]\b|format:|questions:|#\w[\w ]*:)`)
	for line := range strings.SplitSeq(head, "\n") {
		line = strings.TrimSpace(line)
		if line != "" && strings.IndexByte("Afq#", line[0]) >= 0 && header.MatchString(line[:min(len(line), 80)]) {
			return true
		}
	}
	return false
}

// titled tells whether a block begins with a title, as in ::Title:: and a question.
func titled(text string) bool {
	rest, found := strings.CutPrefix(text, "::")
	end := strings.Index(rest, "::")
	return found && end > 0 && !strings.ContainsAny(rest[:end], "\n{}")
}

// answered tells whether a block has an answer that no other format would write in braces.
func answered(text string) bool {
	start, end := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
	if start < 0 || end < start || strings.Contains(text[:start], "\t") {
		return false
	}
	answer := strings.TrimSpace(text[start+1 : end])
	if answer == "" {
		return strings.HasSuffix(text, "}") && !strings.ContainsAny(text, ",;\n") // an essay, and not braces in a table
	}
	return strings.ContainsRune("=~#", rune(answer[0])) || isTruth(answer)
}

// reader reads one file.
type reader struct {
	draft    *draft.Draft
	patterns patterns
	round    string
}

// Read makes a pack of a GIFT file.
func Read(name string, data []byte) draft.Imported {
	r := &reader{draft: draft.New(ID, name), patterns: compile()}
	text, ok := r.draft.Plain(data)
	if !ok {
		return r.draft.Result()
	}
	all := blocks(hide(text), maxBlocks+1)
	if len(all) > maxBlocks {
		r.draft.Fail(draft.Place{Line: all[maxBlocks].line}, "too-many", "the file has more than %d items; split it", maxBlocks)
		return r.draft.Result()
	}
	for i := 0; i < len(all) && !r.draft.Failed(); {
		b := all[i]
		i += 1 + r.join(&b, all[i+1:])
		r.block(b)
	}
	return r.draft.Result()
}

// category begins a block that says where the questions after it belong.
const category = "$CATEGORY:"

func (r *reader) block(b block) {
	if rest, found := strings.CutPrefix(b.text, category); found {
		path, question, _ := strings.Cut(rest, "\n")
		r.round = r.draft.Round(roundOf(raw(path)))
		b.line += 1
		b.text = strings.TrimSpace(question) // Moodle takes it for more of the name, which nobody means
	}
	notes := r.notes(b.comments)
	if b.text == "" {
		r.draft.Title(notes.title)
		r.draft.Language(notes.language)
		return
	}
	i := &item{reader: r, at: draft.Place{Line: b.line}, q: questions.Question{Round: r.round}}
	i.apply(notes)
	i.read(b.text)
	if !i.skipped {
		r.draft.Add(i.at, i.q)
	}
}

// roundOf is the title of a round for a category's path. Slashes part it, two make one that is meant; what begins with a dollar
// and "top" say where in a course it is, which says nothing here.
func roundOf(path string) string {
	var parts []string
	for part := range strings.SplitSeq(strings.ReplaceAll(path, "//", string(hiddenPath)), "/") {
		parts = append(parts, strings.TrimSpace(strings.ReplaceAll(part, string(hiddenPath), "/")))
	}
	if strings.HasPrefix(parts[0], "$") && strings.HasSuffix(parts[0], "$") {
		parts = parts[1:]
	}
	if len(parts) > 0 && parts[0] == "top" {
		parts = parts[1:]
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " / ")
}
