//go:build !unix

package socket

import "syscall"

// tryWrite takes nothing where a write that does not wait is not at hand: every frame then goes through the queue.
func (p *pools) tryWrite(syscall.RawConn, []byte) (int, error) { return 0, nil }

// rawReads says that a read needs a buffer to wait with.
const rawReads = false

type rawRead struct{}

func (w *wire) wait() error { panic("socket: there is no read without a buffer here") }
