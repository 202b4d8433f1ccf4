package gift

import (
	"slices"
	"strings"

	"trivium/questions"
)

// notes are what comments say for programs: [id:...] and [tag:...] as Moodle has them, and two of our own.
type notes struct {
	id, title, language string
	tags                []string
}

// The bounds of the comments of one block, in which notes are looked for.
const (
	maxComments = 100
	maxComment  = 4 << 10 // bytes
)

func (r *reader) notes(comments []string) notes {
	var n notes
	for _, comment := range comments[:min(len(comments), maxComments)] {
		if len(comment) > maxComment {
			continue
		}
		for _, found := range r.patterns.note.FindAllStringSubmatch(raw(comment), -1) {
			text := strings.TrimSpace(strings.ReplaceAll(found[2], `\]`, `]`))
			switch found[1] {
			case "id":
				n.id = text
			case "title":
				n.title = text
			case "language":
				n.language = text
			case "tag":
				n.tags = append(n.tags, text)
			}
		}
	}
	return n
}

// apply gives a question what its comments say of it.
func (i *item) apply(n notes) {
	i.q.ID = n.id
	if questions.ValidLanguage(n.language) {
		i.q.Language = n.language
	}
	var tags []string
	for _, tag := range n.tags {
		if level := strings.ToLower(tag); slices.Contains([]string{"easy", "medium", "hard"}, level) {
			i.q.Difficulty = level
			continue
		}
		tags = append(tags, tag)
	}
	i.q.Tags = questions.Tags(tags)
}
