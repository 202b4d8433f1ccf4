package nemesis

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
	"trivium/server/load"
)

// within gives a context that ends with the test, and no later than the limit.
func within(t testing.TB, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), limit, fmt.Errorf("the test took longer than %v", limit))
	t.Cleanup(cancel)
	return ctx
}

// open opens a game of the first questions of the test pack.
func open(ctx context.Context, t testing.TB, c *cluster, questions int) load.Game {
	t.Helper()
	settings := game.DefaultSettings()
	settings.BreakAfterRound, settings.TableAfter = 60_000, game.TableAfterRound
	opened, err := c.api().Create(ctx, load.NewGame{Packs: []string{"nemesis"}, Count: questions, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// roomOf is the room of a game.
func roomOf(g load.Game) ledger.RoomID { return ledger.RoomID(filepath.Base(g.Result)) }

// TestChecks plays a short game on one instance to which nothing happens, on which all checks are content, and doctors what
// was recorded: each check must notice.
func TestChecks(t *testing.T) {
	t.Parallel()
	c := alone(t, false)
	ctx := within(t, 3*time.Minute)
	before := loadNow()
	opened := open(ctx, t, c, 2)
	people := gather(ctx, t, c.url(), opened, 9, 1)
	for _, problem := range people.goHome() {
		t.Error(problem)
	}
	served, err := c.results(ctx, opened.Result)
	if err != nil {
		t.Fatal(err)
	}
	c.instances[0].Stop()
	stored, err := sqlite.Open(filepath.Join(c.instances[0].Data(), "trivium.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stored.Close() }()
	told, err := read(ctx, stored, roomOf(opened))
	if err != nil {
		t.Fatal(err)
	}
	whole := func() *run {
		return &run{
			story: told.copied(), record: people.record.copied(), seats: people.seats(), served: served,
			notes: &notes{instances: 1, load: max(loadNow(), before)},
		}
	}
	for _, problem := range whole().problems() {
		t.Error(problem)
	}
	_, lates := whole().lates()
	t.Logf("%d views, %d own parts, %d answers sent, %d replies, phases late by %v", len(people.record.views),
		len(people.record.owns), len(people.record.said), len(people.record.replies), lates)
	if !t.Failed() {
		testDoctored(t, whole)
	}
	if _, err := stored.Events(ctx, "nowhere", ledger.Pos{}); !errors.Is(err, ledger.ErrNoRoom) {
		t.Errorf("a room that is not there: %v", err)
	}
}
