package socket

import (
	"errors"
	"io"
	"os"
	"time"
)

// input is what was read from the network and is not taken yet. Its memory is pooled, and goes back whenever nothing is in it and
// nothing comes: a quiet connection holds none. Only the reader touches it.
type input struct {
	early    []byte  // what came together with the handshake, and is read first
	buf      *[]byte // of inputSize; nil if there is none
	from, to int     // what is there
}

// inputSize is the length of the longest frame that is taken in one piece.
func (o *Options) inputSize() int { return max(o.readLimit(), maxControl) + maxHeader }

// smallSize is what a connection reads at a time, where it can not wait without holding memory.
const smallSize = 512

// room gives the memory behind what is there, at least one byte; what is there moves to the front if need be.
func (in *input) room(o *Options) []byte {
	if in.buf == nil {
		in.buf, in.from, in.to = o.pools.getRead(o.inputSize()), 0, 0
	}
	if in.to == len(*in.buf) {
		in.to = copy(*in.buf, (*in.buf)[in.from:in.to])
		in.from = 0
	}
	return (*in.buf)[in.to:]
}

// rest gives the memory back if nothing is in it.
func (in *input) rest(o *Options) {
	if in.buf != nil && in.from == in.to {
		o.pools.read.Put(in.buf)
		in.buf = nil
	}
}

// need waits until n bytes are there, at most inputSize, and takes them. They are valid until the next call.
func (c *Conn) need(n int) ([]byte, error) {
	for c.in.to-c.in.from < n {
		if err := c.fill(); err != nil {
			return nil, err
		}
	}
	if n == 0 {
		return nil, nil
	}
	c.in.from += n
	return (*c.in.buf)[c.in.from-n : c.in.from], nil
}

// discard waits for n bytes and throws them away.
func (c *Conn) discard(n uint64) error {
	for n > 0 {
		there := uint64(c.in.to - c.in.from)
		if there == 0 {
			if err := c.fill(); err != nil {
				return err
			}
			continue
		}
		there = min(there, n)
		c.in.from += int(there)
		n -= there
	}
	return nil
}

// fill reads from the network. A deadline that passes is handled here where the connection lives on.
func (c *Conn) fill() error {
	for {
		n, err := c.readSome()
		if n > 0 {
			c.in.to += n
			c.received(n)
			return nil
		}
		if errors.Is(err, os.ErrDeadlineExceeded) && c.readExpired() {
			continue
		}
		if err == nil || errors.Is(err, io.EOF) { // frames end by themselves, so this is always too early
			err = io.ErrUnexpectedEOF
		}
		return err
	}
}

// readSome reads what there is into the input, waiting for something.
func (c *Conn) readSome() (int, error) {
	if len(c.in.early) > 0 {
		n := copy(c.in.room(c.opts), c.in.early)
		if c.in.early = c.in.early[n:]; len(c.in.early) == 0 {
			c.in.early = nil
		}
		return n, nil
	}
	if c.raw == nil || c.readable == nil { // the read holds its memory as long as nothing comes, so that is small
		c.in.rest(c.opts)
		if c.small == nil {
			c.small = make([]byte, smallSize)
		}
		n, err := c.net.Read(c.small)
		copied := copy(c.in.room(c.opts), c.small[:n])
		c.in.early = c.small[copied:n]
		return copied, err
	}
	c.got, c.gotErr = 0, nil
	if err := c.raw.Read(c.readable); err != nil {
		return 0, err
	}
	return c.got, c.gotErr
}

// armIdle starts the watch over idleness.
func (c *Conn) armIdle() {
	if idle := c.opts.idleTimeout(); idle > 0 {
		_ = c.net.SetReadDeadline(time.Now().Add(idle))
	}
}

// received notes that n bytes came. The limit on bytes is what the limit on messages allows with every message at full size: it
// stops only a flood of fragments or of control frames.
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
		_ = c.net.SetReadDeadline(due)
		return true
	}
	c.closeLocked(Idle, "nothing heard", nil)
	return true
}

func (p *pools) getRead(size int) *[]byte {
	if buf, ok := p.read.Get().(*[]byte); ok {
		return buf
	}
	buf := make([]byte, size)
	return &buf
}
