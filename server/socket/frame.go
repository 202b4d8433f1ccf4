package socket

import "encoding/binary"

// Opcodes of RFC 6455, section 5.2, with the fin bit set.
const (
	finText  = 0x80 | 0x1
	finClose = 0x80 | 0x8
	finPing  = 0x80 | 0x9
	opMask   = 0x0f
	opClose  = 0x8
)

// maxReason is how long the text in a close frame may be: a control frame carries 125 bytes, two of them the code.
const maxReason = 123

// maxHeader is the length of the longest header a client may send: 10 bytes and the mask.
const maxHeader = 14

// Frame is one message as it goes over the wire, header and payload in one piece, encoded once and shared by any number
// of connections. It is immutable.
type Frame struct {
	bytes  []byte
	header int
}

// NewFrame encodes payload, which must be UTF-8, as one text message. The payload is copied.
func NewFrame(payload []byte) *Frame {
	return newFrame(finText, payload)
}

// NewPing encodes a WebSocket ping that carries payload. Sent together with a text frame it leaves in the same write, right
// behind it. The peer's browser answers by itself; the answer arrives at [Conn.OnPong]. A peer may answer with any
// payload, asked or not, so choose one that cannot be guessed where that matters.
func NewPing(payload uint64) *Frame {
	return newFrame(finPing, binary.BigEndian.AppendUint64(nil, payload))
}

// Payload returns the message without its header. It must not be changed.
func (f *Frame) Payload() []byte { return f.bytes[f.header:] }

// Len returns the number of bytes on the wire.
func (f *Frame) Len() int { return len(f.bytes) }

func newFrame(first byte, payload []byte) *Frame {
	b := make([]byte, 0, headerLen(len(payload))+len(payload))
	b = appendHeader(b, first, len(payload))
	return &Frame{header: len(b), bytes: append(b, payload...)}
}

// closeFrame encodes a close frame; a reason that is too long is cut.
func closeFrame(code Code, reason string) []byte {
	reason = reason[:min(len(reason), maxReason)]
	b := appendHeader(nil, finClose, 2+len(reason))
	b = binary.BigEndian.AppendUint16(b, uint16(code))
	return append(b, reason...)
}

// appendHeader appends the header of an unmasked frame (RFC 6455, section 5.2) whose payload has n bytes.
func appendHeader(b []byte, first byte, n int) []byte {
	switch headerLen(n) {
	case 2:
		return append(b, first, byte(n))
	case 4:
		return binary.BigEndian.AppendUint16(append(b, first, 126), uint16(n))
	default:
		return binary.BigEndian.AppendUint64(append(b, first, 127), uint64(n))
	}
}

func headerLen(n int) int {
	switch {
	case n < 126:
		return 2
	case n < 1<<16:
		return 4
	default:
		return 10
	}
}
