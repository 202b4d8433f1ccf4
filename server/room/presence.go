package room

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"trivium/game"
	"trivium/server/ledger"
)

// presence is who has a socket on this instance, and since when somebody has none. Gateways write it, the room reads it.
type presence struct {
	mu    sync.Mutex
	seats map[game.Seat]seatPresence // guarded by mu
	moved bool                       // guarded by mu: somebody came or went since the room looked
	// What follows belongs to the room's goroutine: what was last told to the other instances.
	openedAt game.Time
	presumed int                  // seats that were there when the room was opened here: they may be on their way back
	others   map[string]elsewhere // by instance
	told     []byte
	toldAt   game.Time
	rev      int
}

// elsewhere is who has a socket on another instance.
type elsewhere struct {
	told  string // as it was read
	seats []game.Seat
	came  map[game.Seat]game.Time
	alive game.Time // when the instance was last known to live
}

type seatPresence struct {
	up   bool
	came game.Time // when the newest socket came
	left game.Time // when the last socket went
}

// presenceEntry is what an instance tells the others of who is connected to it.
type presenceEntry struct {
	Seats []byte `json:"seats"` // a bitmap, see bitsOf
	// Came says of those whom another instance has too when they came: the newest connection is the player's.
	Came map[game.Seat]game.Time `json:"came,omitempty"`
}

func newPresence() *presence {
	return &presence{seats: map[game.Seat]seatPresence{}, others: map[string]elsewhere{}}
}

// Connect tells that a seat has a socket here, or a newer one; or that it has none any more.
func (r *Room) Connect(seat game.Seat, up bool) {
	now := r.time()
	r.presence.mu.Lock()
	p := r.presence.seats[seat]
	if p.up = up; up {
		p.came = now
	} else {
		p.left = now
	}
	r.presence.seats[seat] = p
	r.presence.moved = true
	r.presence.mu.Unlock()
}

// Connected tells whether a seat has a socket on any living instance.
func (r *Room) Connected(seat game.Seat) bool {
	r.presence.mu.Lock()
	up := r.presence.seats[seat].up
	r.presence.mu.Unlock()
	return up || r.published.Load().elsewhere[seat]
}

// Moved gives the players whose newest socket is on another instance though they have one here, and when it came.
func (r *Room) Moved() map[game.Seat]game.Time { return r.published.Load().gone }

// hasMoved tells whether somebody came or went since the room looked.
func (p *presence) hasMoved() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.moved
}

// here gives the seats that have a socket here, or had one less than ten seconds ago.
func (p *presence) here(now game.Time) map[game.Seat]bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.moved = false
	seats := make(map[game.Seat]bool, len(p.seats))
	for seat, s := range p.seats {
		if !s.up && now.Sub(s.left) >= presenceKept {
			delete(p.seats, seat)
			continue
		}
		seats[seat] = true
	}
	return seats
}

// readPresence gives the seats that are connected to any living instance, those to wait for beside them, and the other
// instances that have some. Alone, nothing is written.
func (r *Room) readPresence(ctx context.Context, now game.Time) (connected, expected map[game.Seat]bool, others []string, err error) {
	p := r.presence
	connected = p.here(now)
	alive, err := r.options.Ledger.Alive(ctx)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read who is alive: %w", err)
	}
	if len(alive) > 1 || len(p.others) > 0 {
		if err := r.readOthers(ctx, alive, now); err != nil {
			return nil, nil, nil, err
		}
		if err := r.tellPresence(ctx, connected, now); err != nil {
			return nil, nil, nil, err
		}
		r.findMoved(alive)
	}
	expected = map[game.Seat]bool{}
	for name, other := range p.others {
		lives := alive.Has(name)
		if lives && len(other.seats) > 0 {
			others = append(others, name)
		}
		for _, seat := range other.seats {
			if lives {
				connected[seat] = true
			} else if now.Sub(other.alive) < presenceKept {
				expected[seat] = true
			}
		}
	}
	if now.Sub(p.openedAt) < presenceKept {
		for seat := range p.presumed {
			expected[game.Seat(seat+1)] = true
		}
	}
	maps.Copy(expected, connected)
	slices.Sort(others)
	return connected, expected, others, nil
}

