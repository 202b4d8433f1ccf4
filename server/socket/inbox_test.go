package socket_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trivium/server/socket"
)

// TestFramesInAnyPieces sends pongs and messages in pieces that begin and end anywhere, over a connection where the inbox
// waits for them and one where the library does: the same must be heard in the same order.
func TestFramesInAnyPieces(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 3))
		frames, want := talk(random)
		for name, way := range ways() {
			if got, code := hearing(t, way, frames, rand.New(rand.NewPCG(seed, 4))); !slices.Equal(got, want) || code != socket.Lost {
				t.Errorf("seed %d, %s: heard %v and %v, want %v", seed, name, got, code, want)
			}
		}
	}
}

// FuzzFrames sends anything at all: what the inbox takes out by itself makes no difference.
func FuzzFrames(f *testing.F) {
	for seed := range uint64(3) {
		frames, _ := talk(rand.New(rand.NewPCG(seed, 5)))
		f.Add(frames[:400], uint64(0))
	}
	for _, frame := range [][]byte{
		masked(0x8a, make([]byte, 8)), masked(0x8a, make([]byte, 126)), masked(0x0a, make([]byte, 8)), masked(0xca, make([]byte, 8)),
		{0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0},
		{0x8a, 0x80},
		masked(0x89, []byte("ping")), masked(0x88, []byte{3, 232}), masked(0x82, nil),
	} {
		f.Add(append(frame, masked(0x81, []byte("behind"))...), uint64(1))
	}
	f.Fuzz(func(t *testing.T, frames []byte, seed uint64) {
		var heard [][]string
		for _, way := range ways() {
			got, code := hearing(t, way, frames, rand.New(rand.NewPCG(seed, 6)))
			heard = append(heard, append(got, code.String()))
		}
		if !slices.Equal(heard[0], heard[1]) {
			t.Errorf("heard %q and %q", heard[0], heard[1])
		}
	})
}

// ways are a connection that is waited for by the inbox, and one that is by the library, as nothing of the system's shows of it.
func ways() map[string]func(net.Conn) net.Conn {
	return map[string]func(net.Conn) net.Conn{
		"inbox":   func(conn net.Conn) net.Conn { return conn },
		"library": func(conn net.Conn) net.Conn { return struct{ net.Conn }{conn} },
	}
}

// hearing sends frames in pieces and gives what is heard of them until the end.
func hearing(
	t *testing.T, way func(net.Conn) net.Conn, frames []byte, cuts *rand.Rand,
) (heard []string, code socket.Code) {
	t.Helper()
	ended := make(chan error, 1)
	ours, theirs := pairOf(t, "unix", filepath.Join(t.TempDir(), "s"))
	c := over(t, way(ours), &socket.Options{Rate: -1})
	c.OnPong = func(payload uint64) { heard = append(heard, fmt.Sprint("pong ", payload)) }
	go func() {
		ended <- c.Serve(context.Background(), func(data []byte) { heard = append(heard, string(data)) })
	}()
	drained := make(chan struct{})
	go func() { defer close(drained); _, _ = io.Copy(io.Discard, theirs) }() // so that there is room
	for rest := frames; len(rest) > 0; {
		size := min(len(rest), 1+cuts.IntN(1+cuts.IntN(200)))
		if _, err := theirs.Write(rest[:size]); err != nil {
			break // it was closed meanwhile
		}
		rest = rest[size:]
	}
	if half, ok := theirs.(*net.UnixConn); ok {
		_ = half.CloseWrite() // it still hears
	}
	code = socket.CodeOf(wait(t, ended))
	_ = theirs.Close()
	<-drained
	return heard, code
}

// talk makes frames of a client, masked, and what is to be heard of them.
func talk(random *rand.Rand) (frames []byte, heard []string) {
	for i := range 60 {
		switch random.IntN(5) {
		case 0, 1: // of ours
			payload := binary.BigEndian.AppendUint64(nil, uint64(i))
			frames = append(frames, maskedWith(random, 0x8a, payload)...)
			heard = append(heard, fmt.Sprint("pong ", i))
		case 2: // of nobody, which says nothing
			size := random.IntN(126)
			if size == 8 {
				size++
			}
			frames = append(frames, maskedWith(random, 0x8a, make([]byte, size))...)
		case 3: // a message in two frames, with a pong of ours between them
			text := fmt.Sprint("parts ", i)
			frames = append(frames, maskedWith(random, 0x01, []byte(text[:3]))...)
			frames = append(frames, maskedWith(random, 0x8a, binary.BigEndian.AppendUint64(nil, uint64(1000+i)))...)
			frames = append(frames, maskedWith(random, 0x80, []byte(text[3:]))...)
			heard = append(heard, fmt.Sprint("pong ", 1000+i), text)
		default:
			text := strings.Repeat("m", random.IntN(300))
			frames = append(frames, maskedWith(random, 0x81, []byte(text))...)
			heard = append(heard, text)
		}
	}
	return frames, heard
}

// maskedWith encodes a client's frame with a mask as browsers have them.
func maskedWith(random *rand.Rand, first byte, payload []byte) []byte {
	frame := masked(first, payload)
	mask := frame[len(frame)-len(payload)-4:][:4]
	binary.BigEndian.PutUint32(mask, random.Uint32())
	for i := range payload {
		frame[len(frame)-len(payload)+i] ^= mask[i%4]
	}
	return frame
}

// pairOf gives the two ends of a connection through the system. Those over a file leave no port behind that rests.
func pairOf(t testing.TB, network, address string) (ours, theirs net.Conn) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), network, address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	theirs, err = (&net.Dialer{}).DialContext(t.Context(), network, listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = theirs.Close() })
	if ours, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}
