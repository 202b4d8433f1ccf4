package socket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"unicode/utf8"
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
func (c *Conn) serveOne(handle func(data []byte)) error {
	opcode, data, err := c.message()
	if err == nil {
		c.deliver(opcode, data, handle)
	}
	return err
}

// deliver checks one message and hands it over.
func (c *Conn) deliver(opcode byte, data []byte, handle func(data []byte)) {
	c.opts.Metrics.message()
	switch {
	case c.isClosing():
		return
	case !c.messages.take(c.lastRead, 1, c.opts.rate(), float64(c.opts.burst())):
		c.Close(TooManyMessages, "too many messages")
		return
	case opcode != opText:
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
	received, answered := errors.AsType[*peerClosed](err)
	c.mu.Lock()
	switch {
	case answered && (c.closed == nil || c.echoed):
		c.closed = &CloseError{Code: received.code, Reason: received.reason, Remote: true}
	case c.closed == nil:
		c.closed = &CloseError{Code: Lost, Remote: true, Err: err}
	}
	closed, state, drained := c.closed, c.state, c.drained
	c.mu.Unlock()

	// A closing connection has its deadline, so both of these are bounded.
	if state == closing && !answered {
		// The protocol was broken. Closing with bytes unread would reset the connection and could destroy the close frame
		// before the peer reads it.
		_, _ = io.Copy(io.Discard, c.net)
	} else if state == closing && drained != nil {
		<-drained
	}
	c.mu.Lock()
	c.state = failed
	c.mu.Unlock()
	_ = c.net.Close()
	c.in.from = c.in.to
	c.in.rest(c.opts)
	c.opts.Metrics.closed(closed.Code)
	return closed
}
