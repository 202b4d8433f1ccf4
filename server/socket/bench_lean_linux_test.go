package socket_test

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"trivium/server/socket"
	"trivium/server/socket/sockettest"
)

// leanServer is this package at work.
type leanServer struct {
	mu    sync.Mutex
	conns []*socket.Conn
}

func newLeanServer() (string, sockettest.Work) {
	s := &leanServer{}
	opts := &socket.Options{Rate: -1, IdleTimeout: time.Hour}
	return sockettest.Listen(func(w http.ResponseWriter, r *http.Request) {
		c, err := socket.Accept(w, r, opts)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, c)
		s.mu.Unlock()
		go func() {
			_ = c.Serve(context.Background(), func(data []byte) { _ = c.Send(socket.NewFrame(data[:sockettest.AckSize])) })
		}()
	}), s
}

func (s *leanServer) list() []*socket.Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.conns)
}

func (s *leanServer) Question(size int, ping bool) {
	frames := []*socket.Frame{socket.NewFrame(bytes.Repeat([]byte("q"), size))}
	if ping {
		frames = append(frames, socket.NewPing(1))
	}
	socket.Fanout(s.list(), nil, frames...)
}

func (s *leanServer) Results(personal, shared int) {
	table := socket.NewFrame(bytes.Repeat([]byte("t"), shared))
	conns := s.list()
	var mu sync.Mutex // of the one buffer
	own := sockettest.Personal(personal)
	socket.Each(len(conns), func(i int) {
		mu.Lock()
		frame := socket.NewFrame(own(i))
		mu.Unlock()
		_ = conns[i].Send(frame, table)
	})
}

func (s *leanServer) Connections() int { return len(s.list()) }

// benchServer is the whole program of a server process; it reports false if this process is none.
func benchServer() bool {
	return sockettest.Serve(map[string]func() (string, sockettest.Work){lean: newLeanServer})
}
