package bankcmd

import (
	"errors"
	"fmt"

	"trivium/questions"
	"trivium/questions/lint"
)

// LintOptions say what Lint looks at.
type LintOptions struct {
	Files  []string
	Strict bool // a warning is an error
	Clock  Clock
}

// Lint says what is wrong or weak in files of questions. ErrFound if something is wrong or was not taken, ErrUnreadable if a file is
// not there; the others are looked at all the same.
func Lint(o Output, options LintOptions) error {
	r := report{Findings: []questions.Finding{}}
	packs, byID, missing := []*questions.Pack(nil), map[string]*file{}, error(nil)
	for _, name := range options.Files {
		f, err := readFile(name)
		if err != nil {
			missing = errors.Join(missing, err)
			continue
		}
		f.namedAsPack()
		r.add(f.Findings...)
		read := fileReport{File: name, Format: f.Format}
		if f.Pack != nil {
			read.Pack, read.Questions = f.Pack.ID, len(f.Pack.Questions)
			if other := byID[f.Pack.ID]; other != nil {
				r.add(questions.Finding{
					Severity: questions.Error, File: name, Code: "pack-id",
					Words: fmt.Sprintf("the id %s is that of the pack in %s too; give one of them another", f.Pack.ID, other.name),
				})
			} else {
				packs, byID[f.Pack.ID] = append(packs, f.Pack), f
			}
		}
		r.Files = append(r.Files, read)
	}
	size := func(pack *questions.Pack, src string) int64 { return int64(len(byID[pack.ID].Media[src])) }
	for _, finding := range lint.CheckWith(lint.Options{Today: options.Clock(), Size: size}, packs...) {
		byID[finding.File].place(&finding)
		r.add(finding)
	}
	r.sort(options.Files)
	if err := o.tell(&r); err != nil {
		return err
	}
	return errors.Join(missing, r.verdict(options.Strict, true))
}

// namedAsPack makes it an error that a pack file is not called as its pack: who looks for a question by its id looks there.
func (f *file) namedAsPack() {
	kept := f.Findings[:0]
	for _, finding := range f.Findings {
		if finding.Code == "file-name" {
			if f.name == "-" { // standard input has no name
				continue
			}
			finding.Severity = questions.Error
		}
		kept = append(kept, finding)
	}
	f.Findings = kept
}

// tell prints what was found.
func (o Output) tell(r *report) error {
	if o.JSON {
		return writeJSON(o.Out, r)
	}
	return r.print(o.Out)
}
