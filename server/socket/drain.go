package socket

import (
	"errors"
	"os"
	"time"
)

// drain writes what waits in the queue and ends when nothing does. While it lives, c.drained is set and nobody else writes
// to the connection.
func (c *Conn) drain() {
	buf := c.opts.pools.getScratch()
	for {
		b := c.next(buf)
		if b == nil {
			break
		}
		n, err := c.wire.Conn.Write(b)
		c.opts.Metrics.wrote(n)
		if err != nil {
			c.writeFailed(err)
		}
	}
	c.opts.pools.putScratch(buf)
	c.opts.Metrics.backlog(-1)
}

func (c *Conn) writeFailed(err error) {
	code := Lost
	if errors.Is(err, os.ErrDeadlineExceeded) {
		code = SlowClient
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failLocked(code, err)
}

// next takes frames off the queue for one write: a single one as it is, several copied together into buf. If nothing is
// left to write it returns nil and lets others write.
func (c *Conn) next(buf *[]byte) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 || c.state == failed {
		c.queue, c.queued = nil, 0
		close(c.drained)
		c.drained = nil
		if c.state == open {
			_ = c.wire.SetWriteDeadline(time.Time{})
		}
		return nil
	}
	if c.state == open { // a closing connection has its deadline already
		_ = c.wire.SetWriteDeadline(time.Now().Add(c.opts.writeTimeout()))
	}
	return c.takeLocked(buf)
}

func (c *Conn) takeLocked(buf *[]byte) []byte {
	size, frames := len(c.queue[0]), 1
	for frames < len(c.queue) && size+len(c.queue[frames]) <= scratchSize {
		size += len(c.queue[frames])
		frames++
	}
	b := c.queue[0]
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
	return b
}
