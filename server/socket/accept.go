package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Accept does the WebSocket handshake. On an error the response has been written. On success the caller returns from its
// HTTP handler and has [Conn.Serve] called, even if it has closed the connection already.
func Accept(w http.ResponseWriter, r *http.Request, opts *Options) (*Conn, error) {
	if opts == nil {
		opts = &Options{}
	}
	if !opts.originAllowed(r) {
		opts.Metrics.refuse("origin")
		http.Error(w, "This page may not connect here: its origin is not allowed.", http.StatusForbidden)
		return nil, fmt.Errorf("%w: %q at %q", ErrOrigin, r.Header.Get("Origin"), r.Host)
	}
	want := opts.subprotocol()
	agreed, err := handshake(w, r, want)
	c := &Conn{opts: opts, born: time.Now()}
	if err == nil {
		err = c.hijack(w)
	}
	if err != nil {
		opts.Metrics.refuse("handshake")
		return nil, fmt.Errorf("socket: handshake: %w", err)
	}
	opts.Metrics.opened()
	c.armIdle()
	if agreed != want {
		c.Close(Version, "this server speaks "+want)
		go func() { _ = c.Serve(context.Background(), func([]byte) {}) }()
		return nil, fmt.Errorf("%w %q", ErrVersion, want)
	}
	return c, nil
}

// hijack takes the connection from the HTTP server. The server's buffers, two of 4 KiB, are not kept.
func (c *Conn) hijack(w http.ResponseWriter) error {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return err
	}
	if n := buffered.Reader.Buffered(); n > 0 { // the client did not wait for our answer
		early, err := buffered.Peek(n)
		if err != nil {
			return errors.Join(err, conn.Close())
		}
		c.in.early = append([]byte(nil), early...)
	}
	_ = conn.SetDeadline(time.Time{}) // those of the HTTP server
	c.net = conn
	if plain, ok := conn.(*net.TCPConn); ok {
		c.raw, _ = plain.SyscallConn() // nil if there is none: then everything goes through the queue
	} else if plain, ok := conn.(*net.UnixConn); ok {
		c.raw, _ = plain.SyscallConn()
	}
	c.readable = c.reader()
	return nil
}
