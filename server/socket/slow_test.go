package socket_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"trivium/server/socket"
)

// metrics returns fresh metrics and a way to read one that has no labels, or the named close.
func metrics(t *testing.T) (*socket.Metrics, func(name string) float64) {
	t.Helper()
	registry := prometheus.NewPedanticRegistry()
	m := socket.NewMetrics(registry)
	return m, func(name string) float64 {
		t.Helper()
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, family := range families {
			for _, metric := range family.GetMetric() {
				label := ""
				for _, pair := range metric.GetLabel() {
					label = "{" + pair.GetValue() + "}"
				}
				if "trivium_socket_"+name == family.GetName()+label {
					return metric.GetCounter().GetValue() + metric.GetGauge().GetValue()
				}
			}
		}
		t.Fatalf("no metric %s", name)
		return 0
	}
}

// message is the i-th of a series that a reader can tell from all others, of very uneven lengths.
func message(i int) string {
	return fmt.Sprintf("%d:%s", i, strings.Repeat(string(rune('a'+i%26)), i*i*7919%9000))
}

// TestHalfWrittenFrames sends far more than the kernels take, in ones and in groups, with pings in between; all of it must
// arrive whole and in order.
func TestHalfWrittenFrames(t *testing.T) {
	const count = 300
	m, value := metrics(t)
	s := startWith(t, &socket.Options{QueueFrames: 2 * count, QueueBytes: 16 << 20, Metrics: m}, nil, narrow)
	client := s.dialNarrow(t)
	c := wait(t, s.conns)
	go func() {
		for i := 0; i < count; i += 3 {
			frame := func(i int) *socket.Frame { return socket.NewFrame([]byte(message(i))) }
			_ = c.Send(frame(i))
			_ = c.Send(frame(i+1), socket.NewPing(uint64(i)), frame(i+2))
		}
	}()
	for i := range count {
		wantRead(t, client, message(i))
	}
	if value("queued_frames_total") == 0 {
		t.Error("nothing was ever queued: the test does not reach what it is for")
	}
	c.Close(socket.Normal, "")
	wantClose(t, client, socket.Normal)
	s.wantEnd(t, socket.Normal, false)
	if value("backlogged_connections") != 0 || value("connections") != 0 {
		t.Error("gauges do not return to zero")
	}
}

func TestSlowClientIsClosed(t *testing.T) {
	m, value := metrics(t)
	s := startWith(t, &socket.Options{QueueFrames: 8, Metrics: m}, nil, narrow)
	client := s.dialNarrow(t)
	c := wait(t, s.conns)
	frame := socket.NewFrame([]byte(strings.Repeat("z", 3000)))
	sent := 0
	for c.Send(frame) == nil {
		sent++
	}
	if value("queue_overflows_total") != 1 {
		t.Errorf("%v overflows after %d frames, want 1", value("queue_overflows_total"), sent)
	}
	// Read at last, it gets whole frames, fewer than were sent, and then learns why.
	whole := 0
	for {
		_, data, err := client.Read(deadline(t))
		if err != nil {
			if got := socket.Code(websocket.CloseStatus(err)); got != socket.SlowClient {
				t.Errorf("client was closed with %d (%v), want %d", got, err, socket.SlowClient)
			}
			break
		}
		if string(data) != string(frame.Payload()) {
			t.Fatalf("a frame of %d bytes is broken", len(data))
		}
		whole++
	}
	if whole == 0 || whole >= sent {
		t.Errorf("%d of %d frames arrived", whole, sent)
	}
	s.wantEnd(t, socket.SlowClient, false)
	if value("closes_total{slow_client}") != 1 {
		t.Error("the close is not counted")
	}
}

// TestOverflowInsideAFrame overflows the queue while a frame is half written: the peer gets the rest of it before the close.
func TestOverflowInsideAFrame(t *testing.T) {
	big := strings.Repeat("b", 400<<10)
	for name, queueBytes := range map[string]int{"by the rest of the frame": 1 << 10, "by the next frame": 500 << 10} {
		t.Run(name, func(t *testing.T) {
			s := startWith(t, &socket.Options{QueueBytes: queueBytes}, nil, narrow)
			client := s.dialNarrow(t)
			c := wait(t, s.conns)
			frame := socket.NewFrame([]byte(big))
			if err := c.Send(frame, frame); !errors.Is(err, socket.ErrClosed) {
				t.Fatalf("Send returned %v", err)
			}
			wantRead(t, client, big)
			wantClose(t, client, socket.SlowClient)
			s.wantEnd(t, socket.SlowClient, false)
		})
	}
}

// TestDeadlineEndsWithTheBacklog writes again long after the deadline of the last backlog.
func TestDeadlineEndsWithTheBacklog(t *testing.T) {
	const timeout = 200 * time.Millisecond
	s := startWith(t, &socket.Options{WriteTimeout: timeout, QueueBytes: 1 << 20}, nil, narrow)
	c, client := s.pair(t)
	big := strings.Repeat("b", 500<<10)
	if err := c.Send(socket.NewFrame([]byte(big))); err != nil {
		t.Fatal(err)
	}
	wantRead(t, client, big)
	<-time.After(2 * timeout)
	if err := c.Send(socket.NewFrame([]byte("later"))); err != nil {
		t.Fatal(err)
	}
	wantRead(t, client, "later")
}

func TestQueueBytes(t *testing.T) {
	s := startWith(t, &socket.Options{QueueFrames: 1 << 20, QueueBytes: 32 << 10}, nil, narrow)
	client := s.dialNarrow(t)
	c := wait(t, s.conns)
	sent := 0
	for frame := socket.NewFrame([]byte(strings.Repeat("z", 1000))); c.Send(frame) == nil; sent++ {
		if sent > 1<<10 {
			t.Fatal("a megabyte was taken")
		}
	}
	_ = client.CloseNow()
	s.wantEnd(t, socket.SlowClient, false)
}

func TestWriteTimeoutOnTheNetwork(t *testing.T) {
	s := startWith(t, &socket.Options{WriteTimeout: 50 * time.Millisecond, QueueBytes: 1 << 20}, nil, narrow)
	_ = s.dialNarrow(t)
	c := wait(t, s.conns)
	if err := c.Send(socket.NewFrame(make([]byte, 500<<10))); err != nil {
		t.Fatal(err)
	}
	s.wantEnd(t, socket.SlowClient, false)
}

func TestMetricsLint(t *testing.T) {
	registry := prometheus.NewPedanticRegistry()
	socket.NewMetrics(registry)
	problems, err := testutil.GatherAndLint(registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", problem.Metric, problem.Text)
	}
}

func TestMetricsCount(t *testing.T) {
	m, value := metrics(t)
	s := start(t, &socket.Options{Metrics: m}, func(c *socket.Conn, data []byte) { _ = c.Send(socket.NewFrame(data)) })
	c, client := s.pair(t)
	write(t, client, "hello")
	wantRead(t, client, "hello")
	if value("connections") != 1 {
		t.Errorf("%v connections, want 1", value("connections"))
	}
	c.Close(socket.Kicked, "")
	wantClose(t, client, socket.Kicked)
	s.wantEnd(t, socket.Kicked, false)
	// A close frame with a code has 2 bytes of payload; a header has 2 bytes, with the client's mask 6.
	for name, want := range map[string]float64{
		"connections": 0, "accepted_total": 1, "closes_total{kicked}": 1,
		"received_messages_total": 1, "received_bytes_total": 6 + 5 + 6 + 2,
		"sent_frames_total": 2, "sent_bytes_total": 2 + 5 + 2 + 2, "queued_frames_total": 0,
	} {
		if got := value(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}
