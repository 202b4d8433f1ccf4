package bench

import "encoding/binary"

// The opcodes of RFC 6455, section 5.2, that a player meets, with the fin bit set.
const (
	text  = 0x81
	final = 0x88
	ping  = 0x89
	pong  = 0x8a
)

// nextFrame splits the first frame off; ok is false if it is not all there.
func nextFrame(data []byte) (opcode byte, payload, rest []byte, ok bool) {
	if len(data) < 2 {
		return 0, nil, data, false
	}
	head, size := 2, int(data[1])
	if size == 126 {
		if head = 4; len(data) < head {
			return 0, nil, data, false
		}
		size = int(binary.BigEndian.Uint16(data[2:]))
	}
	if len(data) < head+size {
		return 0, nil, data, false
	}
	return data[0], data[head : head+size], data[head+size:], true
}

// appendFrame encodes a client's frame of less than 64 KiB. The mask is zero, which leaves the payload as it is and costs a
// server just as much.
func appendFrame(b []byte, opcode byte, payload []byte) []byte {
	if len(payload) < 126 {
		b = append(b, opcode, 0x80|byte(len(payload)))
	} else {
		b = append(b, opcode, 0x80|126, byte(len(payload)>>8), byte(len(payload)))
	}
	return append(append(b, 0, 0, 0, 0), payload...)
}
