package e2e

import (
	"context"
	"encoding/csv"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
	"trivium/server/load"
)

// compare reads the stopped server's ledger: every acknowledged answer must stand in its sealed slot, and the table that was
// served, the players' own last scores and one fold of the stored facts must be the same.
func compare(ctx context.Context, t *testing.T, data string, room ledger.RoomID, players []*load.Player, table string) {
	t.Helper()
	stored, err := sqlite.Open(filepath.Join(data, "trivium.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stored.Close() }()
	state, sealed, gone := fold(ctx, t, stored, room)
	t.Logf("nobody kept the game for a while in these phases: %v", gone)
	if !state.Ended() {
		t.Fatalf("the stored game stands in phase %s", state.Phase)
	}
	acks := 0
	for _, p := range players {
		acks += len(p.Acks())
		checkAcks(ctx, t, stored, room, sealed, p)
		own, _ := p.Own()
		seat, ok := state.Seat(p.Seat())
		if !ok || seat.Score != own.Score || seat.Rank != own.Rank {
			t.Errorf("seat %d was told %d points and rank %d; the fold gives %d and %d", p.Seat(), own.Score, own.Rank, seat.Score,
				seat.Rank)
		}
	}
	if acks == 0 {
		t.Error("no answer was acknowledged")
	}
	if got, want := tableOf(t, table), rowsOf(state); !slices.Equal(got, want) {
		t.Errorf("served table:\n%s\nthe fold gives:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// fold applies the stored facts one after the other, as a process would that nothing ever happened to. It gives the state,
// how many keys each sealed slot has, and the phases of the gaps, in which no process was alive.
func fold(
	ctx context.Context, t *testing.T, l ledger.Ledger, room ledger.RoomID,
) (state *game.State, sealed map[ledger.Slot]int, gone []game.Phase) {
	t.Helper()
	events, err := l.Events(ctx, room, ledger.Pos{})
	if err != nil {
		t.Fatal(err)
	}
	sealed = map[ledger.Slot]int{}
	for i, stored := range events {
		if stored.Pos.N != uint64(i+1) || i > 0 && stored.At < events[i-1].At {
			t.Fatalf("event %d has number %d and time %d after %d", i+1, stored.Pos.N, stored.At, events[max(i-1, 0)].At)
		}
		event, err := game.DecodeEvent(stored.Data)
		if err != nil {
			t.Fatal(err)
		}
		fact := game.Fact{N: stored.Pos.N, At: game.Time(stored.At), Event: event}
		if slot, after := game.Needs(state, event); slot != "" {
			entries, err := l.Entries(ctx, room, ledger.Slot(slot), after)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				fact.Entries = append(fact.Entries, game.Entry{Key: e.Key, Index: e.Index, Data: e.Data})
			}
		}
		maps.Copy(sealed, stored.Sealed)
		if _, ok := event.(game.Gap); ok {
			gone = append(gone, state.Phase)
		}
		state = game.Apply(state, fact)
	}
	return state, sealed, gone
}

// checkAcks finds each answer that was acknowledged to a player in its sealed slot, with the same value.
func checkAcks(ctx context.Context, t *testing.T, l ledger.Ledger, room ledger.RoomID, sealed map[ledger.Slot]int, p *load.Player) {
	t.Helper()
	for _, ack := range p.Acks() {
		slot := ledger.Slot(game.AnswerSlot(ack.Showing))
		entries, err := l.Entries(ctx, room, slot, 0)
		if err != nil {
			t.Fatal(err)
		}
		if count, ok := sealed[slot]; !ok || count != len(entries) {
			t.Errorf("slot %s was sealed with %d entries (%t) and has %d", slot, count, ok, len(entries))
		}
		at := slices.IndexFunc(entries, func(e ledger.Entry) bool { return e.Key == strconv.Itoa(int(p.Seat())) })
		if at < 0 {
			t.Errorf("the answer of seat %d to question %d was acknowledged and is not stored", p.Seat(), ack.Showing)
			continue
		}
		stands, err := game.DecodeEntry[game.AnswerEntry](entries[at].Data)
		if err != nil || stands.Text != ack.Text || !slices.Equal(stands.Pick, ack.Pick) {
			t.Errorf("seat %d, question %d: acknowledged %v %q, stored %v %q (%v)", p.Seat(), ack.Showing, ack.Pick, ack.Text,
				stands.Pick, stands.Text, err)
		}
	}
}

// rowsOf gives the table of a state as lines.
func rowsOf(state *game.State) []string {
	var rows []string
	for _, row := range state.PlayerRows(len(state.Order)) {
		rows = append(rows, strings.Join([]string{strconv.Itoa(row.Rank), row.Name, row.Team, strconv.Itoa(row.Score)}, ","))
	}
	return rows
}

// tableOf gives the table at the end of a result in CSV as lines.
func tableOf(t *testing.T, text string) []string {
	t.Helper()
	_, table, found := strings.Cut(text, "rank,player,team,score\n")
	if !found {
		t.Fatalf("the result has no table:\n%s", text)
	}
	lines, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, line := range lines {
		rows = append(rows, strings.Join(line, ","))
	}
	return rows
}
