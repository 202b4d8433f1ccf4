// Package study lets one person play a pack alone, at their own pace: a question, whether the answer was right, what there is to know
// about it, the next one.
//
// A pack can be studied if its host opened it for that, and while no room of this server plays it: the answers would be a tab away.
// An answer stays here until the person has answered. Nothing is kept of who studies what; progress is the browser's.
package study

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/markdown"
	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors that people are told in words.
var (
	// ErrNotOpen says that there is no such pack, or that it is not open for study.
	ErrNotOpen = errors.New("not open for study")
	// ErrPlaying says that a room plays the pack.
	ErrPlaying = errors.New("a game here plays this pack")
)

// Options are what the service needs; all must be given.
type Options struct {
	Store store.Store
	// Packs gives all packs of the bank.
	Packs func() []*questions.Pack
	// Playing gives the ids of the packs that rooms play now, on all instances.
	Playing func(ctx context.Context) (map[string]bool, error)
	// Secret keys the order in which choices are shown.
	Secret []byte
	Clock  func() time.Time
}

// Service is study on a server. All methods may be called from any goroutine, and on several instances at once. They may give what the
// store gives, store.ErrUnavailable above all.
type Service struct {
	options  Options
	open     records.Collection[opened]
	markdown *markdown.Renderer
}

// opened is that a pack is open for study.
type opened struct {
	Pack string    `json:"pack"`
	By   string    `json:"by"` // the id of the host who opened it
	At   time.Time `json:"at"`
}

// New makes the service.
func New(o Options) *Service {
	return &Service{
		options: o, markdown: markdown.New(),
		open: records.Collection[opened]{Store: o.Store, Name: "study_packs", Order: func(v *opened) string { return v.Pack }},
	}
}

// Open opens a pack for study, or closes it.
func (s *Service) Open(ctx context.Context, pack, host string, open bool) error {
	if !open {
		return s.open.Delete(ctx, pack)
	}
	_, err := s.open.Update(ctx, pack, func(stored *records.Stored[opened]) error {
		if stored.Version == 0 {
			stored.Value = opened{Pack: pack, By: host, At: s.options.Clock().UTC()}
		}
		return nil
	})
	return err
}

// IsOpen tells whether a pack is open for study, whether or not it is played now.
func (s *Service) IsOpen(ctx context.Context, pack string) (bool, error) {
	stored, err := s.open.Find(ctx, pack)
	return stored.Version > 0, err
}

// Pack is a pack that can be studied.
type Pack struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Language    string `json:"language"`
	Questions   int    `json:"questions"`         // that have an answer
	Topics      int    `json:"topics,omitempty"`  // that these are about
	Playing     bool   `json:"playing,omitempty"` // a room plays it: it can not be studied now
}

// List gives all packs that are open for study, by language and title.
func (s *Service) List(ctx context.Context) ([]Pack, error) {
	open, err := s.allOpen(ctx)
	if err != nil {
		return nil, err
	}
	playing, err := s.options.Playing(ctx)
	if err != nil {
		return nil, err
	}
	list := []Pack{}
	for _, p := range s.options.Packs() {
		if about := aboutPack(p); open[p.ID] && about.Questions > 0 {
			about.Playing = playing[p.ID]
			list = append(list, about)
		}
	}
	slices.SortFunc(list, func(a, b Pack) int { return strings.Compare(a.Language+"\x00"+a.Title, b.Language+"\x00"+b.Title) })
	return list, nil
}

func (s *Service) allOpen(ctx context.Context) (map[string]bool, error) {
	const page = 500
	open := map[string]bool{}
	for below := ""; ; {
		list, err := s.open.List(ctx, below, page)
		if err != nil {
			return nil, err
		}
		for i := range list {
			open[list[i].ID], below = true, list[i].Value.Pack
		}
		if len(list) < page {
			return open, nil
		}
	}
}

func aboutPack(p *questions.Pack) Pack {
	about := Pack{ID: p.ID, Title: p.Title, Description: p.Description, Language: p.Language}
	topics := map[string]bool{}
	for i := range p.Questions {
		if q := &p.Questions[i]; asks(q) {
			about.Questions++
			if q.Topic != "" {
				topics[q.Topic] = true
			}
		}
	}
	about.Topics = len(topics)
	return about
}

// asks tells whether a question has an answer.
func asks(q *questions.Question) bool { return q.Kind != questions.Poll && q.Kind != questions.Slide }

// Item is a question of a pack, before it is asked.
type Item struct {
	ID    string `json:"id"`              // within the pack
	Topic string `json:"topic,omitempty"` // its title
	Round string `json:"round,omitempty"` // its title
}

// Contents gives a pack and what it asks, in its order. ErrNotOpen, ErrPlaying.
func (s *Service) Contents(ctx context.Context, pack string) (Pack, []Item, error) {
	p, err := s.find(ctx, pack)
	if err != nil {
		return Pack{}, nil, err
	}
	var items []Item
	for i := range p.Questions {
		if q := &p.Questions[i]; asks(q) {
			items = append(items, Item{ID: short(q.ID), Topic: topicOf(p, q).Title, Round: q.Round})
		}
	}
	return aboutPack(p), items, nil
}

// find gives a pack that can be studied now.
func (s *Service) find(ctx context.Context, pack string) (*questions.Pack, error) {
	packs := s.options.Packs()
	at := slices.IndexFunc(packs, func(p *questions.Pack) bool { return p.ID == pack })
	if at < 0 || aboutPack(packs[at]).Questions == 0 {
		return nil, ErrNotOpen
	}
	if open, err := s.IsOpen(ctx, pack); err != nil || !open {
		return nil, errors.Join(err, ErrNotOpen)
	}
	playing, err := s.options.Playing(ctx)
	switch {
	case err != nil:
		return nil, err
	case playing[pack]:
		return nil, ErrPlaying
	}
	return packs[at], nil
}

// short is a question's id within its pack.
func short(id string) string {
	_, within, _ := strings.Cut(id, "/")
	return within
}

func topicOf(p *questions.Pack, q *questions.Question) questions.Topic {
	for _, topic := range p.Topics {
		if topic.ID == q.Topic && q.Topic != "" {
			return topic
		}
	}
	return questions.Topic{}
}

// question gives a question that can be studied now, dealt for a sitting.
func (s *Service) question(ctx context.Context, pack, question, sitting string) (*questions.Pack, *questions.Question, *game.Alone, error) {
	p, err := s.find(ctx, pack)
	if err != nil {
		return nil, nil, nil, err
	}
	at := slices.IndexFunc(p.Questions, func(q questions.Question) bool { return short(q.ID) == question && asks(&q) })
	if at < 0 {
		return nil, nil, nil, fmt.Errorf("%w: question", ErrNotOpen)
	}
	q := &p.Questions[at]
	mac := hmac.New(sha256.New, s.options.Secret)
	_, _ = fmt.Fprintf(mac, "study\x00%s\x00%s\x00%d", q.ID, sitting, len(sitting)) // a hash takes everything
	return p, q, game.DealAlone(q, mac.Sum(nil)), nil
}

// Question gives a question as it may be seen before it is answered. Within a sitting, which the browser names as it likes, its choices
// stand in one order. ErrNotOpen, ErrPlaying.
func (s *Service) Question(ctx context.Context, pack, question, sitting string) (game.QuestionView, error) {
	_, _, alone, err := s.question(ctx, pack, question, sitting)
	if err != nil {
		return game.QuestionView{}, err
	}
	return alone.View(), nil
}
