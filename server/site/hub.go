package site

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"

	"trivium/server/limits"
)

// Errors of the hub.
var (
	errBusy     = errors.New("too many people watch")
	errStopping = errors.New("the server stops")
)

// hub lets many people watch few things: each thing has one watcher, which lives while somebody watches.
type hub struct {
	log     *slog.Logger
	metrics metrics
	most    int // streams in all
	each    int // streams of one address

	stopped  chan struct{} // closed by close
	watching sync.WaitGroup

	mu       sync.Mutex
	closed   bool                 // guarded by mu
	watchers map[string]*watcher  // by what they watch; guarded by mu
	streams  int                  // guarded by mu
	clients  map[netip.Prefix]int // streams by network; guarded by mu
}

func newHub(log *slog.Logger, m metrics, most, each int) *hub {
	return &hub{
		log: log, metrics: m, most: most, each: each, stopped: make(chan struct{}),
		watchers: map[string]*watcher{}, clients: map[netip.Prefix]int{},
	}
}

// join gives a reader of what a key names. look is how it is looked at, if nobody does yet. Whoever joined must leave. errBusy,
// errStopping.
func (h *hub) join(client, key string, look look) (*reader, error) {
	from := limits.Network(client)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closed:
		return nil, errStopping
	case h.streams >= h.most:
		h.metrics.refused.WithLabelValues(refusedAll).Inc()
		return nil, errBusy
	case h.clients[from] >= h.each:
		h.metrics.refused.WithLabelValues(refusedAddress).Inc()
		return nil, errBusy
	}
	h.streams++
	h.clients[from]++
	h.metrics.streams.Inc()
	w := h.watchers[key]
	if w == nil {
		w = h.start(key, look)
	}
	r := &reader{watcher: w, from: from, frames: make(chan *frame, 1)}
	w.readers[r] = struct{}{}
	if w.last != nil {
		r.offer(w.last)
	}
	return r, nil
}

// start begins to watch. h.mu is held.
func (h *hub) start(key string, look look) *watcher {
	ctx, cancel := context.WithCancel(context.Background())
	w := &watcher{hub: h, key: key, look: look, cancel: cancel, readers: map[*reader]struct{}{}}
	h.watchers[key] = w
	h.metrics.watchers.Inc()
	h.watching.Go(func() { w.run(ctx) })
	return w
}

// leave ends a reader, and with the last one the watcher.
func (h *hub) leave(r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams--
	h.metrics.streams.Dec()
	if h.clients[r.from]--; h.clients[r.from] == 0 {
		delete(h.clients, r.from)
	}
	w := r.watcher
	delete(w.readers, r)
	if len(w.readers) == 0 {
		w.cancel()
		delete(h.watchers, w.key)
		h.metrics.watchers.Dec()
	}
}

// close ends all streams and returns when nobody watches any more.
func (h *hub) close() {
	h.mu.Lock()
	if !h.closed {
		h.closed = true
		close(h.stopped)
	}
	for _, w := range h.watchers {
		w.cancel()
	}
	h.mu.Unlock()
	h.watching.Wait()
}
