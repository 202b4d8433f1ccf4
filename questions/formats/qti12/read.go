package qti12

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
	"trivium/questions/formats/internal/xmlzip"
)

// ID names the format.
const ID = "qti12"

const (
	root      = "questestinterop"
	maxXML    = 32 << 20               // bytes of an XML file in a zip
	maxLooked = 5 * draft.MaxQuestions // questions, those included that are not taken
)

// Is tells whether a file is QTI 1.2, or a zip with such a file.
func Is(_ string, data []byte) bool {
	if found, _ := xmlread.Root([]byte(draft.Head(data))); found != nil {
		return found.Name == root
	}
	return xmlzip.Holds(data, root)
}

// reader reads one file, or all of a zip.
type reader struct {
	draft    *draft.Draft
	archive  *draft.Archive // nil if it is no zip
	pictures *xmlzip.Pictures
	file     string // that is read, in the zip
	several  bool   // there are several files, so that each is a round
	xml      *xmlread.Reader
	titles   []string // of the assessment and the sections that are open
	titled   bool     // the pack has the title of its assessment
	looked   int
	told     map[string]bool
	items    []*entry
}

// Read makes a pack of a file. Sections and assessments become rounds.
func Read(name string, data []byte) draft.Imported {
	r := &reader{draft: draft.New(ID, name), told: map[string]bool{}}
	if draft.IsArchive(data) {
		r.readZip(data)
	} else {
		r.readXML(data)
	}
	if !r.draft.Failed() {
		r.addAll()
	}
	r.draft.Inside("")
	return r.draft.Result()
}

func (r *reader) readZip(data []byte) {
	archive, err := draft.Open(data)
	if err != nil {
		r.draft.Fail(draft.Place{}, "archive", "%v", err)
		return
	}
	r.archive, r.pictures = archive, xmlzip.NewPictures(archive)
	files := wanted(archive)
	r.several = len(files) > 1
	for _, file := range files {
		if r.draft.Failed() {
			return
		}
		r.draft.Inside(file)
		data, err := archive.Read(file, maxXML)
		if err != nil {
			r.draft.Fail(draft.Place{}, "archive", "%v", err)
			return
		}
		r.file = file
		r.readXML(data)
	}
}

// wanted are the files with questions. A course of Canvas has each quiz twice, and one of the two lacks what Common Cartridge lacks.
func wanted(a *draft.Archive) []string {
	var files []string
	for _, file := range xmlzip.Files(a, root) {
		folder, name := path.Split(file)
		above, id := path.Split(strings.TrimSuffix(folder, "/"))
		if name == "assessment_qti.xml" && a.Has(above+"non_cc_assessments/"+id+".xml.qti") {
			continue
		}
		files = append(files, file)
	}
	return files
}

func (r *reader) readXML(data []byte) {
	if err := r.parse(data); err != nil {
		line := 0
		if r.xml != nil {
			line = r.xml.Line()
		}
		r.draft.Fail(draft.Place{Line: line}, "xml", "%v", err)
	}
}

func (r *reader) parse(data []byte) error {
	xml, err := xmlread.New(data)
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	r.xml, r.titles = xml, nil
	if xml.Guessed {
		r.draft.Warn(draft.Place{}, "encoding", "the file is not UTF-8; it was read as Windows-1252, so look at letters with accents")
	}
	top, err := xml.Child()
	if err != nil || top == nil {
		return err
	}
	return r.within()
}

// within reads all that is in an element that holds questions.
func (r *reader) within() error {
	for {
		e, err := r.xml.Child()
		if err != nil || e == nil {
			return err
		}
		switch e.Name {
		case "assessment", "section", "objectbank":
			err = r.section(e)
		case "item":
			if err = r.xml.Fill(e); err == nil {
				err = r.item(e)
			}
		case "qtimetadata", "selection_ordering", "presentation_material":
			if err = r.xml.Fill(e); err == nil {
				r.metadata(e)
			}
		default:
			err = r.xml.Skip()
		}
		if err != nil || r.draft.Failed() {
			return err
		}
	}
}

// section reads an assessment or a part of it.
func (r *reader) section(e *xmlread.Element) error {
	title := e.Attr("title")
	if e.Name == "assessment" {
		r.draft.Language(e.Attr("lang"))
		if !r.several && !r.titled {
			r.titled = true
			r.draft.Title(title)
		}
		if !r.several {
			title = "" // it is the title of the pack
		}
	}
	if title == "Main" { // what Respondus calls the only section
		title = ""
	}
	r.titles = append(r.titles, title)
	err := r.within()
	r.titles = r.titles[:len(r.titles)-1]
	return err
}

// metadata reads what is said of a section: the title of a bank, or that it takes questions from one that is not in the file.
func (r *reader) metadata(e *xmlread.Element) {
	if title := fields(e)["bank_title"]; title != "" && len(r.titles) > 0 {
		r.titles[len(r.titles)-1] = title
	}
	if text := draft.HTML(materials(e.Find("material"))).Text; e.Name == "presentation_material" && text != "" {
		r.draft.Warn(draft.Place{Line: e.Line}, "section-text",
			"the text of a section is not taken; put it into its questions: %q", item.Shorten(text))
	}
	if bank := e.Find("sourcebank_ref"); len(bank) > 0 {
		r.draft.Skip(draft.Place{Line: e.Line}, "bank",
			"a group takes its questions from the bank %q, which is not in this file; export the bank too", item.Shorten(bank[0].Text()))
	}
}

// round is the title of the innermost section that has one.
func (r *reader) round() string {
	for _, title := range slices.Backward(r.titles) {
		if title != "" {
			return r.draft.Round(title)
		}
	}
	return ""
}

// fields are labelled entries, by their labels in small letters.
func fields(e *xmlread.Element) map[string]string {
	all := map[string]string{}
	for _, field := range e.Find("qtimetadatafield") {
		all[strings.ToLower(field.First("fieldlabel").Text())] = field.First("fieldentry").Text()
	}
	return all
}
