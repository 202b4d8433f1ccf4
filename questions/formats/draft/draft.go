package draft

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trivium/questions"
)

// The bounds of an import.
const (
	MaxFile      = 64 << 20 // bytes of the file as it is handed in
	MaxQuestions = 10_000   // questions of one pack
	MaxMedia     = 1000     // pictures of one pack
	MaxRounds    = 500      // rounds of one pack
)

// maxFindings is how many findings are listed; a file that is none of ours would have as many as it has lines.
const maxFindings = 1000

// What a question gets when its file does not say.
const (
	DefaultTime   = 20 * time.Second
	DefaultPoints = 1000
)

// Imported is what an importer makes of a file.
type Imported struct {
	// Format names the format as the list of formats does: "gift".
	Format string
	// Pack is nil if nothing could be taken.
	Pack *questions.Pack
	// Media are the contents of the pack's media by their Src.
	Media map[string][]byte
	// Places are where in the file the questions stand, by their id without the pack's.
	Places map[string]Place
	// Findings say what was not taken or not whole, in the order of the file.
	Findings []questions.Finding
}

// Place is where in a file something stands: a line, or the row and the column of a table. From 1; zero is not known.
type Place struct{ Line, Column int }

// Draft is a pack in the making.
type Draft struct {
	format   string
	file     string
	pack     questions.Pack
	media    map[string][]byte
	ids      map[string]int // by space and id: the last number that was put behind it
	rounds   map[string]bool
	findings []questions.Finding
	inside   string                            // the file in the archive that is read
	weight   int                               // of all questions so far
	kept     map[[sha256.Size]byte]keptPicture // by the sum of what came in
	pixels   int                               // that were decoded so far
	failed   bool
	places   map[string]Place
}

// New begins a pack of the file with that name.
func New(format, file string) *Draft {
	title := shorten(clean(stem(file)), questions.MaxTitle)
	if title == "" {
		title = "Questions"
	}
	d := &Draft{format: format, file: file, media: map[string][]byte{}, ids: map[string]int{}, rounds: map[string]bool{}, kept: map[[sha256.Size]byte]keptPicture{}}
	d.pack = questions.Pack{Language: "en", Version: "1.0.0", License: "LicenseRef-unstated"}
	d.Title(title)
	return d
}

// Title gives the pack a title that the file states, and an id made of it.
func (d *Draft) Title(title string) {
	title = shorten(clean(title), questions.MaxTitle)
	if title == "" {
		return
	}
	d.pack.Title, d.pack.ID = title, Slug(title)
	if d.pack.ID == "" {
		d.pack.ID = "questions"
	}
}

// Describe gives the pack a description that the file states.
func (d *Draft) Describe(text string) {
	d.pack.Description = shorten(strings.TrimSpace(text), questions.MaxWhy)
}

// Language is the language that the file states; one that is no language tag is not taken.
func (d *Draft) Language(tag string) {
	if tag != "" && questions.ValidLanguage(tag) {
		d.pack.Language = tag
	}
}

// Round returns the title of a round as a question names it: what a format calls a category, a section, a deck. The round is in
// the pack as soon as one of its questions is.
func (d *Draft) Round(title string) string { return shorten(clean(title), questions.MaxTitle) }

// open lists the round of a question that is taken, and returns it: empty if the pack has too many.
func (d *Draft) open(title string) string {
	if title == "" || d.rounds[title] {
		return title
	}
	if len(d.pack.Rounds) == MaxRounds {
		d.once("too-many-rounds", "the file has more than %d categories; the questions of the others are in no round", MaxRounds)
		return ""
	}
	d.rounds[title] = true
	d.pack.Rounds = append(d.pack.Rounds, questions.Round{ID: d.unique("round/", Slug(title), "round"), Title: title})
	return title
}

// Add takes a question, and tells whether it is one that can be played. Without an ID it gets one made of its prompt, and what
// is empty of Language, Time and Points gets the default; Points below 0 mean that there are none, as for what cannot be right. What
// makes it unfit is reported.
func (d *Draft) Add(at Place, q questions.Question) bool {
	if len(d.pack.Questions) >= MaxQuestions {
		d.Fail(at, "too-many", "the file has more than %d questions; split it into several files", MaxQuestions)
		return false
	}
	d.complete(&q)
	if d.weight += q.Weight(); d.weight > questions.MaxWeight {
		d.Fail(at, "too-large", "the typed answers and odd characters up to here are too many; split the file into several")
		return false
	}
	problems := q.Check()
	for _, problem := range problems {
		d.note(questions.Skipped, at, problem.Code, "not taken: "+problem.Error())
	}
	if len(problems) > 0 {
		return false
	}
	q.Round = d.open(q.Round)
	q.ID = d.unique("question/", q.ID, "q")
	d.pack.Questions = append(d.pack.Questions, q)
	d.place(q.ID, at)
	return true
}

