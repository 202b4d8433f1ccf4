package qti2

import (
	"math"
	"net/url"
	"path"
	"slices"
	"time"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
	"trivium/questions/formats/internal/xmlzip"
)

// place is where a test puts an item.
type place struct {
	file   string // of the item
	round  string
	weight string
	time   string // in seconds
}

// places are the items of a package: in the order of its tests, then those that no test names.
func (r *reader) places() []place {
	items := xmlzip.Files(r.archive, itemRoots()...)
	tests := xmlzip.Files(r.archive, testRoots()...)
	var all []place
	for _, file := range tests {
		all = append(all, r.test(file, len(tests) > 1)...)
	}
	placed := map[string]bool{}
	all = slices.DeleteFunc(all, func(p place) bool {
		again := placed[p.file]
		placed[p.file] = true
		return again || !slices.Contains(items, p.file)
	})
	for _, file := range items {
		if !placed[file] {
			all = append(all, place{file: file})
		}
	}
	return all
}

// test reads one test of a package, whose title is the pack's if it is the only one.
func (r *reader) test(file string, several bool) []place {
	r.draft.Inside(file)
	data, err := r.archive.Read(file, maxXML)
	if err != nil {
		r.draft.Warn(draft.Place{}, "test", "the order of the questions is not known: %v", err)
		return nil
	}
	root, line, err := r.parse(data)
	if err != nil {
		r.draft.Warn(draft.Place{Line: line}, "test", "the order of the questions is not known: %v", err)
		return nil
	}
	title := root.Attr("title")
	if !several {
		r.draft.Title(title)
		title = ""
	}
	w := &walker{reader: r, file: file}
	w.walk(root, title)
	return w.found
}

// walker goes through the sections of a test.
type walker struct {
	*reader
	file  string
	found []place
}

func (w *walker) walk(e *xmlread.Element, title string) {
	for _, child := range e.All("") {
		switch child.Name {
		case "assessmentItemRef":
			w.found = append(w.found, place{
				file: w.path(child.Attr("href")), round: title, weight: child.First("weight").Attr("value"),
				time: child.First("timeLimits").Attr("maxTime"),
			})
		case "assessmentSection":
			inner := title
			if own := child.Attr("title"); own != "" && child.Attr("visible") != "false" {
				inner = own
			}
			w.walk(child, inner)
		case "testPart":
			w.walk(child, title)
		case "selection":
			w.draft.Warn(draft.Place{Line: child.Line}, "selection", "only some questions of a section were asked at a time; here all are")
		case "assessmentSectionRef":
			w.draft.Warn(draft.Place{Line: child.Line}, "section",
				"the section %q is in another file; its questions are in no round", shorten(child.Attr("href")))
		}
	}
}

// path is the name in the archive of what a test speaks of.
func (w *walker) path(href string) string {
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return path.Join(path.Dir(w.file), href)
}

// set gives the question what its place in a test says of it.
func (p place) set(q *entry) {
	q.Q.Round = q.Draft.Round(p.round)
	if seconds := item.Percent(p.time); seconds > 0 {
		limit := time.Duration(math.Round(seconds * float64(time.Second)))
		q.Q.Time = min(max(limit, questions.MinTime), questions.MaxTime)
		if q.Q.Time != limit {
			q.Warn("time", "the time limit %s is not from %s to %s; it became %s", limit, questions.MinTime, questions.MaxTime, q.Q.Time)
		}
	}
	if p.weight == "" {
		return
	}
	switch points := item.Percent(p.weight) * draft.DefaultPoints; {
	case points < 0.5:
		q.Q.Points = -1
	case points > questions.MaxPoints:
		q.Q.Points = questions.MaxPoints
		q.Warn("points", "its weight is %s; here it gives %d points, the most there are", shorten(p.weight), questions.MaxPoints)
	default:
		q.Q.Points = int(points + 0.5)
	}
}
