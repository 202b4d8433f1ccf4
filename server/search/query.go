package search

import (
	"slices"
	"time"

	"trivium/questions"
)

// Query says what is looked for. What is empty is not asked for; several values of one field are alternatives, but a question must have
// all of the tags.
type Query struct {
	Words string // words, "phrases", and the beginning of a word at the end

	Kinds        []string
	Rounds       []string // titles
	Topics       []string // titles
	Tags         []string
	Difficulties []string
	Languages    []string // without regions: "de"
	Lengths      []string // Short | Medium | Long
	Packs        []string
	IDs          []string

	// Sees tells whether whoever asks may see a pack.
	Sees func(pack string) bool
	// Favourites and Played are what whoever asks has marked and played, by the id of a question.
	Favourites map[string]time.Time
	Played     map[string]time.Time
	// Favourite leaves favourites alone; Fresh what was never played; Recent what was played, the latest first.
	Favourite, Fresh, Recent bool

	Limit int    // of the page, from 1
	After string // Next of the page before
}

// Result is a page of what was found.
type Result struct {
	Hits   []Hit
	Total  int
	Next   string // the place of the next page, empty at the end
	Facets Facets
}

// Hit is a question that was found.
type Hit struct {
	Pack     *questions.Pack
	Question *questions.Question
	Topic    string // its title
}

// Facets say how many questions there would be with each value of a field, the other filters as they are.
type Facets struct {
	Kinds, Rounds, Topics, Tags, Difficulties, Languages, Lengths, Packs []Count
}

// Count is a value of a field and how many questions have it.
type Count struct {
	Value string
	Count int
}

// The fields that are counted, and the place of each in what a document fails.
const (
	byKind = iota
	byRound
	byTopic
	byTag
	byDifficulty
	byLanguage
	byLength
	byPack
	fields
)

// wanted are the values that a query asks for in a field.
func (q *Query) wanted(field int) []string {
	return [fields][]string{q.Kinds, q.Rounds, q.Topics, q.Tags, q.Difficulties, q.Languages, q.Lengths, q.Packs}[field]
}

// may tells whether a document is one that can be found at all, by rights and by what was marked and played.
func (q *Query) may(d *document) bool {
	id := d.question.ID
	if !q.Sees(d.pack.ID) || len(q.IDs) > 0 && !slices.Contains(q.IDs, id) {
		return false
	}
	_, favourite := q.Favourites[id]
	_, played := q.Played[id]
	return (!q.Favourite || favourite) && (!q.Fresh || !played) && (!q.Recent || played)
}

// fails tells how many of the fields a document does not fit in, and one of them.
func (q *Query) fails(d *document) (count, field int) {
	for f := range fields {
		wanted := q.wanted(f)
		if len(wanted) == 0 {
			continue
		}
		has := d.values[f]
		fits := slices.ContainsFunc(wanted, func(value string) bool { return slices.Contains(has, value) })
		if f == byTag {
			fits = !slices.ContainsFunc(wanted, func(value string) bool { return !slices.Contains(has, value) })
		}
		if !fits {
			count, field = count+1, f
		}
	}
	return count, field
}
