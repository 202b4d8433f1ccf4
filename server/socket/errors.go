package socket

import (
	"errors"
	"fmt"
)

// ErrClosed is returned by Send and Ping once the connection is closing or closed.
var ErrClosed = errors.New("socket: connection is closed")

// ErrOrigin is returned by Accept when the Origin header is missing or not allowed.
var ErrOrigin = errors.New("socket: origin not allowed")

// ErrVersion is returned by Accept when the client did not offer the subprotocol; the client is closed with [Version].
var ErrVersion = errors.New("socket: client does not offer the subprotocol")

// CloseError is why a connection ended; [Conn.Serve] always returns one.
type CloseError struct {
	// Code is the code that was sent or, if Remote, received; [Lost] if there was none.
	Code Code
	// Reason is the text beside the code. A remote one is whatever the peer chose to send: do not show it to people.
	Reason string
	// Remote is true if the peer closed or the connection broke, false if this side closed it.
	Remote bool
	// Err is the cause beneath, if any: an I/O error or a panic of the handler.
	Err error
}

// Error says who closed, with which code, and why.
func (e *CloseError) Error() string {
	who := "closed by us"
	if e.Remote {
		who = "closed by the peer"
	}
	text := fmt.Sprintf("socket: %s with %v", who, e.Code)
	if e.Reason != "" {
		text += fmt.Sprintf(" %q", e.Reason)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause beneath.
func (e *CloseError) Unwrap() error { return e.Err }

// CodeOf returns the code of the CloseError in err's chain, or zero if there is none.
func CodeOf(err error) Code {
	if closed, ok := errors.AsType[*CloseError](err); ok {
		return closed.Code
	}
	return 0
}
