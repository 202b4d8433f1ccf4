package formattest

import (
	"runtime"
	"testing"
	"time"

	"trivium/questions/formats/draft"
)

// maxMemory is how many bytes may be in use at once for reading one file, however hostile, above what was in use before.
const maxMemory = 200 << 20

// maxTime is how long reading one file may take. On a quiet machine it takes far less than the two seconds that are promised, a busy
// one with the race detector needs the rest; what takes quadratic time in its size takes much longer.
const maxTime = 30 * time.Second

// Bounded reads a file and fails the test if that costs too much. It must not run beside other tests.
func Bounded(t *testing.T, data []byte, read func(name string, data []byte) draft.Imported) draft.Imported {
	t.Helper()
	before, stop, peak := heap(), make(chan struct{}), make(chan uint64)
	go func() {
		most, tick := uint64(0), time.NewTicker(20*time.Millisecond) //nolint:forbidigo // a measurement
		defer tick.Stop()
		for {
			select {
			case <-stop:
				peak <- max(most, heap())
				return
			case <-tick.C:
				most = max(most, heap())
			}
		}
	}()
	begun := time.Now() //nolint:forbidigo // a measurement
	got := read("hostile", data)
	took := time.Since(begun) //nolint:forbidigo // a measurement
	close(stop)
	if used := int64(<-peak) - int64(before); used > maxMemory { //nolint:gosec // no heap has 2^63 bytes
		t.Errorf("reading %.20q... of %d bytes took %d MiB", data, len(data), used>>20)
	}
	if took > maxTime {
		t.Errorf("reading %.20q... of %d bytes took %v", data, len(data), took)
	}
	Promise(t, got)
	return got
}

// heap is how much memory is in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
