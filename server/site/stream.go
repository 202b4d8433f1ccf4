package site

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// Times of a stream.
const (
	beatEvery  = 15 * time.Second // so that proxies keep it, and a page knows a dead line
	writeLimit = 10 * time.Second // who has not taken an event by then is dropped
	backLeast  = 1000             // ms until a page comes back at the earliest
	backSpread = 4000             // ms over which those who lost a stream at once come back
)

// stream sends what a key names, as often as it changes, until the reader or the server goes.
func (s *Site) stream(w http.ResponseWriter, v *visit, key string, look look) error {
	r, err := s.hub.join(v.client, key, look)
	switch {
	case errors.Is(err, errBusy), errors.Is(err, errStopping):
		w.Header().Set("Retry-After", strconv.Itoa(10+rand.IntN(20)))
		return &refusal{status: http.StatusServiceUnavailable, key: "error_busy"}
	case err != nil:
		return err
	}
	defer s.hub.leave(r)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx holds back what it may
	out := sender{http.NewResponseController(w), w}
	defer out.done()
	clock := fmt.Appendf(nil, "retry: %d\nevent: clock\ndata: %d\n\n", backLeast+rand.IntN(backSpread), s.now().UnixMilli())
	if err := out.send(clock); err != nil {
		return nil //nolint:nilerr // the reader is gone, which is how streams end
	}
	s.follow(v, r, out)
	return nil
}

// follow sends frames and heartbeats.
func (s *Site) follow(v *visit, r *reader, out sender) {
	has := cmp.Or(v.Header.Get("Last-Event-ID"), v.URL.Query().Get("have"))
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		next := []byte(":\n\n")
		select {
		case f := <-r.frames:
			if f.ID == has {
				continue
			}
			has, next = f.ID, f.Event
		case <-beat.C:
		case <-v.Context().Done():
			return
		case <-s.hub.stopped:
			return
		}
		if out.send(next) != nil {
			return
		}
	}
}

// sender writes to one reader, who has so long to take it.
type sender struct {
	control *http.ResponseController
	w       http.ResponseWriter
}

func (o sender) send(event []byte) error {
	if err := o.control.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return fmt.Errorf("bound a write: %w", err)
	}
	if _, err := o.w.Write(event); err != nil {
		return fmt.Errorf("send an event: %w", err)
	}
	return o.control.Flush()
}

// done lets the connection be used for something else.
func (o sender) done() { _ = o.control.SetWriteDeadline(time.Time{}) }
