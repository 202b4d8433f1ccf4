package feed

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"trivium/server/finished"
	"trivium/server/store"
)

const (
	// lease is how long somebody may feed a game before others think that he has died; feedTime is how long he tries.
	lease    = time.Minute
	feedTime = 40 * time.Second
	// firstWait and longestWait bound how long it takes until what failed is tried again.
	firstWait   = 2 * time.Second
	longestWait = 10 * time.Minute
	// sweepEvery is how often Run looks for what is due.
	sweepEvery = 5 * time.Second
	// page is how many notes are read at once.
	page = 100
)

// Run feeds what is due until the context ends.
func (f *Feed) Run(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := f.Sweep(ctx); err != nil && ctx.Err() == nil {
			f.log.Warn("finished games were not all brought to boards and leagues", "error", err)
		}
		select {
		case <-tick.C:
		case <-f.wake:
		case <-ctx.Done():
			return
		}
	}
}

// Sweep feeds all games that are due. What a taker does not take is tried again by a later sweep and is no error.
func (f *Feed) Sweep(ctx context.Context) error {
	for {
		due, err := f.due(ctx)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, id := range due {
			if err := f.feed(ctx, id); err != nil {
				return err
			}
		}
	}
}

// due lists games that are due now.
func (f *Feed) due(ctx context.Context) ([]string, error) {
	list, err := f.notes.List(ctx, "", page)
	if err != nil {
		return nil, fmt.Errorf("which games are due: %w", err)
	}
	var due []string
	for i := range list {
		if n := &list[i].Value; n.Asked > n.Fed && !n.Next.After(f.now()) {
			due = append(due, n.Room)
		}
	}
	return due, nil
}

// feed hands a game to all takers, if it is due and nobody else does so. Its errors are those of the store.
func (f *Feed) feed(ctx context.Context, id string) error {
	me := rand.Text()
	for {
		taken, err := f.take(ctx, id, me)
		if err != nil || taken.Value.By != me {
			return err
		}
		again, err := f.attempt(ctx, &taken)
		if err != nil || !again {
			return err
		}
	}
}

// take takes the lease on feeding a game.
func (f *Feed) take(ctx context.Context, id, me string) (storedNote, error) {
	taken, err := f.notes.Update(ctx, id, func(stored *storedNote) error {
		n := &stored.Value
		if n.By != me && (n.Asked == n.Fed || n.Next.After(f.now())) {
			return errOld
		}
		n.By, n.Next = me, f.now().Add(lease).UTC()
		return nil
	})
	if errors.Is(err, errOld) {
		return storedNote{}, nil
	}
	return taken, err
}

// attempt hands a game over and notes how that went. It says whether the game was noted again meanwhile.
func (f *Feed) attempt(ctx context.Context, taken *storedNote) (again bool, err error) {
	id, me, asked := taken.ID, taken.Value.By, taken.Value.Asked
	short, cancel := context.WithTimeout(ctx, feedTime)
	defer cancel()
	failed := f.hand(short, &taken.Value)
	after, stop := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer stop()
	done, err := f.notes.Update(after, id, func(stored *storedNote) error {
		n := &stored.Value
		if n.By != me {
			return errOld // it took too long; whoever has it now does it again
		}
		if failed != nil {
			n.By, n.Next = "", f.now().Add(wait(n.Failed)).UTC()
			n.Failed++
			return nil
		}
		n.Fed, n.Failed = asked, 0
		if n.Asked == n.Fed { // else it goes on at once, under the same lease
			n.By, n.Next = "", time.Time{}
		}
		return nil
	})
	switch {
	case errors.Is(err, errOld):
		return false, nil
	case err != nil:
		return false, err
	case failed != nil && ctx.Err() == nil:
		f.log.Warn("a finished game was not taken yet", "room", id, "error", failed)
	}
	return failed == nil && done.Value.By == me, nil
}

// wait is how long it takes until a game is tried again that has failed so often before.
func wait(failed int) time.Duration { return min(firstWait<<min(failed, 20), longestWait) }

// errBehind says that this instance does not know yet of what was noted.
var errBehind = errors.New("the game is read as it was before")

// behindMax is how often a game is waited for that is behind what was noted. After that it was lost: the store went back in time.
const behindMax = 10

// hand hands a game to all takers as it stands now. One that fails does not keep it from the others.
func (f *Feed) hand(ctx context.Context, n *note) error {
	g, err := f.Game(ctx, n.Room)
	if behind := errors.Is(err, ErrRunning) || err == nil && g.Revision < n.Revision; behind && n.Failed < behindMax {
		return errBehind
	}
	if errors.Is(err, ErrNoGame) || errors.Is(err, ErrRunning) {
		return nil
	}
	if err != nil {
		return err
	}
	var failed error
	for _, name := range slices.Sorted(maps.Keys(f.options.Takers)) {
		failed = errors.Join(failed, f.handTo(ctx, name, g))
	}
	return failed
}

func (f *Feed) handTo(ctx context.Context, name string, g finished.Game) error {
	err := f.options.Takers[name].Take(ctx, g)
	switch {
	case err == nil:
		f.metrics.games.WithLabelValues(name, outcomeTaken).Inc()
	case errors.Is(err, ErrRefused):
		f.metrics.games.WithLabelValues(name, outcomeRefused).Inc()
		f.log.Error("a finished game can not be taken", "by", name, "room", g.ID, "error", err)
		return nil
	default:
		f.metrics.games.WithLabelValues(name, outcomeFailed).Inc()
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Gone tells all takers that the names of a game go for good, or the whole of it. ErrUnavailable of the store, and whatever takers
// say; it is to be called again then.
func (f *Feed) Gone(ctx context.Context, id string, whole bool) error {
	var failed error
	for _, name := range slices.Sorted(maps.Keys(f.options.Takers)) {
		if err := f.options.Takers[name].Gone(ctx, id, whole); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", name, err))
		}
	}
	if failed != nil || !whole {
		return failed
	}
	err := f.notes.Delete(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
