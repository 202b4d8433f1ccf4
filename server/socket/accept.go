package socket

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// Buffer sizes of a connection. The library reads from what the inbox holds, or where it has to wait for the network from
// there. It writes control frames only, and each must leave in one flush: 2 bytes of header and at most 125 of payload.
const (
	inboxBuffer = 64
	readBuffer  = 512
	writeBuffer = 160
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
	c := &Conn{opts: opts, born: time.Now()}
	want := opts.subprotocol()
	ws, err := websocket.Accept(&upgrade{w, c}, r, &websocket.AcceptOptions{
		Subprotocols:       append([]string{want}, kin(r, want)...),
		InsecureSkipVerify: true, // the origin has been checked above, and more strictly
		CompressionMode:    websocket.CompressionDisabled,
		OnPingReceived:     c.pinged,
		OnPongReceived:     c.ponged,
	})
	if err != nil {
		if c.wire.Conn != nil {
			_ = c.wire.Conn.Close()
		}
		opts.Metrics.refuse("handshake")
		return nil, fmt.Errorf("socket: handshake: %w", err)
	}
	ws.SetReadLimit(-1) // Serve applies the limit, with a close code of its own
	c.ws = ws
	opts.Metrics.opened()
	c.armIdle()
	if ws.Subprotocol() != want {
		c.Close(Version, "this server speaks "+want)
		go func() { _ = c.Serve(context.Background(), func([]byte) {}) }()
		return nil, fmt.Errorf("%w %q", ErrVersion, want)
	}
	return c, nil
}

// kin returns the offered subprotocols of the same family as want ("trivium." for "trivium.v1"). They are accepted for
// the length of a close frame: a browser whose offer is not answered at all would fail without learning why.
func kin(r *http.Request, want string) []string {
	family, _, _ := strings.Cut(want, ".")
	var found []string
	for _, line := range r.Header.Values("Sec-WebSocket-Protocol") {
		for offer := range strings.SplitSeq(line, ",") {
			if offer = strings.TrimSpace(offer); strings.HasPrefix(offer, family+".") {
				found = append(found, offer)
			}
		}
	}
	return found
}

// upgrade is the ResponseWriter that the library sees. Its Hijack hands over our wire with small buffers instead of the
// server's connection with two of 4 KiB.
type upgrade struct {
	http.ResponseWriter
	c *Conn
}

// Hijack takes the connection from the HTTP server.
func (u *upgrade) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	nc, buffered, err := http.NewResponseController(u.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	if n := buffered.Reader.Buffered(); n > 0 { // the client did not wait for our answer
		early, err := buffered.Peek(n)
		if err != nil {
			return nil, nil, errors.Join(err, nc.Close())
		}
		u.c.wire.rest = append([]byte(nil), early...)
	}
	u.c.wire.Conn, u.c.wire.c = nc, u.c
	if plain, ok := nc.(*net.TCPConn); ok {
		u.c.raw, _ = plain.SyscallConn() // nil if there is none: then everything goes through the queue
	} else if plain, ok := nc.(*net.UnixConn); ok {
		u.c.raw, _ = plain.SyscallConn()
	}
	size := readBuffer
	if u.c.wire.direct() {
		size = inboxBuffer
	}
	u.c.wire.library = bufio.NewReaderSize(&u.c.wire, size)
	return &u.c.wire, bufio.NewReadWriter(u.c.wire.library, bufio.NewWriterSize(&u.c.wire, writeBuffer)), nil
}

var _ http.Hijacker = (*upgrade)(nil)
