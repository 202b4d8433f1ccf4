//go:build unix

package socket

import (
	"io"
	"syscall"
)

// rawWrite is one attempt to write without waiting. It is pooled because the closure that RawConn.Write wants would
// otherwise be a new one for every frame.
type rawWrite struct {
	buf []byte
	n   int
	err error
	fn  func(fd uintptr) bool
}

func newRawWrite() *rawWrite {
	w := &rawWrite{}
	w.fn = func(fd uintptr) bool {
		for {
			w.n, w.err = syscall.Write(int(fd), w.buf)
			if w.err != syscall.EINTR { //nolint:errorlint // a bare errno, straight from the kernel
				return true // done, whatever happened: false would wait for the socket
			}
		}
	}
	return w
}

// tryWrite writes what the kernel takes of b at this moment. Nothing taken is no error. The descriptor is used only inside
// RawConn.Write, which keeps it from being closed and given to another connection meanwhile.
func (p *pools) tryWrite(raw syscall.RawConn, b []byte) (int, error) {
	w, _ := p.raw.Get().(*rawWrite)
	if w == nil {
		w = newRawWrite()
	}
	w.buf = b
	err := raw.Write(w.fn)
	if err == nil {
		err = w.err
	}
	n := max(w.n, 0)
	w.buf, w.n, w.err = nil, 0, nil
	p.raw.Put(w)
	if err == syscall.EAGAIN { //nolint:errorlint // a bare errno, straight from the kernel
		err = nil
	}
	return n, err
}

// rawReads says that a connection can be waited for without a buffer here.
const rawReads = true

// rawRead is the attempts to read of one connection, which waits between them.
type rawRead struct {
	n   int
	err error
	fn  func(fd uintptr) bool
}

// wait waits until something has come, and borrows the buffer that it is then in.
func (w *wire) wait() error {
	if w.try.fn == nil {
		w.try.fn = w.attempt
	}
	for {
		err := w.c.raw.Read(w.try.fn)
		if err == nil {
			err = w.try.err
		}
		if err == nil {
			w.rest = (*w.buf)[:w.try.n]
			w.c.received(w.try.n)
			return nil
		}
		if err = w.c.reading(err); err != nil {
			return err
		}
	}
}

// attempt reads what is there; false waits for the network.
func (w *wire) attempt(fd uintptr) bool {
	pools := &w.c.opts.pools
	buf := pools.getRead(w.c.opts.readLimit() + 1)
	for {
		n, err := syscall.Read(int(fd), *buf)
		switch {
		case err == syscall.EINTR:
			continue
		case n > 0:
			w.buf, w.try.n, w.try.err = buf, n, nil
			return true
		case err == nil:
			err = io.EOF
		}
		pools.read.Put(buf)
		w.try.n, w.try.err = 0, err
		return err != syscall.EAGAIN
	}
}
