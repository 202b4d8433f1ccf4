package socket

import (
	"sync"
	"syscall"
	"time"

	"github.com/coder/websocket"
)

// state is where a connection is in its life; it only ever goes up.
type state uint8

const (
	open    state = iota // frames go both ways
	closing              // a close frame is the last thing in the queue; messages that come are thrown away
	failed               // nothing goes any more
)

// Conn is one WebSocket connection. Its methods may be called from any goroutine, Serve excepted.
type Conn struct {
	// OnPong, if set before Serve, is called by the reader with the payload of every pong that carries 8 bytes.
	OnPong func(payload uint64)

	opts *Options
	ws   *websocket.Conn
	wire wire
	raw  syscall.RawConn // nil where a write that does not wait is not possible
	born time.Time

	// The reader's own.
	lastRead time.Duration // since born
	messages gcra
	bytes    gcra

	mu      sync.Mutex // guards what follows; held only for work that does not wait
	state   state
	drained chan struct{} // closed when the drain goroutine ends; nil if there is none, and then anyone may write
	half    bool          // queue[0] is the rest of a frame whose beginning is on the wire
	queue   [][]byte      // frames that wait
	queued  int           // bytes in queue
	closed  *CloseError
	library bool // the close frame was the library's: an echo of the peer's, or about a broken protocol
}

// Close sends a close frame behind what already waits and gives the peer about a second to answer it; then the
// connection ends, and with it Serve. It returns at once. Only the first Close counts. After it nothing more is sent, and
// no message is handed to the handler. Reasons are for developers and are cut at 123 bytes.
func (c *Conn) Close(code Code, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == open {
		c.closeLocked(code, reason, nil)
	}
}

// closeLocked begins the closing handshake. The close frame may be given ready made.
func (c *Conn) closeLocked(code Code, reason string, frame []byte) {
	if code == SlowClient {
		c.dropLocked()
	}
	if frame == nil {
		frame = closeFrame(code, reason)
	}
	c.state = closing
	c.closed = &CloseError{Code: code, Reason: reason}
	c.sendLocked(frame)
	if c.state == closing {
		_ = c.wire.SetDeadline(time.Now().Add(closeWait))
	}
}

// failLocked gives the connection up: whoever waits on the network is woken and finds it failed. The reader closes it.
func (c *Conn) failLocked(code Code, err error) {
	if c.closed == nil {
		c.closed = &CloseError{Code: code, Remote: code == Lost, Err: err}
	}
	c.state = failed
	_ = c.wire.SetDeadline(time.Unix(1, 0))
}
