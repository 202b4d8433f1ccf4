package redis

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"trivium/server/ledger"
)

// merged is what the puts of one room that came together bring, and their answers.
type merged struct {
	items   []item
	order   [][]int // for each group of one slot, as it was sent: which items are in it
	once    sync.Once
	stored  []ledger.Stored
	problem error
}

// item is one entry on its way.
type item struct {
	entry ledger.Entry // its data is a part of lies
	lies  []byte       // how it lies in the list
}

// encode copies entries into the form in which they are stored: revision, length of the key, key, data.
func encode(entries []ledger.Entry) []item {
	size := 0
	for i := range entries {
		size += len(entries[i].Key) + len(entries[i].Data) + 2 + 20
	}
	buffer := make([]byte, 0, size)
	items := make([]item, len(entries))
	for i, entry := range entries {
		start := len(buffer)
		buffer = strconv.AppendInt(buffer, int64(entry.Rev), 10)
		buffer = append(buffer, ' ')
		buffer = strconv.AppendInt(buffer, int64(len(entry.Key)), 10)
		buffer = append(buffer, ' ')
		buffer = append(buffer, entry.Key...)
		data := len(buffer)
		buffer = append(buffer, entry.Data...)
		end := len(buffer)
		entry.Data, entry.Index = buffer[data:end:end], 0
		items[i] = item{entry: entry, lies: buffer[start:end:end]}
	}
	return items
}

// decode reads one element of a slot's list.
func decode(slot ledger.Slot, index int, lies string) (ledger.Entry, error) {
	data := []byte(lies)
	rev, rest, first := bytes.Cut(data, []byte(" "))
	length, rest, second := bytes.Cut(rest, []byte(" "))
	number, err := strconv.Atoi(string(rev))
	if err == nil && first && second {
		var size int
		if size, err = strconv.Atoi(string(length)); err == nil && size >= 0 && size <= len(rest) {
			return ledger.Entry{Slot: slot, Key: string(rest[:size]), Rev: number, Index: index, Data: rest[size:]}, nil
		}
	}
	return ledger.Entry{}, fmt.Errorf("entry %d of slot %s is not as it was written", index, slot)
}

// Put implements ledger.Ledger.
func (l *Ledger) Put(
	ctx context.Context, id ledger.RoomID, entries []ledger.Entry,
) ([]ledger.Stored, ledger.Pos, error) {
	if err := ledger.CheckEntries(entries); err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	if err := l.usable(ctx); err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	start := time.Now()
	stored, pos, err := l.putAll(ctx, id, encode(entries))
	l.metrics.putSeconds.Observe(time.Since(start).Seconds())
	if err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	sealed := 0
	for i := range stored {
		if stored[i].Outcome == ledger.Sealed {
			sealed++
		}
	}
	l.metrics.sealed.Add(float64(sealed))
	return stored, pos, nil
}

// putAll puts one part after the other, so that revisions of one key stay in order.
func (l *Ledger) putAll(ctx context.Context, id ledger.RoomID, items []item) (all []ledger.Stored, pos ledger.Pos, err error) {
	for first := true; first || len(items) > 0; first = false {
		part := items[:min(len(items), putLength)]
		items = items[len(part):]
		j, from := l.writer.join(id, part)
		answer, err := l.writer.await(ctx, j)
		if err != nil {
			return nil, ledger.Pos{}, err
		}
		if answer.status() == statusNoRoom {
			return nil, ledger.Pos{}, ledger.ErrNoRoom
		}
		stored, err := j.put.told(answer, l.metrics)
		if err != nil {
			return nil, ledger.Pos{}, l.unavailable(ctx, err)
		}
		all, pos = append(all, stored[from:from+len(part)]...), answer.pos()
	}
	return all, pos, nil
}

// join queues entries, together with others of the room that are queued already. It gives the job and where in it they are.
func (w *writer) join(id ledger.RoomID, items []item) (j *job, from int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if j := w.puts[id]; j != nil && len(j.put.items)+len(items) <= putLength && j.used == w.ledger.scripts.Load() {
		from := len(j.put.items)
		j.put.items = append(j.put.items, items...)
		j.waiting++
		return j, from
	}
	j = &job{name: "put", room: id, put: &merged{items: items}}
	w.puts[id] = j
	w.add(j)
	return j, 0
}

// command gives keys and arguments of the script: groups of entries, each of one slot.
func (m *merged) command(id ledger.RoomID) (keys []string, args []any) {
	room := keysOf(id)
	m.order = grouped(m.items)
	keys = []string{room.meta(), room.slots()}
	args = make([]any, 0, 2+3*len(m.order)+3*len(m.items))
	args = append(args, room.bell(), len(m.order))
	for _, group := range m.order {
		slot, plain := m.items[group[0]].entry.Slot, m.plain(group)
		keys = append(keys, room.keys(slot), room.list(slot))
		args = append(args, string(slot), len(group), digit(plain))
		for _, i := range group {
			args = append(args, m.items[i].entry.Key)
		}
		for _, i := range group {
			args = append(args, m.items[i].lies)
		}
		for _, i := range group {
			if !plain {
				args = append(args, m.items[i].entry.Rev)
			}
		}
	}
	return keys, args
}

// grouped gives for each slot, in order, which items are of it.
func grouped(items []item) (order [][]int) {
	groups := map[ledger.Slot]int{}
	for i := range items {
		slot := items[i].entry.Slot
		group, known := groups[slot]
		if !known {
			group = len(order)
			groups[slot] = group
			order = append(order, nil)
		}
		order[group] = append(order[group], i)
	}
	return order
}

// plain says that a group has no key twice and no revision: then the script has less to look at.
func (m *merged) plain(group []int) bool {
	keys := make(map[string]struct{}, len(group))
	for _, i := range group {
		keys[m.items[i].entry.Key] = struct{}{}
		if m.items[i].entry.Rev != 0 {
			return false
		}
	}
	return len(keys) == len(group)
}

// told makes the answers of all items out of the script's. It is done once, by whoever comes first.
func (m *merged) told(answer reply, metrics *metrics) ([]ledger.Stored, error) {
	m.once.Do(func() {
		m.stored, m.problem = m.read(answer.list(4), answer.list(5))
		fresh := 0
		for i := range m.stored {
			fresh += digit(m.stored[i].Fresh)
		}
		if fresh > 0 {
			metrics.entries.Observe(float64(fresh))
		}
	})
	return m.stored, m.problem
}

// read reads the runs of the script's answer.
func (m *merged) read(runs, standing reply) ([]ledger.Stored, error) {
	stored := make([]ledger.Stored, len(m.items))
	var left, outcome, fresh, index int64
	for _, group := range m.order {
		for _, i := range group {
			if left == 0 {
				left, outcome, fresh, index = runs.number(0), runs.number(1), runs.number(2), runs.number(3)
				if left == 0 {
					return nil, fmt.Errorf("%d outcomes are missing", len(m.items)-i)
				}
				runs = runs[5:]
			}
			left--
			entry := m.items[i].entry
			stored[i] = ledger.Stored{Outcome: ledger.Outcome(outcome), Fresh: fresh == 1}
			switch {
			case fresh == 1:
				entry.Index = int(index)
				index++
				stored[i].Entry = entry
			case index > 0:
				was, err := decode(entry.Slot, int(index), standing.text(0))
				if err != nil {
					return nil, err
				}
				stored[i].Entry, standing = was, standing[1:]
			}
		}
	}
	return stored, nil
}
