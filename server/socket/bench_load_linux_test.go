package socket_test

import (
	"bytes"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// benchLoad is many clients in one thread. They count bytes and parse nothing, so that the load stays lighter than any
// server.
type benchLoad struct {
	epoll  int
	fds    []int
	index  map[int32]int // descriptor to client
	got    []int         // bytes since the last await
	asked  []time.Time   // when the answer was sent
	took   []time.Duration
	events []unix.EpollEvent
	buf    []byte
}

func dialLoad(b *testing.B, address string, n int) *benchLoad {
	b.Helper()
	epoll, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		b.Fatal(err)
	}
	l := &benchLoad{
		epoll: epoll, fds: make([]int, n), index: make(map[int32]int, n), got: make([]int, n), asked: make([]time.Time, n),
		took: make([]time.Duration, n), events: make([]unix.EpollEvent, 512), buf: make([]byte, 64<<10),
	}
	request := []byte("GET /ws HTTP/1.1\r\nHost: " + address + "\r\nOrigin: http://" + address + "\r\n" +
		"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n")
	target := netip.MustParseAddrPort(address)
	for i := range l.fds {
		fd := l.connect(b, target, request)
		l.fds[i], l.index[int32(fd)] = fd, i
	}
	return l
}

// connect does one handshake, waiting for it, and then makes the descriptor one that does not wait.
func (l *benchLoad) connect(b *testing.B, target netip.AddrPort, request []byte) int {
	b.Helper()
	fail := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	fail(err)
	fail(unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &unix.Timeval{Sec: 10}))
	fail(unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1))
	fail(unix.Connect(fd, &unix.SockaddrInet4{Port: int(target.Port()), Addr: target.Addr().As4()}))
	_, err = unix.Write(fd, request)
	fail(err)
	response := l.buf[:0]
	for !bytes.HasSuffix(response, []byte("\r\n\r\n")) {
		n, err := unix.Read(fd, l.buf[len(response):])
		if err == unix.EINTR {
			continue
		}
		fail(err)
		response = l.buf[:len(response)+n]
		if n == 0 || !bytes.HasPrefix(response, []byte("HTTP/1.1 101 ")[:min(13, len(response))]) {
			b.Fatalf("handshake: %q", response)
		}
	}
	fail(unix.SetNonblock(fd, true))
	fail(unix.EpollCtl(l.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}))
	return fd
}

// poll reads what has come, waiting at most the given milliseconds for something, and returns how many clients have
// reached want bytes by it.
func (l *benchLoad) poll(b *testing.B, milliseconds, want int) (done int) {
	n, err := unix.EpollWait(l.epoll, l.events, milliseconds)
	if err != nil && err != unix.EINTR {
		b.Fatal(err)
	}
	for _, event := range l.events[:max(n, 0)] {
		count, err := unix.Read(int(event.Fd), l.buf)
		if err != nil || count == 0 {
			b.Fatalf("a client lost its server: %d bytes, %v", count, err)
		}
		i := l.index[event.Fd]
		l.got[i] += count
		switch {
		case l.got[i] == want:
			l.took[i] = time.Since(l.asked[i])
			done++
		case l.got[i] > want:
			b.Fatalf("a client got %d bytes, want %d", l.got[i], want)
		}
	}
	return done
}

// await reads until every client has got want bytes.
func (l *benchLoad) await(b *testing.B, want int) {
	b.Helper()
	l.finish(b, 0, want)
}

func (l *benchLoad) finish(b *testing.B, done, want int) {
	b.Helper()
	for end := time.Now().Add(30 * time.Second); done < len(l.fds); {
		if done += l.poll(b, 1000, want); time.Now().After(end) {
			b.Fatalf("%d of %d clients were served", done, len(l.fds))
		}
	}
	clear(l.got)
}

// answer has every client send an answer and returns how long each waited for the acknowledgement.
func (l *benchLoad) answer(b *testing.B) []time.Duration {
	b.Helper()
	frame := masked(0x81, bytes.Repeat([]byte("a"), answerSize))
	done := 0
	for i, fd := range l.fds {
		l.asked[i] = time.Now()
		if n, err := unix.Write(fd, frame); err != nil || n < len(frame) {
			b.Fatalf("answer: %d bytes, %v", n, err)
		}
		if i%32 == 31 {
			done += l.poll(b, 0, 2+ackSize)
		}
	}
	l.finish(b, done, 2+ackSize)
	return l.took
}

func (l *benchLoad) close() {
	for _, fd := range l.fds {
		_ = unix.Close(fd)
	}
	_ = unix.Close(l.epoll)
}
