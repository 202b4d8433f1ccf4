//go:build unix

package socket

import "syscall"

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
