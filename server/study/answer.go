package study

import (
	"context"
	"fmt"
	"html/template"

	"trivium/game"
	"trivium/questions"
)

// Lesson is what somebody learns who has answered.
type Lesson struct {
	Right bool `json:"right"` // the whole of it
	// Num of Den parts were right.
	Num     int             `json:"num"`
	Den     int             `json:"den"`
	Reveal  game.RevealView `json:"reveal"`
	Details template.HTML   `json:"details,omitempty"` // safe to show
	Sources []Source        `json:"sources,omitempty"`
	Topic   *Topic          `json:"topic,omitempty"`
}

// Topic is what the question is about, and others with it.
type Topic struct {
	Title   string        `json:"title"`
	Summary string        `json:"summary"`
	Details template.HTML `json:"details,omitempty"` // safe to show
	Sources []Source      `json:"sources,omitempty"`
}

// Source says where a fact can be checked.
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// Answer judges an answer as a game does and tells what there is to know; nil is somebody who gives up. ErrNotOpen, ErrPlaying;
// game.ErrBad if it is no answer to such a question.
func (s *Service) Answer(ctx context.Context, pack, question, sitting string, answer *game.Answer) (*Lesson, error) {
	p, q, alone, err := s.question(ctx, pack, question, sitting)
	if err != nil {
		return nil, err
	}
	lesson := &Lesson{Den: 1, Reveal: alone.Reveal(), Sources: sourcesOf(q.Sources)}
	if answer != nil {
		if lesson.Num, lesson.Den, err = alone.Judge(*answer); err != nil {
			return nil, err
		}
	}
	lesson.Right = lesson.Num == lesson.Den
	if lesson.Details, err = s.html(q.Details); err != nil {
		return nil, fmt.Errorf("the details of %s: %w", q.ID, err)
	}
	if topic := topicOf(p, q); topic.ID != "" {
		lesson.Topic = &Topic{Title: topic.Title, Summary: topic.Summary, Sources: sourcesOf(topic.Sources)}
		if lesson.Topic.Details, err = s.html(topic.Details); err != nil {
			return nil, fmt.Errorf("the topic %s of %s: %w", topic.ID, p.ID, err)
		}
	}
	return lesson, nil
}

// html makes HTML of Markdown; of nothing, nothing.
func (s *Service) html(source string) (template.HTML, error) {
	if source == "" {
		return "", nil
	}
	return s.markdown.HTML(source)
}

func sourcesOf(list []questions.Source) []Source {
	var sources []Source
	for _, one := range list {
		sources = append(sources, Source(one))
	}
	return sources
}
