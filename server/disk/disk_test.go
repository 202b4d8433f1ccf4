package disk_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/disk"
)

// TestWhatIsFree asks for a folder that is there, and for one that is not.
func TestWhatIsFree(t *testing.T) {
	folder := t.TempDir()
	free, err := disk.Free(folder)
	if err != nil || free == 0 {
		t.Fatalf("%d bytes are free (%v), want some", free, err)
	}
	if value := gauge(t, folder); value < 1 || value > 1e18 {
		t.Errorf("the gauge says %v", value)
	}
	if value := gauge(t, filepath.Join(folder, "missing")); !math.IsNaN(value) {
		t.Errorf("of a folder that is not there the gauge says %v, want no number", value)
	}
}

func gauge(t *testing.T, folder string) float64 {
	t.Helper()
	registry := prometheus.NewRegistry()
	if err := disk.Register(registry, folder); err != nil {
		t.Fatal(err)
	}
	families, err := registry.Gather()
	if err != nil || len(families) != 1 || families[0].GetName() != "trivium_data_free_bytes" {
		t.Fatalf("gathered %v, %v", families, err)
	}
	return families[0].GetMetric()[0].GetGauge().GetValue()
}
