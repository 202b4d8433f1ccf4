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

// Check lints packs together, so that questions that are in two of them are found. Findings name the pack as their file.
// What depends on the date is left out; CheckAt does it too.
func Check(packs ...*questions.Pack) []questions.Finding {
	return CheckAt(time.Time{}, packs...)
}

// CheckAt is Check on a day, on which facts checked long ago and answers that have expired are found too.
func CheckAt(today time.Time, packs ...*questions.Pack) []questions.Finding {
	l := &linter{today: today}
	for _, pack := range packs {
		l.lintPack(pack)
	}
	l.duplicates(packs)
	return l.findings
}

// linter gathers findings.
type linter struct {
	today    time.Time
	findings []questions.Finding

	pack     *questions.Pack
	question *questions.Question // nil for findings about the pack
}

func (l *linter) lintPack(pack *questions.Pack) {
	l.pack, l.question = pack, nil
	l.header()
	l.balance()
	for i := range pack.Questions {
		l.question = &pack.Questions[i]
		l.sound()
		l.texts()
		l.stem()
		l.choices()
		l.typed()
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
	case l.pack.License == "" || strings.HasPrefix(l.pack.License, "LicenseRef-unstated"):
		l.fail("licence", "the pack has no licence; nobody may pass it on without one")
	case !questions.ValidLicense(l.pack.License):
		l.fail("licence", "%q is not an SPDX licence expression", l.pack.License)
	}
}

// sound repeats what makes a question unfit to be played, for packs that did not come from a loader.
func (l *linter) sound() {
	for _, problem := range l.question.Check() {
		l.fail(problem.Code, "%s", problem.Error())
	}
}

func (l *linter) fail(code, format string, args ...any) {
	l.add(questions.Error, code, format, args...)
}

func (l *linter) warn(code, format string, args ...any) {
	l.add(questions.Warning, code, format, args...)
}

func (l *linter) add(severity questions.Severity, code, format string, args ...any) {
	finding := questions.Finding{Severity: severity, File: l.pack.ID, Code: code, Words: fmt.Sprintf(format, args...)}
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
