package gift

import (
	"strings"

	"trivium/questions/formats/draft"
)

// block is a run of lines without a blank one: a question, a category, or comments alone.
type block struct {
	line     int // of the first line that is no comment
	text     string
	comments []string
}

// blocks takes a text apart, up to so many blocks.
func blocks(text string, most int) []block {
	var all []block
	var open *block
	var lines strings.Builder
	end := func() {
		if open != nil {
			open.text = strings.TrimSpace(lines.String())
			all, open = append(all, *open), nil
			lines.Reset()
		}
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if line = strings.TrimSpace(line); line == "" {
			end()
			if len(all) >= most {
				return all
			}
			continue
		}
		if open == nil {
			open = &block{line: number}
		}
		if strings.HasPrefix(line, "//") {
			open.comments = append(open.comments, line)
			continue
		}
		if lines.Len() == 0 {
			open.line = number
		}
		lines.WriteString(line)
		lines.WriteByte('\n')
	}
	end()
	return all
}

// maxGap is over how many blank lines an answer may go on.
const maxGap = 20

// join adds to a block whose brace is open the blocks up to the one that closes it, and returns how many these are. A blank line
// inside braces ends the question for Moodle, but what is meant is plain.
func (r *reader) join(b *block, next []block) int {
	_, answer, open := strings.Cut(b.text, "{")
	if answer = strings.TrimSpace(answer); !open || answer != "" && !strings.ContainsAny(answer[:1], "=~#") || strings.Contains(b.text, "}") {
		return 0
	}
	for i := range min(len(next), maxGap) {
		text := next[i].text
		at := strings.IndexAny(text, "{}")
		if at >= 0 && text[at] == '{' || strings.HasPrefix(text, "::") || strings.HasPrefix(text, category) {
			return 0
		}
		if at < 0 {
			continue
		}
		var lines strings.Builder
		lines.WriteString(b.text)
		for _, part := range next[:i+1] {
			lines.WriteString("\n" + part.text)
			b.comments = append(b.comments, part.comments...)
		}
		b.text = lines.String()
		r.draft.Warn(draft.Place{Line: b.line}, "blank-line", "there are blank lines inside the braces; Moodle would not read this question")
		return i + 1
	}
	return 0
}
