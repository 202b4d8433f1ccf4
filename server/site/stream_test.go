package site

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

// pipes is a network in memory, so that a test can have a clock of its own.
type pipes struct {
	made chan net.Conn
	over chan struct{}
	once sync.Once
}

func newPipes() *pipes { return &pipes{made: make(chan net.Conn), over: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.made:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { p.once.Do(func() { close(p.over) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.made <- theirs:
		return ours, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// wall is a server of one stream in a test's own time. What it shows is a number.
type wall struct {
	t      *testing.T
	site   *Site
	net    *pipes
	server *http.Server
	client *http.Client
	shown  atomic.Int64
	looks  atomic.Int64
	draws  atomic.Int64
}

func newWall(t *testing.T, most, each int) *wall {
	w := &wall{t: t, net: newPipes()}
	m := newMetrics(nil)
	w.site = &Site{metrics: m, now: time.Now, hub: newHub(slog.New(slog.DiscardHandler), m, most, each)}
	w.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, client: r.Header.Get("X-Client")}
		if err := w.site.stream(out, v, "wall", w.look); err != nil {
			out.WriteHeader(refusalOf(err).status)
		}
	})}
	go func() { _ = w.server.Serve(w.net) }()
	w.client = &http.Client{Transport: &http.Transport{DialContext: w.net.dial}}
	return w
}

func (w *wall) look(context.Context) (string, func(context.Context) (update, error), error) {
	w.looks.Add(1)
	shown := w.shown.Load()
	return fmt.Sprint(shown), func(context.Context) (update, error) {
		w.draws.Add(1)
		return update{HTML: fmt.Sprintf("<p>%d</p>", shown), News: fmt.Sprint(shown)}, nil
	}, nil
}

// close ends the server as the real one ends: streams first, then the rest; it must not take a second.
func (w *wall) close() {
	w.site.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := w.server.Shutdown(ctx); err != nil {
		w.t.Errorf("the server does not stop: %v", err)
	}
	w.client.CloseIdleConnections()
}

// event is one that came.
type event struct{ id, kind, data string }

// watching is one who watches.
type watching struct {
	t      *testing.T
	body   *http.Response
	lines  *bufio.Scanner
	cancel context.CancelFunc
}

func (w *wall) watch(client, last string) *watching {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://wall/live", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("X-Client", client)
	if last != "" {
		request.Header.Set("Last-Event-ID", last)
	}
	response, err := w.client.Do(request) //nolint:bodyclose // the watching closes it
	if err != nil {
		w.t.Fatal(err)
	}
	return &watching{t: w.t, body: response, lines: bufio.NewScanner(response.Body), cancel: cancel}
}

func (w *watching) close() {
	w.cancel()
	_ = w.body.Body.Close()
}

// next gives the next event, or one without a kind at the end. Heartbeats are left out.
func (w *watching) next() event {
	var e event
	for w.lines.Scan() {
		name, value, _ := strings.Cut(w.lines.Text(), ": ")
		switch name {
		case "id":
			e.id = value
		case "event":
			e.kind = value
		case "data":
			e.data = value
		case "":
			if e.kind != "" {
				return e
			}
		}
	}
	return event{}
}

// TestStreamFansOut lets four hundred watch: all see each state once, and it is looked at and drawn for one.
func TestStreamFansOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWall(t, 1000, 1000)
		var all []*watching
		for range 400 {
			all = append(all, w.watch("192.0.2.1", ""))
		}
		each := func(want string) {
			t.Helper()
			for _, one := range all {
				if e := one.next(); e.kind != "table" || e.data != want {
					t.Fatalf("an event: %v, want %s", e, want)
				}
			}
		}
		for _, one := range all {
			if e := one.next(); e.kind != "clock" {
				t.Fatalf("the first event: %v", e)
			}
		}
		each(`{"html":"\u003cp\u003e0\u003c/p\u003e","news":"0"}`)
		began := time.Now()
		w.shown.Store(1)
		each(`{"html":"\u003cp\u003e1\u003c/p\u003e","news":"1"}`)
		if took := time.Since(began); took > lookEvery {
			t.Errorf("a change was seen after %v", took)
		}
		if n := w.draws.Load(); n != 2 {
			t.Errorf("two states were drawn %d times", n)
		}
		looks := w.looks.Load()
		<-time.After(10 * lookEvery)
		if n := w.looks.Load() - looks; n < 9 || n > 11 {
			t.Errorf("%d looks in ten seconds, for 400 who watch", n)
		}
		for _, one := range all {
			one.close()
		}
		synctest.Wait()
		looks = w.looks.Load()
		<-time.After(10 * lookEvery)
		if n := w.looks.Load() - looks; n != 0 || len(w.site.hub.watchers) != 0 || len(w.site.hub.clients) != 0 {
			t.Errorf("nobody watches, and there were %d looks", n)
		}
		w.close()
	})
}

