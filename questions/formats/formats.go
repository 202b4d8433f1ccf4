// Package formats reads the question files that people already have, and writes those that other programs take. Which format a
// file has is told by its contents, never by its name alone.
package formats

import (
	"fmt"

	"trivium/questions"
	"trivium/questions/formats/blooket"
	"trivium/questions/formats/classquiz"
	"trivium/questions/formats/cqa"
	"trivium/questions/formats/csv"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/gimkit"
	"trivium/questions/formats/kahootjson"
	"trivium/questions/formats/kahootxlsx"
	"trivium/questions/formats/native"
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
		{"kahootxlsx", "Kahoot spreadsheet", ".xlsx", kahootxlsx.Is, kahootxlsx.Read, kahootxlsx.Write},
		{"kahootjson", "Kahoot JSON", ".json", kahootjson.Is, kahootjson.Read, nil},
		{"wayground", "Wayground (Quizizz) spreadsheet", ".xlsx", wayground.Is, wayground.Read, nil},
		{"blooket", "Blooket template (CSV)", ".csv", blooket.Is, blooket.Read, nil},
		{"gimkit", "Gimkit template (CSV)", ".csv", gimkit.Is, gimkit.Read, nil},
		{"classquiz", "ClassQuiz spreadsheet", ".xlsx", classquiz.Is, classquiz.Read, nil},
		{"cqa", "ClassQuiz archive", ".cqa", cqa.Is, cqa.Read, nil},
		{"csv", "table (CSV)", ".csv", csv.Is, csv.Read, csv.Write},
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
