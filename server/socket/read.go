package socket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// errProtocol says that the peer broke the protocol; it has been told with a close frame.
var errProtocol = errors.New("socket: the peer broke the protocol")

// peerClosed is the peer's close frame.
type peerClosed struct {
	code   Code
	reason string
}

// Error says what was in the frame.
func (e *peerClosed) Error() string {
	return fmt.Sprintf("socket: close frame with %v %q", e.code, e.reason)
}

// header is the beginning of a frame (RFC 6455, section 5.2).
type header struct {
	fin    bool
	opcode byte
	size   uint64
	mask   [4]byte
}

// message waits for the next message and does what control frames before it ask for. The data are valid until the next call. Of a
// message that is too large, for which the connection has been closed, there are none.
func (c *Conn) message() (opcode byte, data []byte, err error) {
	var pieces []byte // of a message in several frames
	limit, tooLarge := uint64(c.opts.readLimit()), false
	for {
		h, err := c.header()
		switch {
		case err != nil:
			return 0, nil, err
		case h.opcode >= opClose:
			if err := c.control(&h); err != nil {
				return 0, nil, err
			}
			continue
		case (opcode != 0) != (h.opcode == opMore):
			return 0, nil, c.violated("a message begins inside another, or goes on without a beginning")
		case opcode == 0:
			opcode = h.opcode
		}
		if tooLarge = tooLarge || h.size > limit-uint64(len(pieces)); tooLarge {
			err = c.refuse(&h)
		} else if data, err = c.payload(&h); err == nil && (!h.fin || pieces != nil) {
			pieces = append(pieces, data...)
			data = pieces
		}
		if err != nil || h.fin {
			return opcode, data, err
		}
		if pieces == nil {
			pieces = []byte{}
		}
	}
}

// refuse closes because of a message that is too large, and throws away what the frame carries.
func (c *Conn) refuse(h *header) error {
	c.Close(TooLarge, fmt.Sprintf("more than %d bytes", c.opts.readLimit()))
	return c.discard(h.size)
}

// header reads the beginning of a frame. A client's frame is masked, and no extension was agreed on.
func (c *Conn) header() (h header, err error) {
	b, err := c.need(2)
	if err != nil {
		return h, err
	}
	h = header{fin: b[0]&0x80 != 0, opcode: b[0] & opMask, size: uint64(b[1] & 0x7f)}
	switch {
	case b[0]&0x70 != 0:
		return h, c.violated("reserved bits are set")
	case b[1]&0x80 == 0:
		return h, c.violated("a frame is not masked")
	case h.opcode > opBinary && h.opcode < opClose || h.opcode > opPong:
		return h, c.violated("a frame of an unknown kind")
	case h.opcode >= opClose && (h.size > maxControl || !h.fin):
		return h, c.violated("a control frame that is long or in pieces")
	}
	switch h.size {
	case 126:
		if b, err = c.need(2); err == nil {
			h.size = uint64(binary.BigEndian.Uint16(b))
		}
	case 127:
		if b, err = c.need(8); err == nil {
			h.size = binary.BigEndian.Uint64(b)
		}
	}
	if err != nil {
		return h, err
	}
	if h.size>>63 != 0 {
		return h, c.violated("a length that is none")
	}
	if b, err = c.need(4); err == nil {
		h.mask = [4]byte(b)
	}
	return h, err
}

// payload reads what a frame carries, at most inputSize.
func (c *Conn) payload(h *header) ([]byte, error) {
	data, err := c.need(int(h.size)) //nolint:gosec // bounded by the limit of a message
	for i := range data {
		data[i] ^= h.mask[i%4]
	}
	return data, err
}

// control does what a control frame asks for. A close frame is an error.
func (c *Conn) control(h *header) error {
	data, err := c.payload(h)
	if err != nil {
		return err
	}
	switch h.opcode {
	case opPing:
		c.pinged(data)
	case opPong:
		if c.OnPong != nil && len(data) == 8 {
			c.OnPong(binary.BigEndian.Uint64(data))
		}
	case opClose:
		return c.closedByPeer(data)
	}
	return nil
}

// pinged answers a ping. Pings count as messages, so that they cannot be used to flood.
func (c *Conn) pinged(data []byte) {
	if !c.messages.take(c.lastRead, 1, c.opts.rate(), float64(c.opts.burst())) {
		c.Close(TooManyMessages, "too many pings")
		return
	}
	_ = c.Send(newFrame(finPong, data))
}

// closedByPeer takes a close frame, and answers it if ours is not on its way (RFC 6455, section 5.5.1). A frame without a code, as
// a page's plain close() sends, is Normal.
func (c *Conn) closedByPeer(data []byte) error {
	closed := &peerClosed{code: Normal}
	if len(data) > 0 {
		if len(data) == 1 || !utf8.Valid(data[2:]) {
			return c.violated("a close frame that cannot be understood")
		}
		closed.code, closed.reason = Code(binary.BigEndian.Uint16(data)), string(data[2:])
		if !closed.code.sendable() {
			return c.violated("a close code that is never sent")
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == open {
		c.closeLocked(closed.code, "", newFrame(finClose, data[:min(len(data), 2)]).bytes)
		c.echoed = true
	}
	return closed
}

// sendable tells whether a code may stand in a close frame (RFC 6455, section 7.4, and IANA's registry).
func (c Code) sendable() bool {
	switch {
	case c >= 1000 && c <= 1003, c >= 1007 && c <= 1014, c >= 3000 && c <= 4999:
		return true
	}
	return false
}

// violated ends the connection of a peer that broke the protocol.
func (c *Conn) violated(how string) error {
	c.Close(Protocol, how)
	return fmt.Errorf("%w: %s", errProtocol, how)
}
