package gateway

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
	"trivium/server/room"
	"trivium/server/wire"
)

// stamped is a ledger that tells when each append was durable.
type stamped struct {
	ledger.Ledger
	appended chan time.Time
}

func (l stamped) Append(ctx context.Context, id ledger.RoomID, after ledger.Pos, b ledger.Batch) (ledger.Pos, error) {
	pos, err := l.Ledger.Append(ctx, id, after, b)
	if err == nil {
		select {
		case l.appended <- time.Now():
		default:
		}
	}
	return pos, err
}

// BenchmarkAcross measures the way from an event that one instance has stored to the frame that a client of another instance
// has read: doorbell, reading the log, folding, encoding, and the socket.
func BenchmarkAcross(b *testing.B) {
	for _, fsync := range []string{"everysec", "always"} {
		b.Run(fsync, func(b *testing.B) { benchmarkAcross(b, fsync) })
	}
}

func benchmarkAcross(b *testing.B, fsync string) {
	server := redistest.Start(b, redistest.Options{Fsync: fsync})
	appended := make(chan time.Time, 1)
	var rooms []*room.Room
	var address string
	for i := range 2 {
		truth, err := redis.New(b.Context(), redis.Options{Client: server.Client()})
		if err != nil {
			b.Fatal(err)
		}
		registry := room.NewRegistry(room.Options{Ledger: stamped{truth, appended}})
		gw, err := New(Options{Rooms: realRooms{registry}, Instance: fmt.Sprint(i), AllowNoOrigin: true})
		if err != nil {
			b.Fatal(err)
		}
		pages := httptest.NewServer(gw.Handler())
		b.Cleanup(func() { gw.Close(); pages.Close(); registry.Close(); _ = truth.Close() })
		if i == 0 {
			_, err = registry.Create(b.Context(), "room", game.Opened{
				Rules: game.Rules, PIN: "1234", Seed: []byte("0123456789abcdef0123456789abcdef"), HostKey: HashToken("host"),
				Settings: game.DefaultSettings(), Rounds: []game.Round{{Questions: []int{0, 1}}}, Questions: twoQuestions(),
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		r, err := registry.Open(b.Context(), "1234")
		if err != nil {
			b.Fatal(err)
		}
		rooms, address = append(rooms, r), "ws"+strings.TrimPrefix(pages.URL, "http")
	}
	views := watch(b, address)
	took := make([]time.Duration, 0, b.N)
	<-views // the first
	for i := 0; b.Loop(); i++ {
		hide := i%2 == 0
		if err := rooms[0].Do(b.Context(), game.Command{Verb: game.DoSet, HideTable: &hide}); err != nil {
			b.Fatal(err)
		}
		stored := <-appended
		took = append(took, (<-views).Sub(stored))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// watch is a host's client that tells when each view came.
func watch(b *testing.B, address string) <-chan time.Time {
	b.Helper()
	conn, response, err := websocket.Dial(b.Context(), address, &websocket.DialOptions{Subprotocols: []string{wire.Subprotocol}})
	if err != nil {
		b.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	conn.SetReadLimit(1 << 20)
	b.Cleanup(func() { _ = conn.CloseNow() })
	hello := `{"t":"hello","role":"host","pin":"1234","token":"host"}`
	if err := conn.Write(b.Context(), websocket.MessageText, []byte(hello)); err != nil {
		b.Fatal(err)
	}
	views := make(chan time.Time, 16)
	go func() {
		for {
			_, data, err := conn.Read(context.WithoutCancel(b.Context()))
			if err != nil {
				return
			}
			if strings.Contains(string(data[:min(len(data), 20)]), `"view"`) {
				views <- time.Now()
			}
		}
	}()
	return views
}
