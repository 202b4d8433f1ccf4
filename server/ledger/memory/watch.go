package memory

import (
	"slices"
	"sync"

	"trivium/server/ledger"
)

// watcher is one doorbell.
type watcher struct {
	instance string
	room     ledger.RoomID
	bell     chan struct{}
}

// ring rings without waiting.
func (w *watcher) ring() {
	select {
	case w.bell <- struct{}{}:
	default:
	}
}

// Watch implements ledger.Ledger.
func (i *Instance) Watch(room ledger.RoomID) (<-chan struct{}, func()) {
	watcher := &watcher{instance: i.name, room: room, bell: make(chan struct{}, 1)}
	i.shared.mu.Lock()
	defer i.shared.mu.Unlock()
	i.shared.watchers = append(i.shared.watchers, watcher)
	return watcher.bell, sync.OnceFunc(func() { i.shared.unwatch(watcher) })
}

// Watchers counts the doorbells that were not ended.
func (s *Shared) Watchers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.watchers)
}

// unwatch ends a doorbell.
func (s *Shared) unwatch(gone *watcher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers = slices.DeleteFunc(s.watchers, func(w *watcher) bool { return w == gone })
}

// ringAll rings all doorbells of an instance that has noticed a new epoch: nothing that its rooms know is sure any more.
func (i *Instance) ringAll() {
	i.shared.mu.Lock()
	var own []*watcher
	for _, w := range i.shared.watchers {
		if w.instance == i.name {
			own = append(own, w)
		}
	}
	i.shared.mu.Unlock()
	for _, w := range own {
		w.ring()
	}
}

// bells gives the doorbells of a room, oldest first. It needs the lock.
func (s *Shared) bells(room ledger.RoomID) []*watcher {
	var bells []*watcher
	for _, w := range s.watchers {
		if w.room == room {
			bells = append(bells, w)
		}
	}
	return bells
}
