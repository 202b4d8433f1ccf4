package socket

import (
	"errors"
	"os"
	"time"
)

// drain writes what waits in the queue and ends when nothing does. While it lives, c.writing is true and nobody else
// writes to the connection.
func (c *Conn) drain() {
	defer c.opts.Metrics.backlog(-1)
	buf := c.opts.pools.getScratch()
	defer func() { c.opts.pools.putScratch(buf) }()
	for {
		b, frames := c.next(buf)
		if frames == 0 {
			return
		}
		n, err := c.wire.Conn.Write(b)
		c.opts.Metrics.wrote(n)
		if err != nil {
			c.mu.Lock()
			code := Lost
			if errors.Is(err, os.ErrDeadlineExceeded) {
				code = SlowClient
			}
			c.failLocked(code, err)
			c.writing = false
			c.mu.Unlock()
			return
		}
	}
}

// next takes frames off the queue for one write: a single one as it is, several copied together into buf. It
// returns zero frames if the writer is to end.
func (c *Conn) next(buf *[]byte) (b []byte, frames int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 || c.state == failed {
		c.writing = false
		c.queue, c.queued = nil, 0
		if c.state == open {
			_ = c.wire.SetWriteDeadline(time.Time{})
		}
		return nil, 0
	}
	size := 0
	for frames < len(c.queue) && (frames == 0 || size+len(c.queue[frames]) <= scratchSize) {
		size += len(c.queue[frames])
		frames++
	}
	b = c.queue[0]
	if frames > 1 {
		*buf = (*buf)[:0]
		for _, each := range c.queue[:frames] {
			*buf = append(*buf, each...)
		}
		b = *buf
	}
	clear(c.queue[:frames])
	c.queue = c.queue[frames:]
	c.queued -= size
	c.half = false
	if c.state == open { // a closing connection has its deadline already
		_ = c.wire.SetWriteDeadline(time.Now().Add(c.opts.writeTimeout()))
	}
	return b, frames
}
