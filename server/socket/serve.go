package socket

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"unicode/utf8"

	"github.com/coder/websocket"
)

// Serve reads until the connection ends and calls handle with each message, one after the other, in this goroutine. The
// slice is valid only during the call. When ctx ends, the connection is closed with [GoingAway]. A panic of handle closes
// it with [Internal]. The error is always a *CloseError; by then the network connection is closed.
func (c *Conn) Serve(ctx context.Context, handle func(data []byte)) error {
	if ctx.Done() != nil {
		stop := context.AfterFunc(ctx, func() { c.Close(GoingAway, "the server is stopping") })
		defer stop()
	}
	var err error
	for err == nil {
		err = c.serveOne(handle)
	}
	return c.finish(err)
}

// serveOne waits for one message and has it handled. An error means that the connection has ended.
func (c *Conn) serveOne(handle func(data []byte)) (err error) {
	if err := c.wire.awaitFrame(); err != nil {
		return err
	}
	// No context of ours: it would cost a timer or more for each message, and the library closes on it. Deadlines
	// are kept by wire.Read.
	typ, r, err := c.ws.Reader(context.Background())
	if err != nil {
		return err
	}
	limit := c.opts.readLimit()
	buf := c.opts.pools.getRead(limit + 1) // only now, so that a quiet connection holds none
	defer c.opts.pools.read.Put(buf)
	n, err := io.ReadFull(r, *buf)
	switch {
	case err == nil:
		c.Close(TooLarge, fmt.Sprintf("more than %d bytes", limit))
		_, err = io.Copy(io.Discard, r)
		return err
	case err != io.EOF && err != io.ErrUnexpectedEOF: //nolint:errorlint // ReadFull's own; a wrapped one is the network's
		return err
	}
	c.deliver(typ, (*buf)[:n], handle)
	return nil
}

// deliver checks one message and hands it over.
func (c *Conn) deliver(typ websocket.MessageType, data []byte, handle func(data []byte)) {
	c.opts.Metrics.message()
	switch {
	case c.isClosing():
		return
	case !c.messages.take(c.lastRead, 1, c.opts.rate(), float64(c.opts.burst())):
		c.Close(TooManyMessages, "too many messages")
		return
	case typ != websocket.MessageText:
		c.Close(BadMessage, "binary message")
		return
	case !utf8.Valid(data):
		c.Close(BadMessage, "not UTF-8")
		return
	}
	defer func() {
		if cause := recover(); cause != nil {
			c.closeFor(fmt.Errorf("handler panic: %v\n%s", cause, debug.Stack()))
		}
	}()
	handle(data)
}

// closeFor closes for a fault of our own and remembers it for Serve to return.
func (c *Conn) closeFor(cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == open {
		c.closeLocked(Internal, "internal error", nil)
	}
	c.closed.Err = cause
}

func (c *Conn) isClosing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state != open
}

// finish says why the connection ended, sees the last bytes off and closes the network. The error is the reader's.
func (c *Conn) finish(err error) error {
	c.mu.Lock()
	var received websocket.CloseError
	answered := errors.As(err, &received)
	switch {
	case answered && (c.closed == nil || c.library):
		c.closed = &CloseError{Code: remoteCode(received.Code), Reason: received.Reason, Remote: true}
	case c.closed == nil:
		c.closed = &CloseError{Code: Lost, Remote: true, Err: err}
	}
	closed, state, drained := c.closed, c.state, c.drained
	c.mu.Unlock()

	// A closing connection has its deadline, so both of these are bounded.
	if state == closing && !answered {
		// The library gave up on a broken protocol. Closing with bytes unread would reset the connection and could
		// destroy the close frame before the peer reads it.
		_, _ = io.Copy(io.Discard, c.wire.Conn)
	} else if state == closing && drained != nil {
		<-drained
	}
	c.mu.Lock()
	c.state = failed
	c.mu.Unlock()
	_ = c.ws.CloseNow() // frees what the library holds
	_ = c.wire.Conn.Close()
	c.opts.Metrics.closed(closed.Code)
	return closed
}

// remoteCode is the code of a received close frame. One without a code, as a page's plain close() sends, is Normal.
func remoteCode(code websocket.StatusCode) Code {
	if code == websocket.StatusNoStatusRcvd {
		return Normal
	}
	return Code(code)
}

// pinged counts the peer's pings as messages, so that they cannot be used to flood. The library answers if it returns true.
func (c *Conn) pinged(context.Context, []byte) bool {
	if c.messages.take(c.lastRead, 1, c.opts.rate(), float64(c.opts.burst())) {
		return true
	}
	c.Close(TooManyMessages, "too many pings")
	return false
}

// ponged is the library's way to hand a pong over.
func (c *Conn) ponged(_ context.Context, payload []byte) { c.takePayload(payload) }

// takePayload hands the payload of our pings back.
func (c *Conn) takePayload(payload []byte) {
	if c.OnPong != nil && len(payload) == 8 {
		c.OnPong(binary.BigEndian.Uint64(payload))
	}
}

func (p *pools) getRead(size int) *[]byte {
	if buf, ok := p.read.Get().(*[]byte); ok {
		return buf
	}
	buf := make([]byte, size)
	return &buf
}
