package app

import (
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// TestATakenPortLeavesTheGamesAlone: no room may be resumed by a start that fails, for its clock would run while nobody can
// come back.
func TestATakenPortLeavesTheGamesAlone(t *testing.T) {
	other, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	a := &app{
		options: Options{Addr: other.Addr().String(), Data: t.TempDir(), MetricsAddr: "off", Out: io.Discard, Err: io.Discard},
		log:     slog.New(slog.DiscardHandler), registry: prometheus.NewRegistry(),
	}
	defer func() {
		if err := a.stop(); err != nil {
			t.Error(err)
		}
	}()
	if err := a.start(t.Context()); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("start on a taken port: %v", err)
	}
	if a.rooms != nil {
		t.Error("rooms were opened by a start that failed")
	}
}
