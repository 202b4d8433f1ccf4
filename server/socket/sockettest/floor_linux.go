package sockettest

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // RFC 6455 wants it
	"encoding/base64"
	"fmt"
	"os"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// floorServer is the least that does the work: one thread, one epoll, one write for each player, no library, and nothing
// of what a real server must care for. Nobody should use it for anything but this comparison.
type floorServer struct {
	epoll, listener int
	players         []int          // descriptors, upgraded
	upgraded        map[int32]bool // by descriptor
	read, write     []byte
	orders          []byte
}

// must ends the process: the floor has no errors, only bugs.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// runFloor serves until standard input ends.
func runFloor() {
	runtime.LockOSThread()
	s := &floorServer{
		epoll:    must(unix.EpollCreate1(0)),
		listener: must(unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)),
		upgraded: map[int32]bool{}, read: make([]byte, 4096), write: make([]byte, 0, 64<<10),
	}
	must(0, unix.Bind(s.listener, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
	must(0, unix.Listen(s.listener, 1024))
	name, _ := must(unix.Getsockname(s.listener)).(*unix.SockaddrInet4)
	fmt.Printf("127.0.0.1:%d\n", name.Port)
	s.watch(s.listener)
	s.watch(0)
	events := make([]unix.EpollEvent, 512)
	for {
		n, err := unix.EpollWait(s.epoll, events, -1)
		if err == unix.EINTR {
			continue
		}
		must(n, err)
		for _, event := range events[:n] {
			switch int(event.Fd) {
			case 0:
				if !s.obey() {
					return
				}
			case s.listener:
				fd, _, err := unix.Accept4(s.listener, unix.SOCK_NONBLOCK)
				must(fd, err)
				must(0, unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1))
				s.watch(fd)
			default:
				s.serve(event.Fd)
			}
		}
	}
}

func (s *floorServer) watch(fd int) {
	must(0, unix.EpollCtl(s.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}))
}

// obey reads orders and reports false at the end of standard input.
func (s *floorServer) obey() bool {
	buf := make([]byte, 256)
	n, err := os.Stdin.Read(buf)
	if err != nil {
		return false
	}
	s.orders = append(s.orders, buf[:n]...)
	for {
		line, rest, found := bytes.Cut(s.orders, []byte("\n"))
		if !found {
			return true
		}
		follow(string(line), s)
		s.orders = rest
	}
}

// serve reads from one player: the handshake first, then answers, which are acknowledged. Everything comes in one piece, as
// it does on a loopback, so nothing is put together here.
func (s *floorServer) serve(fd int32) {
	n := rawCall(unix.SYS_READ, int(fd), s.read)
	if n == 0 {
		_ = unix.Close(int(fd))
		return
	}
	data := s.read[:n]
	if !s.upgraded[fd] {
		s.upgraded[fd] = true
		s.players = append(s.players, int(fd))
		s.send(int(fd), upgradeResponse(string(data)))
		return
	}
	for len(data) > 0 {
		size := int(data[1] & 0x7f) // answers are shorter than 126 bytes
		if data[0] == pong {
			data = data[6+size:]
			continue
		}
		mask, payload := data[2:6], data[6:6+size]
		for i := range payload {
			payload[i] ^= mask[i%4]
		}
		data = data[6+size:]
		s.write = append(append(s.write[:0], 0x81, AckSize), payload[:AckSize]...)
		s.send(int(fd), s.write)
	}
}

// upgradeResponse answers the handshake (RFC 6455, section 4.2.2).
func upgradeResponse(request string) []byte {
	_, rest, _ := strings.Cut(request, "Sec-WebSocket-Key: ")
	key, _, _ := strings.Cut(rest, "\r\n")
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) //nolint:gosec // RFC 6455 wants it
	return []byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Protocol: trivium.v1\r\nSec-WebSocket-Accept: " + base64.StdEncoding.EncodeToString(sum[:]) + "\r\n\r\n")
}

func (s *floorServer) send(fd int, b []byte) {
	if n := rawCall(unix.SYS_WRITE, fd, b); n < len(b) {
		panic("a player took only a part: the load is too slow for this comparison")
	}
}

// rawCall reads or writes without telling Go's scheduler, as C would.
func rawCall(call uintptr, fd int, b []byte) int {
	n, _, errno := unix.RawSyscall(call, uintptr(fd), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b))) //nolint:gosec // as above
	if errno != 0 {
		panic(errno)
	}
	return int(n)
}

// Question implements Work.
func (s *floorServer) Question(size int, ping bool) {
	frame := textFrame(bytes.Repeat([]byte("q"), size))
	if ping {
		frame = append(frame, pingFrame...)
	}
	for _, fd := range s.players {
		s.send(fd, frame)
	}
}

// Results implements Work.
func (s *floorServer) Results(personalSize, tableSize int) {
	table := textFrame(bytes.Repeat([]byte("t"), tableSize))
	own := Personal(personalSize)
	for i, fd := range s.players {
		payload := own(i)
		s.write = append(append(s.write[:0], frameHeader(len(payload))...), payload...)
		s.send(fd, append(s.write, table...))
	}
}

// Connections implements Work.
func (s *floorServer) Connections() int { return len(s.players) }

// pingFrame is a ping with eight bytes of payload, and pong how the answer to one begins.
const (
	pingFrame = "\x89\x08linetime"
	pong      = 0x8a
)

// textFrame encodes a frame, header and all (RFC 6455, section 5.2).
func textFrame(payload []byte) []byte { return append(frameHeader(len(payload)), payload...) }

// frameHeader is that of an unmasked text frame of up to 65,535 bytes.
func frameHeader(size int) []byte {
	if size < 126 {
		return []byte{0x81, byte(size)}
	}
	return []byte{0x81, 126, byte(size >> 8), byte(size)}
}

// Personal returns a function that writes the i-th player's result, of that many bytes, into one buffer.
func Personal(size int) func(i int) []byte {
	buf := bytes.Repeat([]byte("p"), size)
	return func(i int) []byte {
		copy(buf, fmt.Appendf(buf[:0:0], "%08d", i))
		return buf
	}
}
