package socket_test

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"trivium/server/socket"
)

// leanServer is this package at work.
type leanServer struct {
	mu    sync.Mutex
	conns []*socket.Conn
}

func newLeanServer() (string, benchWork) {
	s := &leanServer{}
	opts := &socket.Options{Rate: -1, IdleTimeout: time.Hour}
	return listen(func(w http.ResponseWriter, r *http.Request) {
		c, err := socket.Accept(w, r, opts)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, c)
		s.mu.Unlock()
		go func() {
			_ = c.Serve(context.Background(), func(data []byte) { _ = c.Send(socket.NewFrame(data[:ackSize])) })
		}()
	}), s
}

// listen serves HTTP on a free port and returns its address.
func listen(handler http.HandlerFunc) string {
	listener := must((&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0"))
	go func() { _ = (&http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}).Serve(listener) }()
	return listener.Addr().String()
}

func (s *leanServer) list() []*socket.Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.conns)
}

func (s *leanServer) question() {
	socket.Fanout(s.list(), nil, socket.NewFrame(bytes.Repeat([]byte("q"), questionSize)))
}

func (s *leanServer) results() {
	table := socket.NewFrame(bytes.Repeat([]byte("t"), tableSize))
	conns := s.list()
	var mu sync.Mutex // of the one buffer
	own := personal()
	socket.Each(len(conns), func(i int) {
		mu.Lock()
		frame := socket.NewFrame(own(i))
		mu.Unlock()
		_ = conns[i].Send(frame, table)
	})
}

func (s *leanServer) connections() int { return len(s.list()) }
