package socket

import (
	"encoding/binary"
	"net"
	"time"
)

// wire is the net.Conn that the library believes to be the network. Its Read watches over idleness and the close
// handshake (inbox.go), its Write goes through the connection's one path for frames.
type wire struct {
	net.Conn
	inbox
	c *Conn
}

// Write takes one whole control frame from the library: a pong, or a close frame of its own.
func (w *wire) Write(p []byte) (int, error) {
	c := w.c
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return len(p), nil // our own close frame was the last one
	}
	frame := append([]byte(nil), p...) // the library uses its buffer again
	if frame[0]&opMask != opClose {
		c.sendLocked(frame)
		return len(p), nil
	}
	code := Normal
	if len(frame) >= 4 {
		code = Code(binary.BigEndian.Uint16(frame[2:]))
	}
	c.closeLocked(code, "", frame)
	c.library = true
	return len(p), nil
}

// Close does nothing: the library closes as soon as it has seen the peer's close frame, when our answer may still be
// waiting. Serve closes the network.
func (w *wire) Close() error { return nil }

// armIdle starts the watch over idleness.
func (c *Conn) armIdle() {
	if idle := c.opts.idleTimeout(); idle > 0 {
		_ = c.wire.SetReadDeadline(time.Now().Add(idle))
	}
}

// received notes that n bytes came. It is called by the reader only. The limit on bytes is what the limit on messages
// allows with every message at full size: it stops only a flood of fragments or of control frames.
func (c *Conn) received(n int) {
	c.opts.Metrics.read(n)
	c.lastRead = time.Since(c.born)
	full := float64(c.opts.readLimit() + maxHeader)
	if !c.bytes.take(c.lastRead, float64(n), c.opts.rate()*full, float64(c.opts.burst())*full) {
		c.Close(TooManyMessages, "too many bytes")
	}
}

// readExpired decides what a passed read deadline means and reports whether to go on reading. The deadline is not moved
// at every read, that would be a timer operation a message: it is moved here, to where the last read puts it.
func (c *Conn) readExpired() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return false
	}
	due := c.born.Add(c.lastRead + c.opts.idleTimeout())
	if time.Now().Before(due) {
		_ = c.wire.SetReadDeadline(due)
		return true
	}
	c.closeLocked(Idle, "nothing heard", nil)
	return true
}
