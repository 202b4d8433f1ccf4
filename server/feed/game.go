package feed

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/finished"
)

// Game makes a finished.Game of a game that has ended, as it stands now. ErrNoGame, ErrRunning.
func (f *Feed) Game(ctx context.Context, id string) (finished.Game, error) {
	s, err := f.options.State(ctx, id)
	if err != nil {
		return finished.Game{}, err
	}
	if !s.Ended() {
		return finished.Game{}, ErrRunning
	}
	return f.game(ctx, id, s, s.Began) // the end is the last phase: nothing that comes behind it begins another
}

// Live makes one of a running game, for tables that are not final: what would be taken if it ended now. Ended is the time of the
// last thing that happened in it. ErrNoGame; ErrHidden while people in the room are not to see the table either.
func (f *Feed) Live(ctx context.Context, pin string) (finished.Game, error) {
	if f.options.Room == nil {
		return finished.Game{}, ErrNoGame
	}
	id, s, err := f.options.Room(ctx, pin)
	if err != nil {
		return finished.Game{}, err
	}
	if s.Ended() {
		return f.Game(ctx, id) // from where names are left out that may not be shown
	}
	if s.HideTable || s.Settings.TableAfter == game.TableAtEnd {
		return finished.Game{}, ErrHidden
	}
	return f.game(ctx, id, s, s.LastAt)
}

func (f *Feed) game(ctx context.Context, id string, s *game.State, ended game.Time) (finished.Game, error) {
	about, err := f.options.About(ctx, id)
	if err != nil {
		return finished.Game{}, fmt.Errorf("what a game was opened with: %w", err)
	}
	players := playersOf(s)
	for i := range players {
		players[i].Division = about.Division
	}
	teams := teamsOf(s)
	for i := range teams {
		teams[i].Division = about.Division
	}
	return finished.Game{
		ID: id, Title: s.Settings.Title, Revision: int64(s.N), Ended: time.UnixMilli(int64(ended)).UTC(), //nolint:gosec // no log has so many events
		Host: about.Host, Venue: about.Venue, Packs: slices.Clone(about.Packs), Whole: about.All && whole(s), Rule: ruleOf(&s.Settings),
		Leagues: slices.Clone(about.Leagues), Public: about.Public, Players: players, Teams: teams,
	}, nil
}

// whole tells whether all questions that the game was opened with were played and count, and no others.
func whole(s *game.State) bool {
	opened := 0
	for i := range s.Rounds {
		opened += len(s.Rounds[i].Questions)
	}
	if len(s.Questions) != opened { // one was put in during play
		return false
	}
	played := map[int]bool{}
	for _, show := range s.Showings {
		if show.Voided {
			return false
		}
		if show.Revealed {
			played[show.Question] = true
		}
	}
	for i := range s.Questions {
		if scored(&s.Questions[i]) && !played[i] {
			return false
		}
	}
	return true
}

// scored tells whether a question has points to give.
func scored(q *questions.Question) bool { return q.Kind != questions.Poll && q.Kind != questions.Slide }

// ruleOf says how a game is scored, in few words: what differs from it gives other scores for the same answers.
func ruleOf(set *game.Settings) string {
	words := []string{string(set.Scoring)}
	if set.Streak {
		words = append(words, "streak")
	}
	if set.Penalty > 0 {
		words = append(words, fmt.Sprintf("penalty %d%%", set.Penalty))
	}
	if set.ClockOff {
		words = append(words, "no clock")
	} else if set.TimeFactor != 100 {
		words = append(words, fmt.Sprintf("time %d%%", set.TimeFactor))
	}
	return strings.Join(words, ", ")
}
