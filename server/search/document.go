package search

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// Lengths of prompts, as a phone shows them: in large, middling and small letters.
const (
	Short  = "short"
	Medium = "medium"
	Long   = "long"

	shortMost  = 60 // characters
	mediumMost = 140
)

// document is a question in the index.
type document struct {
	row      int64 // in the full-text index; never used again for another
	pack     *questions.Pack
	question *questions.Question
	topic    string           // its title
	values   [fields][]string // what it is counted as
}

func newDocument(row int64, pack *questions.Pack, q *questions.Question, topics map[string]*questions.Topic) document {
	d := document{row: row, pack: pack, question: q}
	if topic := topics[q.Topic]; topic != nil {
		d.topic = topic.Title
	}
	language, _, _ := strings.Cut(strings.ToLower(q.Language), "-")
	for field, value := range map[int]string{
		byKind: string(q.Kind), byRound: q.Round, byTopic: d.topic, byDifficulty: q.Difficulty, byLanguage: language,
		byLength: lengthOf(q.Prompt), byPack: pack.ID,
	} {
		if value != "" {
			d.values[field] = []string{value}
		}
	}
	d.values[byTag] = q.Tags
	return d
}

func lengthOf(prompt string) string {
	switch length := utf8.RuneCountInString(prompt); {
	case length <= shortMost:
		return Short
	case length <= mediumMost:
		return Medium
	}
	return Long
}

func topicsOf(pack *questions.Pack) map[string]*questions.Topic {
	topics := make(map[string]*questions.Topic, len(pack.Topics))
	for i := range pack.Topics {
		topics[pack.Topics[i].ID] = &pack.Topics[i]
	}
	return topics
}

// between is a word that nobody types (a character for private use). It keeps a phrase from reaching from one text into the next.
const between = " \ue000 "

// columns are the texts that a question is found by, in the order of the index: what is asked, what is answered, what it is about,
// and what is said about it.
func (d *document) columns() [4]string {
	q := d.question
	var answers, about, said []string
	for _, choice := range q.Choices {
		answers, said = append(answers, choice.Text), append(said, choice.Why)
	}
	for _, accepted := range q.Accept {
		answers, said = append(answers, accepted.Text), append(said, accepted.Note)
	}
	answers = append(append(answers, q.Items...), q.Extra...)
	for _, pair := range q.Pairs {
		answers = append(answers, pair.Left, pair.Right)
	}
	if q.Number != nil {
		answers = append(answers, q.Number.Answer, q.Number.Unit)
	}
	about = append(append(about, d.topic, q.Round, d.pack.Title), q.Tags...)
	said = append(said, q.Summary, q.Details)
	for _, medium := range q.Media {
		said = append(said, medium.Alt)
	}
	joined := func(texts []string) string {
		for i := range texts {
			texts[i] = folded(texts[i]) // each by itself: most are plain, which is quick
		}
		return strings.Join(texts, between)
	}
	return [4]string{folded(q.Prompt), joined(answers), joined(about), joined(said)}
}
