//go:build !unix

package socket

import "syscall"

// tryWrite takes nothing where a write that does not wait is not at hand: every frame then goes through the queue.
func (p *pools) tryWrite(syscall.RawConn, []byte) (int, error) { return 0, nil }
