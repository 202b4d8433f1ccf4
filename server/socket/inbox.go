package socket

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// The parts of a frame (RFC 6455, section 5.2) that a pong is known by.
const (
	pong       = 0x8a // the first byte, if it is in one frame
	masked     = 0x80 // in the second byte, as with every frame of a client
	maxControl = 125  // bytes of payload
)

// inbox is what came from the network and was not read yet. Its buffer is borrowed when something has come, so that a quiet
// connection holds none. Only the reader touches it.
//
// The reader waits here, not in the library, for the beginning of the next message, and takes the pongs out that come before
// it. Down in the library it would wait on a stack of twice the size, and the library makes a context with a timer and a
// callback for each pong.
type inbox struct {
	rest    []byte
	buf     *[]byte       // that rest lies in; nil if it came with the handshake
	library *bufio.Reader // through which the library reads
	try     rawRead
}

// Read gives the library what has come, or waits for it.
func (w *wire) Read(p []byte) (int, error) {
	if len(w.rest) == 0 {
		if !w.direct() {
			return w.readInto(p)
		}
		if err := w.wait(); err != nil {
			return 0, err
		}
	}
	n := copy(p, w.rest)
	w.drop(n)
	return n, nil
}

// direct tells whether what comes can be waited for without a buffer.
func (w *wire) direct() bool { return rawReads && w.c.raw != nil }

// readInto reads where a buffer is needed to wait.
func (w *wire) readInto(p []byte) (int, error) {
	for {
		n, err := w.Conn.Read(p)
		if n > 0 {
			w.c.received(n)
			return n, nil
		}
		if err = w.c.reading(err); err != nil {
			return 0, err
		}
	}
}

// awaitFrame waits until there is something for the library to read. Between messages only.
func (w *wire) awaitFrame() error {
	for w.direct() && w.library.Buffered() == 0 {
		switch {
		case w.takePong():
		case len(w.rest) > 0:
			return nil
		default:
			if err := w.wait(); err != nil {
				return err
			}
		}
	}
	return nil
}

// takePong takes a pong out that is there as a whole, and nothing else: anything that is wrong with a frame is for the library
// to find.
func (w *wire) takePong() bool {
	const mask = 2 // where it begins
	const payload = mask + 4
	if len(w.rest) < payload || w.rest[0] != pong || w.rest[1]&masked == 0 {
		return false
	}
	size := int(w.rest[1] &^ masked)
	if size > maxControl || len(w.rest) < payload+size {
		return false
	}
	data := w.rest[payload : payload+size]
	for i := range data {
		data[i] ^= w.rest[mask+i%4]
	}
	w.c.takePayload(data)
	w.drop(payload + size)
	return true
}

// drop takes n bytes off that were read.
func (w *wire) drop(n int) {
	w.rest = w.rest[n:]
	if len(w.rest) > 0 {
		return
	}
	w.rest = nil
	if w.buf != nil {
		w.c.opts.pools.read.Put(w.buf)
		w.buf = nil
	}
}

// reading says what becomes of an error of reading: nil if it was a deadline that the connection outlives.
func (c *Conn) reading(err error) error {
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded) && c.readExpired():
		return nil
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF // the library takes io.EOF in the middle of a message for its end
	default:
		return err
	}
}
