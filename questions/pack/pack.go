// Package pack reads pack files: the native YAML format, and plain tables (CSV) as spreadsheets save them.
//
// Reading is strict and says where: every finding has a line and a column, an unknown key is an error that proposes the
// nearest known one, and nothing is dropped in silence. Whatever has an error is not taken. Sizes, depths and counts are
// bounded, so a hostile file costs no more than an honest one. The package does no input or output but through the file system
// that Load is given.
package pack

import (
	"bytes"
	"path"
	"strings"

	"trivium/questions"
)

// The bounds of a pack file.
const (
	MaxFile      = 32 << 20 // bytes
	MaxQuestions = 10_000
	MaxTopics    = 500
	MaxRounds    = 500

	maxAuthors = 50
)

// maxFindings is how many findings are listed; a file that is none of ours would have thousands.
const maxFindings = 100

// Parse reads a pack from the contents of a file: a table if it looks like one, and else the native format. The name is
// for messages, for telling the formats apart when the contents do not, and for what a table does not say. The pack is nil
// if any finding is an error. Media are named but not looked for; Load does that.
func Parse(name string, data []byte) (*questions.Pack, []questions.Finding) {
	if looksLikeTable(name, data) {
		return ParseCSV(name, data)
	}
	return ParseYAML(name, data)
}

// looksLikeTable tells a table from the native format.
func looksLikeTable(name string, data []byte) bool {
	text := string(data[:min(len(data), 64<<10)])
	for line := range strings.Lines(text) {
		switch key, _, found := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")), ":"); {
		case found && (key == "format" || key == "questions"):
			return false
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
		return false
	case ".csv", ".tsv", ".txt":
		return true
	}
	first, _, _ := bytes.Cut(bytes.TrimLeft(data, "\ufeff \r\n"), []byte("\n"))
	return bytes.ContainsAny(first, ",;\t") && bytes.Contains(bytes.ToLower(first), []byte("question"))
}

// report gathers findings about one file.
type report struct {
	file     string
	findings []questions.Finding
	question string // the question being read, for findings
	weight   int    // of all questions so far

	lenient bool // a row of a table that has an error is skipped
	inRow   bool // such a row is being read
	failed  bool // it has an error
}

func (r *report) add(finding questions.Finding) {
	if finding.Severity == questions.Error {
		r.failed = true
		if r.lenient && r.inRow && r.weight <= questions.MaxWeight {
			finding.Severity = questions.Skipped
		}
	}
	if len(r.findings) == r.most() {
		severity := questions.Error
		if r.lenient {
			severity = questions.Warning
		}
		r.findings = append(r.findings, questions.Finding{
			Severity: severity, File: r.file, Code: "too-many",
			Words: "there is more to say about this file; mend what is listed and read it again",
		})
	}
	if r.full() && (!r.lenient || finding.Severity != questions.Error) {
		return
	}
	finding.File = r.file
	if finding.Question == "" {
		finding.Question = r.question
	}
	r.findings = append(r.findings, finding)
}

// check finds what makes a question unfit to be played, or the pack too slow to be looked at.
func (r *report) check(q *questions.Question) []questions.Problem {
	if r.weight += q.Weight(); r.weight > questions.MaxWeight {
		return []questions.Problem{{Code: "too-large", Words: "the typed answers and odd characters up to here are too many; split the pack"}}
	}
	return q.Check()
}

// full tells whether more findings would not be listed anyway.
func (r *report) full() bool { return len(r.findings) > r.most() }

// most is how many findings are listed. Where only rows are skipped, people mend many at once.
func (r *report) most() int {
	if r.lenient {
		return 10 * maxFindings
	}
	return maxFindings
}

// result is what a parser returns: no pack beside an error.
func (r *report) result(pack *questions.Pack) (*questions.Pack, []questions.Finding) {
	if questions.HasErrors(r.findings) {
		return nil, r.findings
	}
	return pack, r.findings
}

// stem is a file's name without folder and extension.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	return strings.TrimSuffix(name, path.Ext(name))
}
