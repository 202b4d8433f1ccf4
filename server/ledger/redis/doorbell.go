package redis

import (
	"slices"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// tuneLimit is how long Watch waits until Redis has said that it will ring.
const tuneLimit = 250 * time.Millisecond

// doorbell hears rings over one subscription, whatever the number of watchers. The line is read by one goroutine; a second
// one asks for channels and gives them up.
type doorbell struct {
	ledger *Ledger
	own    string        // the channel on which this instance hears itself
	wake   chan struct{} // something is to be asked for or given up

	mu    sync.Mutex        // guards the rest
	tunes map[string]*tuned // by channel
	line  *goredis.PubSub   // the present one; nil: there is none
}

// tuned is one channel that is watched, or was a moment ago.
type tuned struct {
	bells   []chan struct{}
	asked   bool          // the line was asked for it
	open    int           // requests to ask for it or give it up that the line has not answered yet
	late    bool          // rings may have been missed: ring when it is heard
	heard   bool          // the line rings
	hearing chan struct{} // closed when heard becomes true
	n       uint64        // the greatest position that was heard of
}

func newDoorbell(l *Ledger) *doorbell {
	return &doorbell{
		ledger: l, own: channel + l.name, wake: make(chan struct{}, 1), tunes: map[string]*tuned{},
	}
}

// Watch implements ledger.Ledger. It waits a little until Redis has said that it will ring; if it does not, the doorbell is
// rung once when it has.
func (l *Ledger) Watch(id ledger.RoomID) (<-chan struct{}, func()) {
	bell, name := make(chan struct{}, 1), keysOf(id).bell()
	hearing := l.bell.add(name, bell)
	limit := time.NewTimer(tuneLimit)
	defer limit.Stop()
	select {
	case <-hearing:
	case <-limit.C:
		l.bell.missed(name)
	}
	return bell, sync.OnceFunc(func() { l.bell.remove(name, bell) })
}

// add adds a watcher and gives what is closed when its channel is heard.
func (d *doorbell) add(name string, bell chan struct{}) <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.tunes[name]
	if t == nil {
		t = &tuned{hearing: make(chan struct{})}
		d.tunes[name] = t
	}
	t.bells = append(t.bells, bell)
	if !t.heard {
		d.stir()
	}
	return t.hearing
}

// missed notes that a channel is not heard yet though its watcher goes on.
func (d *doorbell) missed(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := d.tunes[name]; t != nil && !t.heard {
		t.late = true
	} else if t != nil {
		t.ring()
	}
}

// remove takes a watcher away.
func (d *doorbell) remove(name string, bell chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.tunes[name]
	if t == nil {
		return
	}
	t.bells = slices.DeleteFunc(t.bells, func(other chan struct{}) bool { return other == bell })
	if len(t.bells) == 0 {
		d.stir()
	}
}

// stir wakes whoever asks for channels. It needs the lock.
func (d *doorbell) stir() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// ring rings without waiting. It needs the lock.
func (t *tuned) ring() {
	for _, bell := range t.bells {
		select {
		case bell <- struct{}{}:
		default:
		}
	}
}

// deaf notes that the line does not ring. It needs the lock.
func (t *tuned) deaf() {
	if t.heard {
		t.heard, t.hearing = false, make(chan struct{})
	}
}

// ringAll rings all bells: something may have happened.
func (d *doorbell) ringAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.tunes {
		t.ring()
	}
}
