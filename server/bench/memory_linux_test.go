package bench

import (
	"bufio"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// inUse is how many bytes the real server's memory has in use after a collection: heap, stacks and what the runtime needs for
// them. Resident memory would not do: much of it is left from starting, and goes back to the system when it likes.
func (r *real) inUse(b *testing.B) float64 {
	b.Helper()
	base := "http://" + r.server.MetricsAddr
	for range 2 { // the first one leaves what pools hold
		_ = fetch(b, base+"/debug/pprof/heap?gc=1")
	}
	sum := 0.0
	for lines := bufio.NewScanner(strings.NewReader(fetch(b, base+"/metrics"))); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if slices.Contains([]string{
			"go_memstats_heap_inuse_bytes", "go_memstats_stack_inuse_bytes", "go_memstats_mspan_inuse_bytes",
			"go_memstats_mcache_inuse_bytes", "go_memstats_gc_sys_bytes", "go_memstats_other_sys_bytes",
		}, name) {
			bytes, err := strconv.ParseFloat(value, 64)
			if err != nil {
				b.Fatalf("metric %s: %v", name, err)
			}
			sum += bytes
		}
	}
	if sum == 0 {
		b.Fatal("the server has no metrics of its memory")
	}
	return sum
}

// memory is how many KiB each player takes.
func (r *real) memory(b *testing.B) float64 {
	b.Helper()
	return (r.inUse(b) - r.empty) / 1024 / float64(len(r.began))
}

// fetch gets a page.
func fetch(b *testing.B, url string) string {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("get %s: %s, %v", url, response.Status, err)
	}
	return string(body)
}
