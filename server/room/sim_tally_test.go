package room

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trivium/server/ledger"
)

// words lists counts in alphabetical order.
func words(counts map[string]int) string {
	var list []string
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, what+" "+strconv.Itoa(counts[what]))
	}
	return strings.Join(list, ", ")
}

// tally counts what happened in a game: faults, events, what was acknowledged.
func (w *world) tally() map[string]int {
	counts := maps.Clone(w.counts)
	for _, answers := range w.truth.answers {
		counts["acknowledged"] += len(answers)
	}
	events, err := w.truth.instance.Events(w.ctx, w.room, ledger.Pos{})
	if err != nil {
		w.fail("read the log: %w", err)
	}
	for _, e := range events {
		var stored struct {
			Kind string `json:"kind"`
		}
		if json.Unmarshal(e.Data, &stored) == nil {
			counts["event "+stored.Kind]++
		}
	}
	return counts
}

// least is how often something happens in a hundred games at least.
func least() map[string]int {
	return map[string]int{
		"acknowledged": 300, "told late": 3, "moved": 20, "takeover": 400, "adopted": 80, "replaced": 15,
		"rest": 300, "woke": 200,
		// Faults.
		"kill": 80, "kill in a call": 20, "kill of all": 35, "pause": 60, "call failed": 500, "cut": 60, "silence": 60, "bell lost": 800,
		"bell late": 800, "restart": 40, "rewind": 45, "rewind put back": 6, "rewind with a loss": 35, "jump": 40, "skew": 40,
		"drained": 30, "version skew": 6, "line silent": 400, "line broke": 200, "letter lost": 700,
		// What clients did about them.
		"client moved": 700, "client gave up a silent line": 200, "went home: kicked": 2, "went home: the room is full": 5,
		// Phases, and what a host does.
		"event seated": 100, "event round": 25, "event asked": 100, "event started": 90, "event closing": 80,
		"event closed": 90, "event revealed": 80, "event table": 12, "event break": 4, "event podium": 25, "event ended": 95,
		"event gap": 30, "event paused": 12, "event resumed": 10, "event extended": 3, "event locked": 20, "event kicked": 2,
		"event renamed": 10, "event stretched": 10, "event adjusted": 12, "event voided": 12, "event judged": 1,
		"event inserted": 15, "event set": 300,
	}
}

// checkHappened checks that all has happened that is to be expected in so many games.
func checkHappened(t *testing.T, games int, counts map[string]int) {
	t.Helper()
	for what, n := range least() {
		if n*games >= 500 && counts[what]*100 < n*games {
			t.Errorf("in %d games this happened too seldom: %s, %d times", games, what, counts[what])
		}
	}
}
