package redis

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trivium/server/ledger"
)

const (
	eventsPage  = 256
	entriesPage = 2_048
)

// Events implements ledger.Ledger.
func (l *Ledger) Events(ctx context.Context, id ledger.RoomID, after ledger.Pos) (events []ledger.Event, err error) {
	ctx, done, err := l.begin(ctx, "events")
	if err != nil {
		return nil, fmt.Errorf("events of %s: %w", id, err)
	}
	defer done()
	keys := keysOf(id)
	for {
		answer, err := l.run(ctx, "events", []string{keys.meta(), keys.log()}, after.N, after.Head, eventsPage)
		if err != nil {
			return nil, fmt.Errorf("events of %s: %w", id, err)
		}
		switch answer.status() {
		case statusNoRoom:
			return nil, fmt.Errorf("events of %s: %w", id, ledger.ErrNoRoom)
		case statusMoved:
			return nil, fmt.Errorf("events of %s: %w", id, ledger.ErrMoved)
		}
		page := answer.list(4)
		for i := range page {
			event, err := readEvent(page.list(i))
			if err != nil {
				return nil, fmt.Errorf("events of %s: %w", id, l.unavailable(ctx, err))
			}
			events = append(events, event)
		}
		if len(page) < eventsPage {
			return events, nil
		}
		after = events[len(events)-1].Pos
	}
}

// readEvent reads one element of the log: its id, and fields and values.
func readEvent(element reply) (ledger.Event, error) {
	number, _, _ := strings.Cut(element.text(0), "-")
	n, err := strconv.ParseUint(number, 10, 64)
	event := ledger.Event{Pos: ledger.Pos{N: n}}
	fields := element.list(1)
	for i := 0; i+1 < len(fields) && err == nil; i += 2 {
		value := fields.text(i + 1)
		switch fields.text(i) {
		case "b":
			event.Pos.Head = value
		case "a":
			var at int64
			at, err = strconv.ParseInt(value, 10, 64)
			event.At = ledger.Time(at)
		case "d":
			event.Data = []byte(value)
		case "s":
			event.Sealed, err = readCounts(value)
		}
	}
	if err != nil {
		return ledger.Event{}, fmt.Errorf("event %s is not as it was written: %w", element.text(0), err)
	}
	return event, nil
}

// readCounts reads how many keys the slots have that a batch sealed: count, length of the name, name, for each.
func readCounts(text string) (map[ledger.Slot]int, error) {
	counts := map[ledger.Slot]int{}
	for text != "" {
		count, rest, _ := strings.Cut(text, " ")
		length, rest, _ := strings.Cut(rest, " ")
		number, err := strconv.Atoi(count)
		if err != nil {
			return nil, err
		}
		size, err := strconv.Atoi(length)
		if err != nil || size < 0 || size > len(rest) {
			return nil, fmt.Errorf("counts end too early: %w", err)
		}
		counts[ledger.Slot(rest[:size])], text = number, rest[size:]
	}
	return counts, nil
}

// Entries implements ledger.Ledger.
func (l *Ledger) Entries(
	ctx context.Context, id ledger.RoomID, slot ledger.Slot, after int,
) (entries []ledger.Entry, err error) {
	ctx, done, err := l.begin(ctx, "entries")
	if err != nil {
		return nil, fmt.Errorf("entries of %s: %w", id, err)
	}
	defer done()
	keys := keysOf(id)
	revised := false
	for index := max(after, 0); ; {
		answer, err := l.run(ctx, "entries", []string{keys.meta(), keys.list(slot)}, index, entriesPage)
		if err != nil {
			return nil, fmt.Errorf("entries of %s: %w", id, err)
		}
		if answer.status() == statusNoRoom {
			return nil, fmt.Errorf("entries of %s: %w", id, ledger.ErrNoRoom)
		}
		page := answer.list(4)
		for i := range page {
			index++
			entry, err := decode(slot, index, page.text(i))
			if err != nil {
				return nil, fmt.Errorf("entries of %s: %w", id, l.unavailable(ctx, err))
			}
			entries, revised = append(entries, entry), revised || entry.Rev > 0
		}
		if len(page) < entriesPage {
			break
		}
	}
	if revised {
		entries = latest(entries)
	}
	return entries, nil
}

// latest leaves each key's last entry. What was revised lies behind, so whoever reads to the end sees it.
func latest(entries []ledger.Entry) []ledger.Entry {
	last := make(map[string]int, len(entries))
	for _, entry := range entries {
		last[entry.Key] = entry.Index
	}
	return slices.DeleteFunc(entries, func(entry ledger.Entry) bool { return last[entry.Key] != entry.Index })
}
