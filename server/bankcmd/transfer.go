package bankcmd

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"trivium/questions"
	"trivium/questions/formats"
	"trivium/server/bank"
)

// imported is a file that was taken, or why not.
type imported struct {
	File     string              `json:"file"`
	Pack     *Listed             `json:"pack,omitempty"`
	Findings []questions.Finding `json:"findings"`
	Error    string              `json:"error,omitempty"`
}

// ImportFiles takes files in any format into a bank. Each that cannot be taken is told of, and the others are taken all the same. ErrFound,
// ErrUnreadable.
func ImportFiles(ctx context.Context, o Output, place Place, files []string, replace bool) error {
	var all []imported
	var failed error
	for _, name := range files {
		one, err := importFile(ctx, place, name, replace)
		if err != nil {
			one.Error = err.Error()
			failed = errors.Join(failed, fmt.Errorf("%s: %w", name, err))
		}
		all = append(all, one)
		if o.JSON {
			continue
		}
		for _, finding := range one.Findings {
			_, _ = fmt.Fprintln(o.Out, finding)
		}
		if one.Pack != nil {
			_, _ = fmt.Fprintf(o.Out, "%s: taken as %s, %q, %s\n", name, one.Pack.ID, one.Pack.Title, plural(one.Pack.Questions, "question"))
		}
	}
	if o.JSON {
		return errors.Join(writeJSON(o.Out, map[string]any{"files": all}), failed)
	}
	return failed
}

func importFile(ctx context.Context, place Place, name string, replace bool) (imported, error) {
	one := imported{File: name, Findings: []questions.Finding{}}
	f, err := readFile(name)
	if err != nil {
		return one, err
	}
	data, base := f.data, filepath.Base(name)
	if len(f.Media) > 0 && f.native { // what lies beside a pack file goes with it
		format, err := formats.Find(formats.Native)
		if err != nil {
			return one, err
		}
		if base, data, _, err = format.File(f.Pack, f.medium); err != nil {
			return one, err
		}
	}
	taken, findings, err := place.Import(ctx, Import{base, data, replace})
	one.Findings = append(one.Findings, ofFile(name, findings)...)
	if err == nil {
		one.Pack = &taken
	}
	return one, err
}

// ofFile are findings of a bank, as those of a file.
func ofFile(name string, found []bank.Finding) []questions.Finding {
	findings := make([]questions.Finding, len(found))
	for i, f := range found {
		findings[i] = questions.Finding{
			Severity: questions.Severity(f.Severity), File: name, Line: f.Line, Column: f.Column, Question: f.Question, Path: f.Path,
			Code: f.Code, Words: f.Words,
		}
	}
	return findings
}

// ExportOptions say what ExportPack does.
type ExportOptions struct {
	Pack   string
	To     string // the id of a format
	Out    string // a file, "-" is standard output; empty is the name that the format gives it
	Strict bool   // nothing is written if anything is lost
}

// ExportPack takes a pack out of a bank as a file. ErrFound if Strict and something would be lost; ErrUnreadable.
func ExportPack(ctx context.Context, o Output, place Place, options ExportOptions) error {
	out, err := place.Export(ctx, options.Pack, options.To)
	if err != nil {
		return err
	}
	name := options.Out
	if name == "" {
		name = filepath.Base(out.Name)
	}
	r := report{Findings: []questions.Finding{}}
	r.add(ofFile(name, out.Findings)...)
	told := o
	if name == "-" { // what is written there is the file, and nothing else
		told.Out = o.Err
	}
	if err := told.tell(&r); err != nil {
		return err
	}
	if err := r.verdict(options.Strict, false); err != nil {
		return err
	}
	if err := o.writeFile(name, out.Data); err != nil {
		return err
	}
	if !o.JSON {
		_, _ = fmt.Fprintf(o.Err, "%s: %d bytes\n", name, len(out.Data))
	}
	return nil
}
