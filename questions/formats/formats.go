// Package formats reads the question files that people already have, and writes those that other programs take. Which format a
// file has is told by its contents, never by its name alone.
package formats

import (
	"fmt"

	"trivium/questions"
	"trivium/questions/formats/aiken"
	"trivium/questions/formats/anki"
	"trivium/questions/formats/blackboard"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/gift"
	"trivium/questions/formats/opentdb"
	"trivium/questions/formats/quizlet"
	"trivium/questions/formats/triviaapi"
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
		{"opentdb", "Open Trivia Database (JSON)", ".json", opentdb.Is, opentdb.Read, nil},
		{"triviaapi", "The Trivia API (JSON)", ".json", triviaapi.Is, triviaapi.Read, nil},
		{"blackboard", "Blackboard upload text", ".txt", blackboard.Is, blackboard.Read, nil},
		{"anki", "Anki notes in plain text", ".txt", anki.Is, anki.Read, nil},
		{"aiken", "Aiken", ".txt", aiken.Is, aiken.Read, nil},
		{"gift", "Moodle GIFT", ".gift.txt", gift.Is, gift.Read, gift.Write},
		{"quizlet", "Quizlet set", ".txt", quizlet.Is, quizlet.Read, nil},
	}
}

// Read makes a pack of a file in any of the formats.
func Read(name string, data []byte) draft.Imported {
	d := draft.New("", name)
	if len(data) > draft.MaxFile {
		d.Fail(draft.Place{}, "too-large", "the file has more than %d MiB", draft.MaxFile>>20)
		return d.Result()
	}
	for _, format := range All() {
		if format.Read != nil && format.Is(name, data) {
			return format.Read(name, data)
		}
	}
	d.Fail(draft.Place{}, "format", "the file is in none of the formats that are read here: %s", names())
	return d.Result()
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