func (d *Draft) complete(q *questions.Question) {
	if q.ID == "" {
		q.ID = firstWords(q.Prompt)
	}
	if !questions.ValidID(q.ID) {
		q.ID = Slug(q.ID)
	}
	if q.ID == "" {
		q.ID = "q" // the prompt is in another script
	}
	if q.Language == "" {
		q.Language = d.pack.Language
	}
	if q.Time == 0 {
		q.Time = DefaultTime
	}
	switch {
	case q.Kind == questions.Poll || q.Kind == questions.Slide || q.Points < 0:
		q.Points = 0
	case q.Points == 0:
		q.Points = DefaultPoints
	}
}

// Skip says that an item is not taken, and why, and how it could be.
func (d *Draft) Skip(at Place, code, format string, args ...any) {
	if d.full() {
		return
	}
	d.note(questions.Skipped, at, code, fmt.Sprintf(format, args...))
}

// Warn says that an item is taken but not all of it.
func (d *Draft) Warn(at Place, code, format string, args ...any) {
	if d.full() {
		return
	}
	d.note(questions.Warning, at, code, fmt.Sprintf(format, args...))
}

// Fail says that the file cannot be read, and that so nothing of it is taken.
func (d *Draft) Fail(at Place, code, format string, args ...any) {
	if d.failed {
		return // one reason is enough
	}
	d.failed = true
	d.note(questions.Error, at, code, fmt.Sprintf(format, args...))
}

// Inside says that what is found from now on is in that file of an archive; empty is the archive itself.
func (d *Draft) Inside(file string) { d.inside = file }

// full tells whether what else there is to say would not be listed. A hostile file has millions of such things.
func (d *Draft) full() bool { return len(d.findings) > maxFindings }

// Failed tells whether the file cannot be read; an importer ends then.
func (d *Draft) Failed() bool { return d.failed }

// once warns about the file as a whole, the first time only.
func (d *Draft) once(code, format string, args ...any) {
	if !slices.ContainsFunc(d.findings, func(f questions.Finding) bool { return f.Code == code }) {
		d.Warn(Place{}, code, format, args...)
	}
}

func (d *Draft) note(severity questions.Severity, at Place, code, words string) {
	switch {
	case severity == questions.Error: // always listed: it says why there is no pack
	case len(d.findings) == maxFindings:
		severity, at, code = questions.Warning, Place{}, "too-many-findings"
		words = "there is more to say about this file; mend what is listed and import it again"
	case len(d.findings) > maxFindings:
		return
	}
	file := d.file
	if d.inside != "" {
		file += "/" + d.inside
	}
	d.findings = append(d.findings, questions.Finding{
		Severity: severity, File: file, Line: at.Line, Column: at.Column, Code: code, Words: words,
	})
}

// Result ends the draft.
func (d *Draft) Result() Imported {
	if len(d.pack.Questions) == 0 && !d.failed {
		d.Fail(Place{}, "empty", "there is no question in the file that could be taken")
	}
	if d.failed {
		return Imported{Format: d.format, Findings: d.findings}
	}
	pack := d.pack
	for i := range pack.Questions {
		pack.Questions[i].ID = pack.ID + "/" + pack.Questions[i].ID
	}
	return Imported{Format: d.format, Pack: &pack, Media: d.shown(), Places: d.places, Findings: d.findings}
}

// shown are the media that a question shows: not those of what was not taken.
func (d *Draft) shown() map[string][]byte {
	shown := map[string][]byte{}
	for _, q := range d.pack.Questions {
		for _, medium := range q.Media {
			if data, here := d.media[medium.Src]; here { // and not only named, as in a pack file by itself
				shown[medium.Src] = data
			}
		}
	}
	return shown
}

// unique makes an id that is new within the space: "moon", "moon-2", "moon-3".
func (d *Draft) unique(space, id, fallback string) string {
	if id == "" {
		id = fallback
	}
	base := id
	for n := max(1, d.ids[space+base]); ; {
		if _, taken := d.ids[space+id]; !taken {
			d.ids[space+id] = 1
			return id
		}
		n++
		d.ids[space+base] = n
		number := "-" + strconv.Itoa(n)
		id = strings.TrimRight(base[:min(len(base), maxID-len(number))], "-") + number
	}
}

// maxID is the most characters of an id, as questions.ValidID has it.
const maxID = 64

// Slug makes an id of a text: small letters and digits with single hyphens, accents taken off. Empty if nothing of the text is one.
func Slug(text string) string {
	text = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l").Replace(strings.ToLower(shorten(text, 300)))
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
	words := strings.FieldsFunc(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	id := strings.Join(words, "-")
	return strings.Trim(id[:min(len(id), 56)], "-")
}

// firstWords is what an id is made of.
func firstWords(prompt string) string {
	words := strings.Fields(prompt)
	return strings.Join(words[:min(len(words), 6)], " ")
}

// stem is a file's name without folder and extension.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	return strings.TrimSuffix(name, path.Ext(name))
}

// clean is a text in one line.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
