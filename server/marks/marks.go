package marks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/server/store"
	"trivium/server/store/records"
)

// The most that is remembered of a host.
const (
	FavouritesMax = 2000
	PlayedMax     = 10_000
)

// ErrFull says that a host has as many favourites as there may be.
var ErrFull = fmt.Errorf("%d favourites are the most; take the star from some first", FavouritesMax)

// errSame ends an update that would change nothing.
var errSame = errors.New("nothing changes")

// Service is the marks of all hosts. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	now        func() time.Time
	favourites records.Collection[list]
	played     records.Collection[list]
}

// list is times in seconds, by pack and question: the id of a pack is written once for all its questions.
type list map[string]map[string]int64

// New makes the service. A nil clock is time.Now.
func New(s store.Store, clock func() time.Time) *Service {
	if clock == nil {
		clock = time.Now
	}
	return &Service{
		now:        clock,
		favourites: records.Collection[list]{Store: s, Name: "favourites"},
		played:     records.Collection[list]{Store: s, Name: "played"},
	}
}

// Favourites gives a host's favourites and when they became such, by the ids of the questions.
func (s *Service) Favourites(ctx context.Context, host string) (map[string]time.Time, error) {
	return read(ctx, s.favourites, host)
}

// Played gives the questions that were played in a host's games and when that was last, by their ids.
func (s *Service) Played(ctx context.Context, host string) (map[string]time.Time, error) {
	return read(ctx, s.played, host)
}

func read(ctx context.Context, of records.Collection[list], host string) (map[string]time.Time, error) {
	stored, err := of.Find(ctx, host)
	if err != nil {
		return nil, err
	}
	times := map[string]time.Time{}
	for pack, marked := range stored.Value {
		for question, at := range marked {
			times[pack+"/"+question] = time.Unix(at, 0).UTC()
		}
	}
	return times, nil
}

// Star makes a question a host's favourite. One that is so already stays as it is. ErrFull.
func (s *Service) Star(ctx context.Context, host, question string) error {
	return change(ctx, s.favourites, host, func(l list) error {
		if l.has(question) {
			return errSame
		}
		if l.size() >= FavouritesMax {
			return ErrFull
		}
		l.set(question, s.now().Unix())
		return nil
	})
}

// Unstar takes that back. One that is no favourite is no error.
func (s *Service) Unstar(ctx context.Context, host, question string) error {
	return change(ctx, s.favourites, host, func(l list) error {
		if !l.has(question) {
			return errSame
		}
		l.remove(question)
		return nil
	})
}

// Play notes that questions were played in a game of a host that ended at a time. It may be told any number of times.
func (s *Service) Play(ctx context.Context, host string, questions []string, at time.Time) error {
	return change(ctx, s.played, host, func(l list) error {
		changed := false
		for _, question := range questions {
			if !l.has(question) || l.at(question) < at.Unix() {
				l.set(question, at.Unix())
				changed = true
			}
		}
		if !changed {
			return errSame
		}
		l.cut(PlayedMax)
		return nil
	})
}

// Forget drops all marks of a host.
func (s *Service) Forget(ctx context.Context, host string) error {
	return errors.Join(s.favourites.Delete(ctx, host), s.played.Delete(ctx, host))
}

func change(ctx context.Context, of records.Collection[list], host string, do func(list) error) error {
	_, err := of.Update(ctx, host, func(stored *records.Stored[list]) error {
		if stored.Value == nil {
			stored.Value = list{}
		}
		return do(stored.Value)
	})
	if errors.Is(err, errSame) {
		return nil
	}
	return err
}

func (l list) has(id string) bool {
	pack, question, _ := strings.Cut(id, "/")
	_, there := l[pack][question]
	return there
}

func (l list) at(id string) int64 {
	pack, question, _ := strings.Cut(id, "/")
	return l[pack][question]
}

func (l list) set(id string, at int64) {
	pack, question, _ := strings.Cut(id, "/")
	if l[pack] == nil {
		l[pack] = map[string]int64{}
	}
	l[pack][question] = at
}

func (l list) remove(id string) {
	pack, question, _ := strings.Cut(id, "/")
	if delete(l[pack], question); len(l[pack]) == 0 {
		delete(l, pack)
	}
}

func (l list) size() int {
	size := 0
	for _, marked := range l {
		size += len(marked)
	}
	return size
}

// cut leaves the newest.
func (l list) cut(most int) {
	over := l.size() - most
	if over <= 0 {
		return
	}
	type mark struct {
		id string
		at int64
	}
	var all []mark
	for pack, marked := range l {
		for question, at := range marked {
			all = append(all, mark{pack + "/" + question, at})
		}
	}
	slices.SortFunc(all, func(x, y mark) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.id, y.id)) })
	for _, m := range all[:over] {
		l.remove(m.id)
	}
}
