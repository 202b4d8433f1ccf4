package browsertest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

func get(t *testing.T, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Close = true // no idle connection is left for goleak to find
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAServerIsKilledAndComesBackWhereItWas(t *testing.T) {
	server := browsertest.Serve(t, browsertest.Launch{
		Binary: browsertest.Build(t, "trivium/server/browsertest/testdata/fake", false),
		Args:   func(addr, data string) []string { return []string{addr, data} },
	})
	first := server.Info
	if got := get(t, server.URL("/")); got != "1" {
		t.Fatalf("the first process counts %s starts", got)
	}

	server.Kill()
	server.Restart()
	if server.Addr != first.Addr || server.PID == first.PID {
		t.Errorf("after the kill: %+v, before: %+v; want the same address and another process", server.Info, first)
	}
	if got := get(t, server.URL("/")); got != "2" {
		t.Errorf("the second process counts %s starts, want 2: the data folder must stay", got)
	}
	if status := server.Stop(); status != 3 {
		t.Errorf("stopped with status %d, want the process's own 3", status)
	}
	if got := strings.Count(server.Output(), "ready"); got != 2 {
		t.Errorf("output tells of %d starts, want 2:\n%s", got, server.Output())
	}
}
