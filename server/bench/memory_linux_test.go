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

// inUse is how many bytes the memory of all processes of the real server has in use after a collection.
func (r *real) inUse(t testing.TB) (sum float64) {
	t.Helper()
	for _, server := range r.servers {
		sum += inUse(t, "http://"+server.MetricsAddr)
	}
	return sum
}

// inUse is how many bytes a process has in use after a collection: heap, stacks and what the runtime needs for them. Resident
// memory would not do: much of it is left from starting, and goes back to the system when it likes.
func inUse(t testing.TB, base string) float64 {
	t.Helper()
	for range 2 { // the first one leaves what pools hold
		_ = fetch(t, base+"/debug/pprof/heap?gc=1")
	}
	sum := 0.0
	for lines := bufio.NewScanner(strings.NewReader(fetch(t, base+"/metrics"))); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if slices.Contains([]string{
			"go_memstats_heap_inuse_bytes", "go_memstats_stack_inuse_bytes", "go_memstats_mspan_inuse_bytes",
			"go_memstats_mcache_inuse_bytes", "go_memstats_gc_sys_bytes", "go_memstats_other_sys_bytes",
		}, name) {
			bytes, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatalf("metric %s: %v", name, err)
			}
			sum += bytes
		}
	}
	if sum == 0 {
		t.Fatal("the server has no metrics of its memory")
	}
	return sum
}

// memory is how many KiB each player takes.
func (r *real) memory(t testing.TB) float64 {
	t.Helper()
	return (r.inUse(t) - r.empty) / 1024 / float64(len(r.began))
}

// fetch gets a page.
func fetch(t testing.TB, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("get %s: %s, %v", url, response.Status, err)
	}
	return string(body)
}
