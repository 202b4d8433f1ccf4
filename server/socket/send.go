package socket

import "slices"

// scratchSize is how many bytes of several frames are joined into one write.
const scratchSize = 16 << 10

// Send sends the frames in order. It never blocks: what the kernel takes at once is written, in one write for up to 16 KiB
// of frames, and the rest waits in the queue. It returns ErrClosed if the connection is closing, and closes it
// with [SlowClient] if the queue overflows.
func (c *Conn) Send(frames ...*Frame) error {
	if len(frames) == 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return ErrClosed
	}
	if len(frames) == 1 {
		c.sendLocked(frames[0].bytes)
	} else {
		c.sendManyLocked(frames)
	}
	if c.state != open {
		return ErrClosed
	}
	return nil
}

// Ping sends a ping that carries payload; see [NewPing].
func (c *Conn) Ping(payload uint64) error {
	return c.Send(NewPing(payload))
}

// sendLocked writes or queues one frame. The bytes may be kept.
func (c *Conn) sendLocked(frame []byte) {
	c.opts.Metrics.sent(1)
	if n := c.tryLocked(frame); n < len(frame) {
		c.queueLocked(frame[n:], n > 0)
	}
}

// sendManyLocked writes the frames joined together and queues what the kernel did not take.
func (c *Conn) sendManyLocked(frames []*Frame) {
	c.opts.Metrics.sent(len(frames))
	n := c.tryManyLocked(frames)
	for _, frame := range frames {
		if n >= frame.Len() {
			n -= frame.Len()
			continue
		}
		if c.state != open { // an overflow: nothing may come behind the close frame
			return
		}
		c.queueLocked(frame.bytes[n:], n > 0)
		n = 0
	}
}

// tryManyLocked writes what the kernel takes of as many of the frames as fit into 16 KiB together, or of the first.
func (c *Conn) tryManyLocked(frames []*Frame) int {
	if frames[0].Len() > scratchSize {
		return c.tryLocked(frames[0].bytes)
	}
	buf := c.opts.pools.getScratch()
	defer c.opts.pools.putScratch(buf)
	for _, frame := range frames {
		if len(*buf)+frame.Len() > scratchSize {
			break
		}
		*buf = append(*buf, frame.bytes...)
	}
	return c.tryLocked(*buf)
}

// tryLocked writes what the kernel takes of b now and returns how much that was. It takes nothing while other frames
// wait, and everything once the connection has failed.
func (c *Conn) tryLocked(b []byte) int {
	if c.drained != nil || c.raw == nil {
		return 0
	}
	n, err := c.opts.pools.tryWrite(c.raw, b)
	c.opts.Metrics.wrote(n)
	if err != nil {
		c.failLocked(Lost, err)
		return len(b)
	}
	return n
}

// queueLocked lets a frame, or the rest of one that is half written, wait for the writer. It keeps the bytes.
func (c *Conn) queueLocked(b []byte, half bool) {
	if c.state == failed {
		return
	}
	if c.state == open && (len(c.queue) >= c.opts.queueFrames() || c.queued+len(b) > c.opts.queueBytes()) {
		if half { // the close frame must not land inside this one
			c.pushLocked(b, true)
		}
		c.opts.Metrics.overflow()
		c.closeLocked(SlowClient, "too much is waiting", nil)
		return
	}
	c.pushLocked(b, half)
}

func (c *Conn) pushLocked(b []byte, half bool) {
	c.queue = append(c.queue, b)
	c.queued += len(b)
	c.half = c.half || half
	c.opts.Metrics.wait(1)
	if c.drained == nil {
		c.drained = make(chan struct{})
		c.opts.Metrics.backlog(1)
		go c.drain()
	}
}

// dropLocked empties the queue but for the rest of a frame that is half written: the peer would take the next frame for it.
func (c *Conn) dropLocked() {
	keep := 0
	if c.half {
		keep = 1
	}
	for _, b := range c.queue[keep:] {
		c.queued -= len(b)
	}
	clear(c.queue[keep:])
	c.queue = slices.Clip(c.queue[:keep])
}

func (p *pools) getScratch() *[]byte {
	if buf, ok := p.scratch.Get().(*[]byte); ok {
		return buf
	}
	buf := make([]byte, 0, scratchSize)
	return &buf
}

func (p *pools) putScratch(buf *[]byte) {
	*buf = (*buf)[:0]
	p.scratch.Put(buf)
}
