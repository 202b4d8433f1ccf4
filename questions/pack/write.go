package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/questions"
)

// Write writes a pack in the native format. ParseYAML reads the same pack from it, for every pack that it could have read: texts
// have no space around them, figures are canonical, media lie under media/.
func Write(p *questions.Pack) []byte {
	w := &writer{pack: p, defaults: commonDefaults(p), rounds: map[string]string{}}
	w.head(w.listRounds())
	w.line(0, "questions:")
	for i := range p.Questions {
		if i > 0 {
			w.out.WriteByte('\n')
		}
		w.question(&p.Questions[i])
	}
	return []byte(w.out.String())
}

// writer writes one pack, line by line, as a person would.
type writer struct {
	out      strings.Builder
	pack     *questions.Pack
	defaults defaults
	rounds   map[string]string // ids by title
}

// commonDefaults are what most questions have, so that these need not say it. No question can say that it has no difficulty, so
// there is a common one only if all have one.
func commonDefaults(p *questions.Pack) defaults {
	times, points, difficulties := map[time.Duration]int{}, map[int]int{}, map[string]int{}
	d := defaults{time: defaultTime, points: defaultPoints}
	for i := range p.Questions {
		q := &p.Questions[i]
		if times[q.Time]++; times[q.Time] > times[d.time] {
			d.time = q.Time
		}
		if difficulties[q.Difficulty]++; difficulties[q.Difficulty] > difficulties[d.difficulty] {
			d.difficulty = q.Difficulty
		}
		if q.Kind == questions.Poll || q.Kind == questions.Slide {
			continue
		}
		if points[q.Points]++; points[q.Points] > points[d.points] {
			d.points = q.Points
		}
	}
	if difficulties[""] > 0 {
		d.difficulty = ""
	}
	return d
}

// listRounds are the pack's rounds, and those that only its questions name.
func (w *writer) listRounds() []questions.Round {
	rounds := slices.Clone(w.pack.Rounds)
	ids := map[string]bool{}
	for _, round := range rounds {
		w.rounds[round.Title], ids[round.ID] = round.ID, true
	}
	for i := range w.pack.Questions {
		title := w.pack.Questions[i].Round
		if title == "" || w.rounds[title] != "" {
			continue
		}
		id := ""
		for n := len(rounds) + 1; id == "" || ids[id]; n++ {
			id = fmt.Sprintf("round-%d", n)
		}
		w.rounds[title], ids[id] = id, true
		rounds = append(rounds, questions.Round{ID: id, Title: title})
	}
	return rounds
}

func (w *writer) head(rounds []questions.Round) {
	p := w.pack
	w.line(0, "format: 1")
	w.field(0, "id", p.ID)
	w.field(0, "title", p.Title)
	w.field(0, "description", p.Description)
	w.field(0, "language", p.Language)
	w.line(0, "version: "+p.Version)
	w.field(0, "license", p.License)
	w.texts(0, "authors", p.Authors)
	w.line(0, "defaults:")
	w.line(1, "time: "+w.defaults.time.String())
	w.line(1, fmt.Sprintf("points: %d", w.defaults.points))
	w.field(1, "difficulty", w.defaults.difficulty)
	if len(rounds) > 0 {
		w.line(0, "rounds:")
	}
	for _, round := range rounds {
		w.flow(1, pair{"id", round.ID}, pair{"title", round.Title}, pair{"intro", round.Intro})
	}
	if len(p.Topics) > 0 {
		w.line(0, "topics:")
	}
	for _, topic := range p.Topics {
		w.item(1, "id", topic.ID)
		w.field(2, "title", topic.Title)
		w.text(2, "summary", topic.Summary)
		w.text(2, "details", topic.Details)
		w.sources(topic.Sources)
	}
}

func (w *writer) question(q *questions.Question) {
	w.item(1, "id", strings.TrimPrefix(q.ID, w.pack.ID+"/"))
	w.field(2, "kind", string(q.Kind))
	if q.Round != "" {
		w.text(2, "round", w.rounds[q.Round])
	}
	w.field(2, "topic", q.Topic)
	w.words(2, "tags", q.Tags)
	if q.Language != w.pack.Language {
		w.field(2, "language", q.Language)
	}
	if q.Difficulty != w.defaults.difficulty {
		w.field(2, "difficulty", q.Difficulty)
	}
	if q.Time != w.defaults.time {
		w.line(2, "time: "+q.Time.String())
	}
	if q.Kind != questions.Poll && q.Kind != questions.Slide && q.Points != w.defaults.points {
		w.line(2, fmt.Sprintf("points: %d", q.Points))
	}
	w.text(2, "prompt", q.Prompt)
	w.answer(q)
	w.field(2, "scoring", q.Scoring)
	w.field(2, "summary", q.Summary)
	w.field(2, "details", q.Details)
	w.sources(q.Sources)
	w.field(2, "checked", q.Checked)
	w.field(2, "expires", q.Expires)
	w.field(2, "license", q.License)
	if len(q.Media) > 0 {
		w.line(2, "media:")
	}
	for _, m := range q.Media {
		w.flow(3, pair{"type", m.Type}, pair{"src", m.Src}, pair{"alt", m.Alt}, pair{"license", m.License}, pair{"at", m.At})
	}
}

func (w *writer) sources(sources []questions.Source) {
	if len(sources) > 0 {
		w.line(2, "sources:")
	}
	for _, source := range sources {
		w.flow(3, pair{"title", source.Title}, pair{"url", source.URL})
	}
}
