package redis_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// proxy is a line between a client and a server that can be cut, go silent, or lose a reply.
type proxy struct {
	t        testing.TB
	listener net.Listener

	mu      sync.Mutex // guards the rest
	to      string
	conns   []net.Conn
	silent  bool              // nothing goes through, in either direction
	frozen  map[net.Conn]bool // through these neither, for ever
	losing  bool              // the next reply is lost and its connection cut
	stopped bool
	group   sync.WaitGroup
}

// proxied starts a proxy in front of a server.
func proxied(t testing.TB, to string) *proxy {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{t: t, listener: listener, to: to}
	p.group.Go(p.accept)
	t.Cleanup(func() {
		_ = listener.Close()
		p.mu.Lock()
		p.stopped = true
		p.mu.Unlock()
		p.cut()
		p.group.Wait()
	})
	return p
}

// client gives a client that goes through the proxy.
func (p *proxy) client() *goredis.Client {
	client := goredis.NewClient(&goredis.Options{
		Addr: p.listener.Addr().String(), MaxRetries: -1, ContextTimeoutEnabled: true, DialerRetries: 1,
	})
	p.t.Cleanup(func() { _ = client.Close() })
	return client
}

func (p *proxy) accept() {
	for {
		near, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		to := p.to
		p.mu.Unlock()
		far, err := new(net.Dialer).DialContext(context.Background(), "tcp", to)
		if err != nil {
			_ = near.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, near, far)
		stopped := p.stopped
		p.mu.Unlock()
		if stopped {
			_, _ = near.Close(), far.Close()
			return
		}
		p.group.Go(func() { p.pass(far, near, false) })
		p.group.Go(func() { p.pass(near, far, true) })
	}
}

// pass hands on what comes.
func (p *proxy) pass(to, from net.Conn, replies bool) {
	defer func() { _, _ = to.Close(), from.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		p.mu.Lock()
		silent, lost := p.silent || p.frozen[from], replies && p.losing
		if lost {
			p.losing = false
		}
		p.mu.Unlock()
		if lost {
			return
		}
		if silent {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// cut ends all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range p.conns {
		_ = conn.Close()
	}
	p.conns = nil
}

// turn cuts all connections and leads new ones to another server.
func (p *proxy) turn(to string) {
	p.mu.Lock()
	p.to = to
	p.mu.Unlock()
	p.cut()
}

// hush makes the line silent, or not.
func (p *proxy) hush(silent bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = silent
}

// freeze makes the connections silent that are there now; new ones work.
func (p *proxy) freeze() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frozen = map[net.Conn]bool{}
	for _, conn := range p.conns {
		p.frozen[conn] = true
	}
}

// lose loses the next reply.
func (p *proxy) lose() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.losing = true
}

// lost says whether a reply was lost since lose.
func (p *proxy) lost() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.losing
}

// made makes a room with an open slot.
func made(t testing.TB, l ledger.Ledger, id ledger.RoomID) ledger.Pos {
	t.Helper()
	first := one("a")
	first.Open = []ledger.Opening{{Slot: "s"}, {Slot: "rev", Revisable: true}}
	pos, err := l.Create(t.Context(), id, "pin of "+string(id), first)
	if err != nil {
		t.Fatal(err)
	}
	return pos
}

// answerOf is an entry whose data is made from its key.
func answerOf(key string) ledger.Entry {
	return ledger.Entry{Slot: "s", Key: key, Data: []byte("value of " + key)}
}

// persistent repeats a call while the truth is not available.
func persistent[T any](t testing.TB, call func() (T, error)) T {
	t.Helper()
	for {
		got, err := call()
		if err == nil {
			return got
		}
		if !errors.Is(err, ledger.ErrUnavailable) || t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
}

// wantUnavailable fails unless a call says that the truth can not be reached.
func wantUnavailable(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, ledger.ErrUnavailable) {
		t.Errorf("%s gave %v, want %v", what, err, ledger.ErrUnavailable)
	}
}

// wantKeys fails unless a slot has just these keys, in any order and without gaps.
func wantKeys(t testing.TB, l ledger.Ledger, id ledger.RoomID, slot ledger.Slot, want []string) {
	t.Helper()
	entries := persistent(t, func() ([]ledger.Entry, error) { return l.Entries(t.Context(), id, slot, 0) })
	var got []string
	for i, entry := range entries {
		if entry.Index != i+1 {
			t.Fatalf("entry %d has the index %d", i, entry.Index)
		}
		got = append(got, entry.Key)
	}
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Fatalf("the slot has %d entries, want %d: %v and %v", len(got), len(want), got, want)
	}
}