// TestStreamGoesOn comes back with what it had seen: nothing is sent twice, and nothing is left out.
func TestStreamGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWall(t, 10, 10)
		defer w.close()
		one := w.watch("192.0.2.1", "")
		one.next()
		first := one.next()
		one.close()
		again := w.watch("192.0.2.1", first.id)
		again.next()
		<-time.After(5 * lookEvery)
		w.shown.Store(7)
		if e := again.next(); !strings.Contains(e.data, `"7"`) || e.id == first.id {
			t.Errorf("after coming back: %v", e)
		}
		again.close()
		late := w.watch("192.0.2.1", first.id) // has seen neither
		late.next()
		if e := late.next(); !strings.Contains(e.data, `"7"`) {
			t.Errorf("after missing a state: %v", e)
		}
		w.shown.Store(8)
		<-time.After(2 * lookEvery)
		w.shown.Store(7) // and back, within what nobody has read
		if e := late.next(); !strings.Contains(e.data, `"8"`) && !strings.Contains(e.data, `"7"`) {
			t.Errorf("a state and back: %v", e)
		}
		late.close()
		synctest.Wait()
	})
}

// TestStreamIsBounded refuses who would be too many, and takes them when others have gone.
func TestStreamIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWall(t, 3, 2)
		refused := func(client string) bool {
			t.Helper()
			one := w.watch(client, "")
			defer one.close()
			if one.body.StatusCode == http.StatusServiceUnavailable && one.body.Header.Get("Retry-After") == "" {
				t.Error("refused without a time to come back")
			}
			return one.body.StatusCode == http.StatusServiceUnavailable
		}
		a, b := w.watch("2001:db8::1", ""), w.watch("2001:db8::2", "") // one network
		if !refused("2001:db8::3") {
			t.Error("a third stream of one address")
		}
		c := w.watch("192.0.2.7", "")
		if !refused("192.0.2.8") {
			t.Error("a fourth stream in all")
		}
		a.close()
		synctest.Wait()
		if refused("192.0.2.8") {
			t.Error("refused although one has gone")
		}
		m := w.site.metrics
		if testutil.ToFloat64(m.refused.WithLabelValues(refusedAddress)) != 1 || testutil.ToFloat64(m.refused.WithLabelValues(refusedAll)) != 1 {
			t.Error("refusals are not counted")
		}
		b.close()
		c.close()
		synctest.Wait()
		if n := testutil.ToFloat64(m.streams); n != 0 {
			t.Errorf("%v streams are counted and none is open", n)
		}
		w.close()
	})
}

// TestStreamDropsTheSlow lets one take nothing: it is dropped, and nobody else notices.
func TestStreamDropsTheSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWall(t, 10, 10)
		slow, err := w.net.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := slow.Write([]byte("GET /live HTTP/1.1\r\nHost: wall\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
		quick := w.watch("192.0.2.1", "")
		quick.next()
		for i := range 30 {
			w.shown.Store(int64(i))
			if e := quick.next(); !strings.Contains(e.data, fmt.Sprintf(`"%d"`, i)) {
				t.Fatalf("beside a slow one: %v", e)
			}
		}
		if n := testutil.ToFloat64(w.site.metrics.streams); n != 1 {
			t.Errorf("after half a minute %v streams are open", n)
		}
		_ = slow.Close()
		quick.close()
		synctest.Wait()
		w.close()
	})
}

// TestStreamEndsAtTheStop ends all streams, and the server stops at once with a hundred open.
func TestStreamEndsAtTheStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWall(t, 1000, 1000)
		var all []*watching
		for range 100 {
			all = append(all, w.watch("192.0.2.1", ""))
		}
		var ended sync.WaitGroup
		for _, one := range all {
			ended.Go(func() {
				for one.next().kind != "" {
				}
				if err := one.lines.Err(); err != nil {
					t.Errorf("a stream does not end well: %v", err)
				}
				one.close()
			})
		}
		<-time.After(20 * time.Second) // past a heartbeat
		w.close()
		ended.Wait()
		if _, err := w.site.hub.join("192.0.2.1", "wall", w.look); err == nil {
			t.Error("a stream began after the end")
		}
		synctest.Wait()
	})
}