// readOthers reads what the other instances told.
func (r *Room) readOthers(ctx context.Context, alive ledger.Living, now game.Time) error {
	entries, err := r.options.Ledger.Entries(ctx, r.id, game.PresenceSlot, 0)
	if err != nil {
		return fmt.Errorf("read presence: %w", err)
	}
	for _, e := range entries {
		if e.Key == r.options.Ledger.Instance() {
			continue
		}
		other, known := r.presence.others[e.Key]
		if alive.Has(e.Key) || !known {
			other.alive = now
		}
		if text := string(e.Data); text != other.told {
			var told presenceEntry
			if err := json.Unmarshal(e.Data, &told); err != nil {
				continue
			}
			other.told, other.seats, other.came = text, seatsOf(told.Seats), told.Came
		}
		r.presence.others[e.Key] = other
	}
	return nil
}

// tellPresence writes this instance's seats into the room's presence, if they changed, at most once a second.
func (r *Room) tellPresence(ctx context.Context, seats map[game.Seat]bool, now game.Time) error {
	p := r.presence
	data, err := json.Marshal(presenceEntry{Seats: bitsOf(seats), Came: p.cameHere()})
	if err != nil {
		return fmt.Errorf("encode presence: %w", err)
	}
	if string(data) == string(p.told) || now < p.toldAt.Add(presenceWrites) {
		return nil
	}
	stored, _, err := r.options.Ledger.Put(ctx, r.id, []ledger.Entry{{
		Slot: game.PresenceSlot, Key: r.options.Ledger.Instance(), Rev: p.rev, Data: data,
	}})
	if err != nil {
		return fmt.Errorf("write presence: %w", err)
	}
	p.toldAt = now
	switch stored[0].Outcome {
	case ledger.Accepted:
		p.told, p.rev = data, stored[0].Entry.Rev+1
	case ledger.Conflict: // a write whose reply was lost stands
		p.rev = stored[0].Entry.Rev + 1
	case ledger.Sealed, ledger.Full:
	}
	return nil
}

// cameHere gives when those came who have a socket here and, as far as was told, on another instance too.
func (p *presence) cameHere() map[game.Seat]game.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	var came map[game.Seat]game.Time
	for _, other := range p.others {
		for _, seat := range other.seats {
			if here := p.seats[seat]; here.up {
				if came == nil {
					came = map[game.Seat]game.Time{}
				}
				came[seat] = here.came
			}
		}
	}
	return came
}

// findMoved finds who is connected elsewhere, and who has a newer socket there than here. Of two that came in the same
// millisecond the instance with the greater name has the newer.
func (r *Room) findMoved(alive ledger.Living) {
	elsewhere, gone := map[game.Seat]bool{}, map[game.Seat]game.Time{}
	r.presence.mu.Lock()
	for name, other := range r.presence.others {
		if !alive.Has(name) {
			continue
		}
		for _, seat := range other.seats {
			elsewhere[seat] = true
			there, told := other.came[seat]
			here := r.presence.seats[seat]
			if told && here.up && (there > here.came || there == here.came && name > r.options.Ledger.Instance()) {
				gone[seat] = max(gone[seat], there)
			}
		}
	}
	r.presence.mu.Unlock()
	if !maps.Equal(elsewhere, r.elsewhere) || !maps.Equal(gone, r.gone) {
		r.elsewhere, r.gone, r.changed = elsewhere, gone, true
	}
}

// bitsOf packs seats into a bitmap, seat 1 in the lowest bit of the first byte.
func bitsOf(seats map[game.Seat]bool) []byte {
	var bits []byte
	for seat := range seats {
		at := int(seat-1) / 8
		for len(bits) <= at {
			bits = append(bits, 0)
		}
		bits[at] |= 1 << (int(seat-1) % 8)
	}
	return bits
}

func seatsOf(bits []byte) []game.Seat {
	var seats []game.Seat
	for i, b := range bits {
		for bit := range 8 {
			if b&(1<<bit) != 0 {
				seats = append(seats, game.Seat(i*8+bit+1))
			}
		}
	}
	return seats
}
