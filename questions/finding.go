package questions

import (
	"fmt"
	"strings"
)

// Severity says whether a finding keeps a pack from being taken.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the pack is not taken
	Skipped Severity = "skipped" // one item of a file is not taken, the others are
	Warning Severity = "warning" // all is taken; somebody should look
)

// Finding is one thing that a reader of packs or a linter has to say, with the place where it can be mended.
type Finding struct {
	Severity Severity `json:"severity"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`     // from 1; 0 is the file as a whole. The row of a table.
	Column   int      `json:"column,omitempty"`   // from 1; 0 is the line as a whole. The column of a table.
	Question string   `json:"question,omitempty"` // the question's id in the pack, where there is one
	// Path names the field as a pack does, lists by position: "choices.2.text". Empty is the question, or the pack, as a whole.
	Path  string `json:"path,omitempty"`
	Code  string `json:"code"`  // stable, for machines: "unknown-key"
	Words string `json:"words"` // for people: what is wrong and how to mend it
}

// String is the finding in one line: "demo.yaml:12:5: error: ... (unknown-key)".
func (f Finding) String() string {
	var out strings.Builder
	if f.File != "" {
		out.WriteString(f.File)
		out.WriteByte(':')
	}
	if f.Line > 0 {
		fmt.Fprintf(&out, "%d:", f.Line)
		if f.Column > 0 {
			fmt.Fprintf(&out, "%d:", f.Column)
		}
	}
	if out.Len() > 0 {
		out.WriteByte(' ')
	}
	fmt.Fprintf(&out, "%s: ", f.Severity)
	if f.Question != "" {
		fmt.Fprintf(&out, "question %s: ", f.Question)
	}
	fmt.Fprintf(&out, "%s (%s)", f.Words, f.Code)
	return out.String()
}

// HasErrors tells whether any of the findings is an error.
func HasErrors(findings []Finding) bool {
	for _, finding := range findings {
		if finding.Severity == Error {
			return true
		}
	}
	return false
}
