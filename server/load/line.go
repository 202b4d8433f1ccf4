package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"trivium/server/socket"
	"trivium/server/wire"
)

// How a line comes back: the first pause, and the longest.
const (
	firstPause = 30 * time.Millisecond
	lastPause  = time.Second
	dialLimit  = 10 * time.Second
	writeLimit = 5 * time.Second
	frameLimit = 1 << 20
)

// errDone says that a line has served its purpose.
var errDone = errors.New("done")

// line is one client's connection, made again whenever it breaks and the close code does not say stop.
type line struct {
	url    string // of the server, http://host:port
	client *http.Client
	random *rand.Rand // for the pauses; used by run's goroutine only

	slow     time.Duration // the pause before each frame
	patience time.Duration // how long a connection may be silent; 0 is for ever

	hello func() *wire.Hello           // says who this is, for each connection anew
	take  func(*message) error         // takes a frame, in run's goroutine; errDone ends run without an error
	lost  func()                       // hears that the connection is gone
	dial  func(context.Context) func() // asks for leave to connect, and gives what ends it; nil: leave is given

	mu       sync.Mutex
	conn     *websocket.Conn // of the present connection; guarded by mu
	dials    int             // connections that came about; guarded by mu
	settled  bool            // the present connection was welcomed; guarded by mu
	dropped  bool            // the present connection was broken on this side; guarded by mu
	welcomes int             // how often it was let in; guarded by mu
	ends     map[string]int  // how many connections ended, but for the last, by why; guarded by mu
}

// Why a connection ended that was made again, beside the names of close codes.
const (
	endDropped = "dropped" // by the load itself, as a bad network would
	endFailed  = "failed"  // it did not come about
)

// run keeps the connection until take is done, ctx ends, or the server says stop.
func (l *line) run(ctx context.Context) error {
	pause := firstPause
	for {
		welcomed, err := l.once(ctx)
		switch {
		case errors.Is(err, errDone):
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, ErrWrong) || !comesBack(err):
			return err
		}
		l.ended(err)
		if welcomed {
			pause = firstPause
		}
		timer := time.NewTimer(pause/2 + time.Duration(l.random.Int64N(int64(pause))))
		select {
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		case <-timer.C:
		}
		pause = min(2*pause, lastPause)
	}
}

// ended notes why a connection ended that is made again.
func (l *line) ended(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	why := socket.Lost.Info().Name
	status := websocket.CloseStatus(err)
	switch {
	case l.dropped:
		why = endDropped
	case errors.Is(err, errNotMade):
		why = endFailed
	case status > 0:
		why = socket.Code(status).Info().Name
	}
	l.dropped = false
	if l.ends == nil {
		l.ends = map[string]int{}
	}
	l.ends[why]++
}

// errNotMade says that a connection did not come about.
var errNotMade = errors.New("no connection")

// stopped is the error of a connection that may not be made again.
type stopped struct{ error }

// Unwrap gives the reason.
func (s stopped) Unwrap() error { return s.error }

// comesBack tells whether the connection is to be made again.
func comesBack(err error) bool {
	if _, no := errors.AsType[stopped](err); no {
		return false
	}
	if status := websocket.CloseStatus(err); status > 0 {
		return socket.Code(status).Info().Reconnect
	}
	return true
}

// once makes one connection and reads it to its end.
func (l *line) once(ctx context.Context) (welcomed bool, err error) {
	conn, err := l.connect(ctx)
	if err != nil {
		return false, fmt.Errorf("%w: %w", errNotMade, err)
	}
	l.mu.Lock()
	l.conn, l.settled, l.dropped = conn, false, false
	l.dials++
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		welcomed = l.settled
		l.conn, l.settled = nil, false
		l.mu.Unlock()
		_ = conn.CloseNow()
		l.lost()
	}()
	stay, leave := context.WithCancel(ctx)
	var pinging sync.WaitGroup
	defer pinging.Wait()
	defer leave()
	if l.patience > 0 {
		pinging.Go(func() { l.ping(stay) })
	}
	if err := l.say(ctx, l.hello()); err != nil {
		return false, err
	}
	for {
		l.dawdle(ctx)
		kind, data, err := l.read(ctx, conn)
		if err != nil {
			return false, err
		}
		m := &message{data: data, at: time.Now()}
		if kind != websocket.MessageText || !m.readName() {
			return false, fmt.Errorf("%w: a frame that is no message: %.80q", ErrWrong, data)
		}
		if err := l.take(m); err != nil {
			if errors.Is(err, errDone) {
				_ = conn.Close(websocket.StatusNormalClosure, "")
			}
			return false, err
		}
	}
}

// dawdle is what a slow reader does before each frame.
func (l *line) dawdle(ctx context.Context) {
	if l.slow == 0 {
		return
	}
	timer := time.NewTimer(l.slow)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// read reads a frame, no longer than patience allows: a cut link leaves a socket "open" for minutes. Whoever knocks is given
// more time than whoever is inside.
func (l *line) read(ctx context.Context, conn *websocket.Conn) (websocket.MessageType, []byte, error) {
	if l.patience == 0 {
		return conn.Read(ctx)
	}
	limit := 2 * l.patience
	if _, settled := l.present(); settled {
		limit = l.patience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return conn.Read(ctx)
}

// ping asks for a sign of life three times within the patience.
func (l *line) ping(ctx context.Context) {
	ticker := time.NewTicker(l.patience / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if _, settled := l.present(); settled {
				_ = l.say(ctx, &wire.Ping{T: "ping"}) // what comes back, or does not, tells
			}
		case <-ctx.Done():
			return
		}
	}
}

func (l *line) connect(ctx context.Context) (*websocket.Conn, error) {
	if l.dial != nil {
		done := l.dial(ctx)
		defer done()
	}
	limit := dialLimit
	if l.patience > 0 {
		limit = min(limit, 2*l.patience)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	//nolint:bodyclose // "You never need to close resp.Body yourself" (websocket.Dial)
	conn, response, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(l.url, "http")+"/ws",
		&websocket.DialOptions{HTTPClient: l.client, Subprotocols: []string{wire.Subprotocol}})
	if err != nil {
		if response != nil && response.StatusCode >= 400 && response.StatusCode < 500 {
			return nil, stopped{fmt.Errorf("connect to %s: %w", l.url, err)}
		}
		return nil, fmt.Errorf("connect to %s: %w", l.url, err)
	}
	conn.SetReadLimit(frameLimit)
	return conn, nil
}

// welcome notes that the present connection was let in.
func (l *line) welcome() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settled = true
	l.welcomes++
}

// resyncs is how often the whole room was sent anew, and why the connections before had ended.
func (l *line) resyncs() (count int, ends map[string]int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(l.welcomes-1, 0), maps.Clone(l.ends)
}

// say sends a message on the present connection.
func (l *line) say(ctx context.Context, m wire.FromClient) error {
	l.mu.Lock()
	conn := l.conn
	l.mu.Unlock()
	if conn == nil {
		return errors.New("not connected")
	}
	data, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode %T: %w", m, err)
	}
	ctx, cancel := context.WithTimeout(ctx, writeLimit)
	defer cancel()
	return conn.Write(ctx, websocket.MessageText, data)
}

// drop breaks the present connection, as a bad network would.
func (l *line) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		l.dropped = true
		go func(conn *websocket.Conn) { _ = conn.CloseNow() }(l.conn)
	}
}

// present gives the number of the present connection; ready says that it was welcomed.
func (l *line) present() (number int, ready bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dials, l.conn != nil && l.settled
}

// connections is how many connections came about so far.
func (l *line) connections() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dials
}
