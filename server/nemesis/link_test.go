package nemesis

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"
)

// fault says how a link is broken. The zero value is a link that works.
type fault struct {
	cut bool // what is open is closed, what is new is refused
	// up holds what goes towards the target, down what comes back; connections stay open, and even their end is not told.
	up, down bool
	delay    time.Duration // how late every byte is, each way
}

// link forwards TCP connections and can be broken as a network can.
type link struct {
	listener net.Listener
	dial     func(context.Context) (net.Conn, error)
	wait     sync.WaitGroup
	ctx      context.Context //nolint:containedctx // the link's own life
	end      context.CancelFunc

	mu      sync.Mutex // guards what follows
	fault   fault
	changed chan struct{} // closed when the fault is another
	wires   map[*wires]struct{}
}

// wires are the two ends of one forwarded connection.
type wires struct {
	near, far net.Conn
	gone      chan struct{}
	once      sync.Once
}

// newLink makes a link to where dial connects to. It ends with the test.
func newLink(t testing.TB, dial func(context.Context) (net.Conn, error)) *link {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("open a link: %v", err)
	}
	l := &link{listener: listener, dial: dial, changed: make(chan struct{}), wires: map[*wires]struct{}{}}
	l.ctx, l.end = context.WithCancel(context.Background()) // the test's own context ends before the clean-ups
	l.wait.Go(l.accept)
	t.Cleanup(func() {
		l.end()
		_ = listener.Close()
		l.sever()
		l.wait.Wait()
	})
	return l
}

// to connects to one address.
func to(addr string) func(context.Context) (net.Conn, error) {
	return func(ctx context.Context) (net.Conn, error) {
		return (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", addr)
	}
}

// addr is host:port of the near end.
func (l *link) addr() string { return l.listener.Addr().String() }

// set breaks the link in another way, or mends it.
func (l *link) set(f fault) {
	l.mu.Lock()
	l.fault = f
	close(l.changed)
	l.changed = make(chan struct{})
	l.mu.Unlock()
	if f.cut {
		l.sever()
	}
}

// sever closes all that is open; what was held is lost.
func (l *link) sever() {
	l.mu.Lock()
	open := l.wires
	l.wires = map[*wires]struct{}{}
	l.mu.Unlock()
	for w := range open {
		w.close()
	}
}

func (l *link) now() (fault, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fault, l.changed
}

func (l *link) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.wait.Go(func() { l.forward(near) })
	}
}

// forward carries one connection to its end.
func (l *link) forward(near net.Conn) {
	if f, _ := l.now(); f.cut {
		refuse(near)
		return
	}
	far, err := l.dial(l.ctx)
	if err != nil {
		refuse(near)
		return
	}
	w := &wires{near: near, far: far, gone: make(chan struct{})}
	l.mu.Lock()
	refused := l.fault.cut || l.ctx.Err() != nil
	if !refused {
		l.wires[w] = struct{}{}
	}
	l.mu.Unlock()
	if refused {
		w.close()
		return
	}
	var both sync.WaitGroup
	both.Go(func() { l.carry(w, near, far, func(f fault) bool { return f.up }) })
	both.Go(func() { l.carry(w, far, near, func(f fault) bool { return f.down }) })
	both.Wait()
	w.close()
	l.mu.Lock()
	delete(l.wires, w)
	l.mu.Unlock()
}

// refuse closes a connection so that the other side sees a reset.
func refuse(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func (w *wires) close() {
	w.once.Do(func() {
		close(w.gone)
		refuse(w.near)
		refuse(w.far)
	})
}

// piece is some bytes with the time they came.
type piece struct {
	data []byte
	at   time.Time
}

// carry carries bytes one way until their end, which it passes on, or until the connection breaks.
func (l *link) carry(w *wires, from, to net.Conn, held func(fault) bool) {
	pieces := make(chan piece, 64)
	l.wait.Go(func() {
		defer close(pieces)
		for {
			buffer := make([]byte, 16<<10)
			n, err := from.Read(buffer)
			if n > 0 {
				select {
				case pieces <- piece{buffer[:n], time.Now()}:
				case <-w.gone:
					return
				}
			}
			if err != nil {
				return
			}
		}
	})
	for p := range pieces {
		if !l.pass(w, p.at, held) {
			return
		}
		if _, err := to.Write(p.data); err != nil {
			w.close()
			return
		}
	}
	if !l.pass(w, time.Now(), held) {
		return
	}
	if tcp, ok := to.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
}

// pass waits until what came at a time may go on; false if the connection broke before.
func (l *link) pass(w *wires, at time.Time, held func(fault) bool) bool {
	for {
		f, changed := l.now()
		var late <-chan time.Time
		if !held(f) {
			wait := time.Until(at.Add(f.delay))
			if wait <= 0 {
				return true
			}
			late = time.After(wait)
		}
		select {
		case <-late:
			return true
		case <-changed:
		case <-w.gone:
			return false
		}
	}
}
