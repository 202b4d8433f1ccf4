// Package lint says what is wrong or weak about questions beyond what keeps them from being played: giveaways, traps, texts
// that do not fit on a phone, leftovers of other formats. It is pure: the date is an argument, and packs come in already read.
//
// Thresholds are rules of thumb from the literature on multiple-choice items (T. M. Haladyna, S. M. Downing and M. C.
// Rodriguez, "A Review of Multiple-Choice Item-Writing Guidelines for Classroom Assessment", Applied Measurement in
// Education 15, 2002) and from what fits on a phone.
package lint

import (
	"fmt"
	"strings"
	"time"

	"trivium/questions"
)

// Options say what is known besides the packs.
type Options struct {
	// Today finds facts that were checked long ago, and answers that have expired. Zero: not known.
	Today time.Time
	// Size is how many bytes a medium of a pack has, 0 if that is not known. Nil: of none.
	Size func(pack *questions.Pack, src string) int64
}

// Check lints packs together, so that questions that are in two of them are found. Findings name the pack as their file.
// What depends on the date or on the sizes of media is left out; CheckWith does it too.
func Check(packs ...*questions.Pack) []questions.Finding {
	return CheckWith(Options{}, packs...)
}

// CheckAt is Check on a day.
func CheckAt(today time.Time, packs ...*questions.Pack) []questions.Finding {
	return CheckWith(Options{Today: today}, packs...)
}

// CheckWith is Check with what is known besides.
func CheckWith(options Options, packs ...*questions.Pack) []questions.Finding {
	l := &linter{today: options.Today, size: options.Size}
	if l.size == nil {
		l.size = func(*questions.Pack, string) int64 { return 0 }
	}
	for _, pack := range packs {
		l.lintPack(pack)
	}
	l.duplicates(packs)
	return l.findings
}

// linter gathers findings.
type linter struct {
	today    time.Time
	size     func(pack *questions.Pack, src string) int64
	findings []questions.Finding

	pack     *questions.Pack
	question *questions.Question // nil for findings about the pack
}

func (l *linter) lintPack(pack *questions.Pack) {
	l.pack, l.question = pack, nil
	l.header()
	l.ids()
	l.balance()
	for i := range pack.Questions {
		l.question = &pack.Questions[i]
		l.sound()
		l.texts()
		l.stem()
		l.choices()
		l.typed()
		l.lists()
		l.lengths()
		l.time()
		l.study()
		l.media()
		l.dates()
	}
	l.question = nil
}

// header checks the pack itself.
func (l *linter) header() {
	switch {
	case l.pack.License == "LicenseRef-unstated": // what readers of formats write that cannot say
		l.warn("", "licence", "nobody has said under which licence the questions may be passed on")
	case l.pack.License == "":
		l.fail("", "licence", "the pack has no licence; nobody may pass it on without one")
	case !questions.ValidLicense(l.pack.License):
		l.fail("", "licence", "%q is not an SPDX licence expression", l.pack.License)
	}
}

// ids finds questions of the same id, for packs that did not come from a loader.
func (l *linter) ids() {
	seen := map[string]bool{}
	for i := range l.pack.Questions {
		l.question = &l.pack.Questions[i]
		if seen[l.question.ID] {
			l.fail("id", "duplicate-id", "another question has the id %s", l.question.ID)
		}
		seen[l.question.ID] = true
	}
	l.question = nil
}

// sound repeats what makes a question unfit to be played, for packs that did not come from a loader.
func (l *linter) sound() {
	for _, problem := range l.question.Check() {
		l.fail(problem.Path, problem.Code, "%s", problem.Error())
	}
}

// fail reports an error in a field of the question, which is named as a pack does: "choices.2.text". Empty is the question, or the pack, as
// a whole.
func (l *linter) fail(path, code, format string, args ...any) {
	l.add(questions.Error, path, code, format, args...)
}

// warn reports a weakness likewise.
func (l *linter) warn(path, code, format string, args ...any) {
	l.add(questions.Warning, path, code, format, args...)
}

func (l *linter) add(severity questions.Severity, path, code, format string, args ...any) {
	finding := questions.Finding{Severity: severity, File: l.pack.ID, Path: path, Code: code, Words: fmt.Sprintf(format, args...)}
	if l.question != nil {
		_, finding.Question, _ = strings.Cut(l.question.ID, "/")
	}
	l.findings = append(l.findings, finding)
}

// english tells whether the rules about words can be applied to the question.
func (l *linter) english() bool {
	base, _, _ := strings.Cut(strings.ToLower(l.question.Language), "-")
	return base == "en"
}
