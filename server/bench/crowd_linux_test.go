package bench

import (
	"bytes"
	"errors"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// crowd is many players in one thread. They read frames and look at how they begin, and no more, so that the load stays
// lighter than any server.
type crowd struct {
	epoll   int
	players []player
	index   map[int32]int // descriptor to player
	events  []unix.EpollEvent
	buf     []byte
	out     []byte
	taken   func(i int, message []byte) // hears of each message
}

type player struct {
	fd   int
	rest []byte // of a frame that is not all there
	open bool   // the handshake is over
}

// settleTime is how long nothing may come until a server is said to be done.
const settleTime = 30 * time.Millisecond

func newCrowd(t testing.TB, size int) *crowd {
	t.Helper()
	epoll, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	c := &crowd{
		epoll: epoll, players: make([]player, 0, size), index: make(map[int32]int, size), taken: func(int, []byte) {},
		events: make([]unix.EpollEvent, 512), buf: make([]byte, 64<<10),
	}
	t.Cleanup(c.close)
	return c
}

func (c *crowd) close() {
	for i := range c.players {
		_ = unix.Close(c.players[i].fd)
	}
	_ = unix.Close(c.epoll)
}

// dial brings the next player to the server, but for the server's answer to the handshake.
func (c *crowd) dial(t testing.TB, address string) {
	t.Helper()
	target := netip.MustParseAddrPort(address)
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1),
		unix.Connect(fd, &unix.SockaddrInet4{Port: int(target.Port()), Addr: target.Addr().As4()}),
		unix.SetNonblock(fd, true),
		unix.EpollCtl(c.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}),
	)
	if err != nil {
		t.Fatalf("connect to %s: %v", address, err)
	}
	c.index[int32(fd)] = len(c.players)
	c.players = append(c.players, player{fd: fd})
	c.write(t, len(c.players)-1, []byte("GET /ws HTTP/1.1\r\nHost: "+address+"\r\nOrigin: http://"+address+"\r\n"+
		"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n"))
}

// say sends one frame.
func (c *crowd) say(t testing.TB, i int, opcode byte, payload []byte) {
	c.out = appendFrame(c.out[:0], opcode, payload)
	c.write(t, i, c.out)
}

func (c *crowd) write(t testing.TB, i int, data []byte) {
	if n, err := unix.Write(c.players[i].fd, data); err != nil || n < len(data) {
		t.Fatalf("player %d: write: %d of %d bytes, %v", i, n, len(data), err)
	}
}

// poll reads what has come, waiting at most so long for something; it reports whether anything came.
func (c *crowd) poll(t testing.TB, wait time.Duration) bool {
	n, err := unix.EpollWait(c.epoll, c.events, int(wait.Milliseconds()))
	if err != nil && !errors.Is(err, unix.EINTR) {
		t.Fatal(err)
	}
	for _, event := range c.events[:max(n, 0)] {
		i := c.index[event.Fd]
		count, err := unix.Read(int(event.Fd), c.buf)
		if err != nil || count == 0 {
			t.Fatalf("player %d lost the server: %d bytes, %v", i, count, err)
		}
		c.read(t, i, c.buf[:count])
	}
	return n > 0
}

// read takes bytes of one player.
func (c *crowd) read(t testing.TB, i int, data []byte) {
	p := &c.players[i]
	if len(p.rest) > 0 {
		data = append(p.rest, data...)
	}
	if !p.open {
		if data = c.shaken(t, i, data); !p.open {
			p.rest = bytes.Clone(data)
			return
		}
	}
	for {
		opcode, payload, rest, ok := nextFrame(data)
		if !ok {
			break
		}
		data = rest
		switch opcode {
		case text:
			c.taken(i, payload)
		case ping:
			c.say(t, i, pong, payload)
		default:
			t.Fatalf("player %d got a frame of kind %#x: %q", i, opcode, payload)
		}
	}
	p.rest = append(p.rest[:0:0], data...)
}

// shaken reads the server's answer to the handshake and tells with an empty message that the player is connected.
func (c *crowd) shaken(t testing.TB, i int, data []byte) (rest []byte) {
	head, rest, found := bytes.Cut(data, []byte("\r\n\r\n"))
	if !found {
		return data
	}
	if !bytes.HasPrefix(head, []byte("HTTP/1.1 101 ")) {
		t.Fatalf("player %d was not let in: %q", i, head)
	}
	c.players[i].open = true
	c.taken(i, nil)
	return rest
}

// until reads until done says so; what came before it was called counts too.
func (c *crowd) until(t testing.TB, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !done(); {
		if c.poll(t, 20*time.Millisecond); time.Now().After(end) {
			t.Fatalf("gave up waiting for %s", what)
		}
	}
}

// settle reads until nothing comes any more.
func (c *crowd) settle(t testing.TB) {
	t.Helper()
	quiet := time.Now()
	c.until(t, "silence", func() bool {
		if c.poll(t, time.Millisecond) {
			quiet = time.Now()
		}
		return time.Since(quiet) > settleTime
	})
}
