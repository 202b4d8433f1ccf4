package leagues

import (
	"context"
	"fmt"
	"slices"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/store/records"
)

// Table is where a season stands. What it holds is shared and must not be changed.
type Table struct {
	league.Table

	League   League
	Season   Season
	Revision int64
	// Live are the games laid over that still run: with any, the table is not final.
	Live []string
	// Changes are the history as far as it counts in the season, oldest first.
	Changes []league.Change
}

// view is what a table is asked for.
type view struct {
	league, season string
	filter         league.Filter
}

// fold is a table that was computed, and the season that it came from.
type fold struct {
	table  *Table
	season league.Season
	league League
	book   *book
}

// foldsMax bounds how many tables are kept.
const foldsMax = 200

// Revision moves on with everything that a table of the league shows. ErrNotFound.
func (s *Service) Revision(ctx context.Context, id string) (int64, error) {
	head, err := s.head(ctx, id)
	if err != nil {
		return 0, err
	}
	book, err := s.bookOf(ctx, id)
	return revision(head.Version, book.Version), err
}

// revision grows with either.
func revision(head, book int) int64 { return int64(head) + int64(book) }

// Table gives the table of a season; without one, of the season that runs. Games that still run are laid over it. ErrNotFound, also for a
// division or a venue that the league does not have.
func (s *Service) Table(ctx context.Context, id, seasonID string, f league.Filter, live ...finished.Game) (*Table, error) {
	folded, err := s.fold(ctx, id, seasonID, f)
	if err != nil || len(live) == 0 {
		return folded.table, err
	}
	season := folded.season
	season.Nights = slices.Clone(season.Nights)
	out := *folded.table
	for i := range live {
		g := &live[i]
		if _, ended := folded.book.Games[g.ID]; ended || !out.Season.holds(g.Ended) {
			continue
		}
		n := nightOf(&folded.league, folded.book, &night{}, g)
		season.Nights = append(season.Nights, n.in())
		out.Live = append(out.Live, g.ID)
	}
	table, err := season.Table(f)
	if err != nil {
		return nil, err
	}
	out.Table = *table
	return &out, nil
}

// fold gives a table as it is stored, from memory if nothing has changed.
func (s *Service) fold(ctx context.Context, id, seasonID string, f league.Filter) (fold, error) {
	head, err := s.head(ctx, id)
	if err != nil {
		return fold{}, err
	}
	stored, err := s.bookOf(ctx, id)
	if err != nil {
		return fold{}, err
	}
	l := headOf(head)
	if f.Division != "" && !slices.Contains(l.Divisions, f.Division) || f.Venue != "" && !slices.Contains(l.Venues, f.Venue) {
		return fold{}, fmt.Errorf("%w: division or venue", ErrNotFound)
	}
	season, ok := l.Season(seasonID, s.now())
	if !ok {
		return fold{}, fmt.Errorf("%w: season", ErrNotFound)
	}
	at, now := view{league: id, season: season.ID, filter: f}, revision(head.Version, stored.Version)
	s.mu.Lock()
	known, there := s.folded[at]
	s.mu.Unlock()
	if there && known.table.Revision == now {
		return known, nil
	}
	made := fold{league: l, book: &stored.Value}
	made.season = league.Season{Rules: season.Rules, Changes: league.Within(stored.Value.Changes, season.ID)}
	if made.season.Nights, err = s.heldIn(ctx, id, &season, &stored.Value); err != nil {
		return fold{}, err
	}
	table, err := made.season.Table(f)
	if err != nil {
		return fold{}, fmt.Errorf("the table of league %s: %w", id, err)
	}
	made.table = &Table{Table: *table, League: l, Season: season, Revision: now, Changes: made.season.Changes}
	s.keep(at, made)
	return made, nil
}

// bookOf gives a book to be read only. One that has not changed is not decoded again.
func (s *Service) bookOf(ctx context.Context, id string) (records.Stored[book], error) {
	s.mu.Lock()
	known := s.read[id]
	s.mu.Unlock()
	stored, err := s.books.FindNewer(ctx, id, known)
	if err != nil || stored.Version == known.Version {
		return stored, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.read) >= foldsMax {
		clear(s.read)
	}
	s.read[id] = stored
	return stored, nil
}

// heldIn gives the nights of a season. One that is gone already is left out: a newer book does not name it.
func (s *Service) heldIn(ctx context.Context, id string, season *Season, b *book) ([]league.Night, error) {
	var nights []league.Night
	for gameID, e := range b.Games {
		if !season.holds(e.At) {
			continue
		}
		n, err := s.nights(id).Find(ctx, gameID)
		if err != nil {
			return nil, err
		}
		if n.Version > 0 {
			nights = append(nights, n.Value.in())
		}
	}
	return nights, nil
}

// keep remembers a table. When there are too many, all go: those that are looked at come back.
func (s *Service) keep(at view, made fold) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.folded) >= foldsMax {
		clear(s.folded)
	}
	s.folded[at] = made
}
