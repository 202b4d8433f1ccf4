// Package formats reads the question files that people already have, and writes those that other programs take. Which format a
// file has is told by its contents, never by its name alone.
package formats

import (
	"errors"
	"fmt"

	"trivium/questions"
	"trivium/questions/formats/aiken"
	"trivium/questions/formats/anki"
	"trivium/questions/formats/blackboard"
	"trivium/questions/formats/blooket"
	"trivium/questions/formats/classquiz"
	"trivium/questions/formats/cqa"
	"trivium/questions/formats/csv"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/gift"
	"trivium/questions/formats/gimkit"
	"trivium/questions/formats/kahootjson"
	"trivium/questions/formats/kahootxlsx"
	"trivium/questions/formats/moodle"
	"trivium/questions/formats/native"
	"trivium/questions/formats/opentdb"
	"trivium/questions/formats/qti12"
	"trivium/questions/formats/qti2"
	"trivium/questions/formats/quizlet"
	"trivium/questions/formats/triviaapi"
	"trivium/questions/formats/wayground"
)

// Format is one format of question files.
type Format struct {
	ID   string // "gift", as in a command
	Name string // "Moodle GIFT", as for people
	Ends string // how names of such files end when we write them: ".gift.txt"
	// Is tells by the contents whether a file has this format. It is asked before Read and must be quick.
	Is func(name string, data []byte) bool
	// Read makes a pack of a file. It is nil for a format that is only written.
	Read func(name string, data []byte) draft.Imported
	// Write makes a file of a pack, and says what the format cannot hold. It is nil for a format that is only read.
	Write func(p *questions.Pack, media Media) ([]byte, []questions.Finding, error)
}

// Media returns the contents of a pack's medium by its Src.
type Media = func(src string) ([]byte, error)

// All are all formats, in the order in which a file is asked for them: the surest signs first.
func All() []Format {
	return []Format{
		{"native", "Trivium pack", ".yaml", native.Is, native.Read, native.Write},
		{moodle.ID, "Moodle XML", ".xml", moodle.Is, moodle.Read, moodle.Write},
		{qti12.ID, "QTI 1.2 (Canvas, Blackboard, Respondus)", ".xml", qti12.Is, qti12.Read, nil},
		{qti2.ID, "QTI 2 and 3", ".qti.zip", qti2.Is, qti2.Read, qti2.Write},
		{"kahootxlsx", "Kahoot spreadsheet", ".xlsx", kahootxlsx.Is, kahootxlsx.Read, kahootxlsx.Write},
		{"kahootjson", "Kahoot JSON", ".json", kahootjson.Is, kahootjson.Read, nil},
		{"wayground", "Wayground (Quizizz) spreadsheet", ".xlsx", wayground.Is, wayground.Read, nil},
		{"blooket", "Blooket template (CSV)", ".csv", blooket.Is, blooket.Read, nil},
		{"gimkit", "Gimkit template (CSV)", ".csv", gimkit.Is, gimkit.Read, nil},
		{"classquiz", "ClassQuiz spreadsheet", ".xlsx", classquiz.Is, classquiz.Read, nil},
		{"cqa", "ClassQuiz archive", ".cqa", cqa.Is, cqa.Read, nil},
		{"opentdb", "Open Trivia Database (JSON)", ".json", opentdb.Is, opentdb.Read, nil},
		{"triviaapi", "The Trivia API (JSON)", ".json", triviaapi.Is, triviaapi.Read, nil},
		{"blackboard", "Blackboard upload text", ".txt", blackboard.Is, blackboard.Read, nil},
		{"anki", "Anki notes in plain text", ".txt", anki.Is, anki.Read, nil},
		{"aiken", "Aiken", ".txt", aiken.Is, aiken.Read, nil},
		{"gift", "Moodle GIFT", ".gift.txt", gift.Is, gift.Read, gift.Write},
		{"csv", "table (CSV)", ".csv", csv.Is, csv.Read, csv.Write},
		{"quizlet", "Quizlet set", ".txt", quizlet.Is, quizlet.Read, nil},
	}
}

// Native is the ID of Trivium's own format.
const Native = "native"

// Read makes a pack of a file in any of the formats.
func Read(name string, data []byte) draft.Imported {
	d := draft.New("", name)
	if len(data) > draft.MaxFile {
		d.Fail(draft.Place{}, "too-large", "the file has more than %d MiB", draft.MaxFile>>20)
		return d.Result()
	}
	if format, ok := Detect(name, data); ok {
		return format.guarded(name, data)
	}
	if err := tooMany(data); err != nil {
		d.Fail(draft.Place{}, "too-large", "%v", err)
		return d.Result()
	}
	d.Fail(draft.Place{}, "format", "the file is in none of the formats that are read here: %s", names())
	return d.Result()
}

// tooMany tells of an archive that no format looks into, as it is past the bounds of all.
func tooMany(data []byte) error {
	if !draft.IsArchive(data) {
		return nil
	}
	if _, err := draft.Open(data); errors.Is(err, draft.ErrTooLarge) {
		return err
	}
	return nil
}

// Detect finds the format of a file among those that are read. Its contents tell, not its name.
func Detect(name string, data []byte) (Format, bool) {
	for _, format := range All() {
		if format.Read != nil && format.guardedIs(name, data) {
			return format, true
		}
	}
	return Format{}, false
}

// guarded is Read of a format whose libraries may panic on a file that was made to harm; that must not end the process.
func (f Format) guarded(name string, data []byte) (imported draft.Imported) {
	defer func() {
		if recovered := recover(); recovered != nil {
			d := draft.New(f.ID, name)
			d.Fail(draft.Place{}, "broken", "the file looks like %s and is broken; save it again", f.Name)
			imported = d.Result()
		}
	}()
	return f.Read(name, data)
}

// guardedIs is Is, guarded likewise.
func (f Format) guardedIs(name string, data []byte) (is bool) {
	defer func() { is = recover() == nil && is }()
	return f.Is(name, data)
}

// Find returns the format of that ID.
func Find(id string) (Format, error) {
	for _, format := range All() {
		if format.ID == id {
			return format, nil
		}
	}
	return Format{}, fmt.Errorf("there is no format %q; the formats are %s", id, ids())
}
