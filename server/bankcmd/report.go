package bankcmd

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"trivium/questions"
)

// report is what was found, for programs.
type report struct {
	Files    []fileReport        `json:"files,omitempty"`
	Findings []questions.Finding `json:"findings"`
	Errors   int                 `json:"errors"`
	Skipped  int                 `json:"skipped"`
	Warnings int                 `json:"warnings"`
}

// fileReport is one file that was read.
type fileReport struct {
	File      string `json:"file"`
	Format    string `json:"format"`
	Pack      string `json:"pack,omitempty"`
	Questions int    `json:"questions"`
}

func (r *report) add(findings ...questions.Finding) {
	for _, finding := range findings {
		switch finding.Severity {
		case questions.Error:
			r.Errors++
		case questions.Skipped:
			r.Skipped++
		case questions.Warning:
			r.Warnings++
		}
	}
	r.Findings = append(r.Findings, findings...)
}

// sort puts findings in the order of the files, and in each of the lines.
func (r *report) sort(files []string) {
	slices.SortStableFunc(r.Findings, func(a, b questions.Finding) int {
		if a.File != b.File {
			return slices.Index(files, a.File) - slices.Index(files, b.File)
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}

// print writes findings one a line.
func (r *report) print(out io.Writer) error {
	for _, finding := range r.Findings {
		if _, err := fmt.Fprintln(out, finding); err != nil {
			return err
		}
	}
	return nil
}

// words count what was found.
func (r *report) words() string {
	if len(r.Findings) == 0 {
		return "nothing to say"
	}
	return fmt.Sprintf("%s, %s not taken, %s", plural(r.Errors, "error"), plural(r.Skipped, "item"), plural(r.Warnings, "warning"))
}

func plural(count int, word string) string {
	if count == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", count, word)
}

// verdict is ErrFound if something must be mended: an error, what is not taken if that matters, a warning if they are strict.
func (r *report) verdict(strict, skipped bool) error {
	if r.Errors > 0 || r.Skipped > 0 && (skipped || strict) || r.Warnings > 0 && strict {
		return fmt.Errorf("%w: %s", ErrFound, r.words())
	}
	return nil
}

// writeJSON writes a value for programs.
func writeJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}
