package site

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"time"
)

// Times of watching.
const (
	lookEvery = time.Second
	lookLimit = 5 * time.Second // how long one look may take
)

// frame is one state of a part of a page, rendered once for all who watch it.
type frame struct {
	ID    string // the hash of what it shows
	Event []byte // ready to be sent
}

// update is what a page is sent: the new part of it, and what is to be said to those who do not see it.
type update struct {
	HTML string `json:"html"`
	News string `json:"news,omitempty"`
}

// newFrame makes the event of an update. Its data is one line, as JSON always is.
func newFrame(u update) (*frame, error) {
	data, err := json.Marshal(u)
	if err != nil {
		return nil, fmt.Errorf("encode an event: %w", err)
	}
	id := hashOf([]byte(u.HTML))
	return &frame{ID: id, Event: fmt.Appendf(nil, "id: %s\nevent: table\ndata: %s\n\n", id, data)}, nil
}

// look looks at something: a cheap revision that moves on with all that is shown of it, and how to render it.
type look func(ctx context.Context) (revision string, render func(context.Context) (update, error), err error)

// watcher looks at one thing for all who watch it.
type watcher struct {
	hub    *hub
	key    string
	look   look
	cancel context.CancelFunc

	readers map[*reader]struct{} // guarded by hub.mu
	last    *frame               // what was shown last; guarded by hub.mu
}

// reader is one who watches. It is never behind by more than one state: a newer one takes the place of one not yet sent.
type reader struct {
	watcher *watcher
	from    netip.Prefix
	frames  chan *frame
}

// offer gives a reader a frame. hub.mu is held, so there is one who offers.
func (r *reader) offer(f *frame) {
	select {
	case <-r.frames:
	default:
	}
	r.frames <- f
}

// run looks until the last reader is gone.
func (w *watcher) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for known := ""; ; {
		revision, err := w.once(ctx, known)
		switch {
		case err == nil:
			known = revision
		case ctx.Err() == nil:
			w.hub.metrics.failed.Inc()
			w.hub.log.Debug("what is watched could not be read", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// once looks once, and shows what it sees if it has not been shown.
func (w *watcher) once(ctx context.Context, known string) (string, error) {
	short, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	revision, render, err := w.look(short)
	if err != nil || revision == known {
		return revision, err
	}
	u, err := render(short)
	if err != nil {
		return "", err
	}
	f, err := newFrame(u)
	if err != nil {
		return "", err
	}
	w.show(f)
	return revision, nil
}

func (w *watcher) show(f *frame) {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	if w.last != nil && w.last.ID == f.ID {
		return
	}
	w.last = f
	w.hub.metrics.frames.Inc()
	for r := range w.readers {
		r.offer(f)
	}
}
