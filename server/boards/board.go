package boards

import (
	"context"
	"strings"
	"time"

	"trivium/server/finished"
)

// Board names a board: of a pack, or of the whole server if there is none, for a period.
type Board struct {
	Pack   string
	Span   Span
	Period string // the name of the period; empty for all time
}

// key names the board in the store.
func (b Board) key() string {
	scope := "server"
	if b.Pack != "" {
		scope = "pack:" + b.Pack
	}
	return strings.Join([]string{scope, string(b.Span), b.Period}, "|")
}

func (b Board) scores() string { return "board:" + b.key() }
func (b Board) names() string  { return "board-names:" + b.key() }

// Now gives the board of a pack, or of the server, for the period that a time lies in. ErrBad.
func (s *Service) Now(ctx context.Context, pack string, span Span, at time.Time) (Board, Period, error) {
	p, err := s.Period(ctx, span, at)
	return Board{Pack: pack, Span: span, Period: p.Name}, p, err
}

// running is a board that has had entries and that goes when its time is over.
type running struct {
	Board Board     `json:"board"`
	Until time.Time `json:"until"`
}

// boardsOf gives the boards on which a game is, and notes those that will go. Boards that have gone already are left out.
func (s *Service) boardsOf(ctx context.Context, g *finished.Game) ([]Board, error) {
	scopes := []string{""}
	if len(g.Packs) == 1 && g.Whole {
		scopes = append(scopes, g.Packs[0])
		if err := s.notePack(ctx, g.Packs[0], g.Ended); err != nil {
			return nil, err
		}
	}
	var list []Board
	for _, span := range Spans() {
		period, err := s.Period(ctx, span, g.Ended)
		if err != nil {
			return nil, err
		}
		if span != AllTime && period.Name == "" {
			continue
		}
		kept, ends := keep(span)
		until := period.To.Add(kept)
		if ends && until.Before(s.now()) {
			continue
		}
		for _, pack := range scopes {
			b := Board{Pack: pack, Span: span, Period: period.Name}
			list = append(list, b)
			if ends {
				if err := s.note(ctx, b, until); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}

func (s *Service) note(ctx context.Context, b Board, until time.Time) error {
	known, err := s.running.Find(ctx, b.key())
	if err != nil || known.Version > 0 {
		return err
	}
	_, err = s.running.Update(ctx, b.key(), func(stored *storedRunning) error {
		stored.Value = running{Board: b, Until: until.UTC()}
		return nil
	})
	return err
}

// Sweep clears boards whose time is over: days after 60 days, weeks after 400, months after 1200. It is to be called now and then;
// on which instance does not matter.
func (s *Service) Sweep(ctx context.Context) error {
	for {
		over, err := s.running.List(ctx, orderOf(s.now()), 100)
		if err != nil || len(over) == 0 {
			return err
		}
		for i := range over {
			b := over[i].Value.Board
			if err := s.store.Clear(ctx, b.scores()); err != nil {
				return err
			}
			if err := s.store.Clear(ctx, b.names()); err != nil {
				return err
			}
			if err := s.running.Delete(ctx, b.key()); err != nil {
				return err
			}
		}
	}
}
