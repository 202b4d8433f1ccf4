package site_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/server/boards"
	"trivium/server/finished"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/site"
	"trivium/server/store"
	"trivium/server/store/redis"
	"trivium/server/store/sqlite"
	"trivium/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// friday is what the clock of the tests says.
var friday = time.Date(2026, 11, 27, 22, 0, 0, 0, time.UTC)

// eachBody runs a test on an empty store of each kind.
func eachBody(t *testing.T, test func(t *testing.T, s store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, inFile(t)) })
	t.Run("redis", func(t *testing.T) { t.Parallel(); test(t, inRedis(t)) })
}

func inFile(t testing.TB) store.Store {
	t.Helper()
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := sqlite.New(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func inRedis(t testing.TB) store.Store {
	t.Helper()
	return redis.New(redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client())
}

// built is the client, which takes seconds to build and is the same for all tests.
var built = sync.OnceValues(func() (*web.Assets, error) { return web.New(web.Options{Cache: os.Getenv("TRIVIUM_CACHE")}) })

// house is a server of public pages.
type house struct {
	*httptest.Server
	site   *site.Site
	boards *boards.Service
}

// open serves pages on a store.
func open(t testing.TB, s store.Store, change ...func(*site.Options)) *house {
	t.Helper()
	assets, err := built()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return friday }
	h := &house{boards: boards.New(boards.Options{Store: s, Clock: clock})}
	o := site.Options{
		Boards: h.boards, Assets: assets, Clock: clock, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Pack: func(id string) (string, bool) {
			title, ok := map[string]string{"warm-up": "Five minutes to warm up", "general": "General knowledge"}[id]
			return title, ok
		},
		Base: func(r *http.Request) string { return "http://" + r.Host },
	}
	for _, one := range change {
		one(&o)
	}
	if h.site, err = site.New(o); err != nil {
		t.Fatal(err)
	}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			assets.Handler().ServeHTTP(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/qr/") {
			w.Header().Set("Content-Type", "image/svg+xml")
			_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="#fff"/><path d="M1 1h1v1H1z"/></svg>`))
			return
		}
		w.Header().Set("X-Frame-Options", "DENY") // as the rest of the server has it
		h.site.Serve(w, r, "192.0.2.1")
	}))
	t.Cleanup(h.Close)
	t.Cleanup(h.site.Close) // first
	return h
}

// answer is what came back.
type answer struct {
	*http.Response
	body string
}

// get asks for an address, with headers as names and values in turn.
func (h *house) get(t testing.TB, path string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := h.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

// play puts a public game of a pack on the boards; players are in the order of their scores.
func (h *house) play(t testing.TB, id, pack string, revision int64, ended time.Time, players ...finished.Standing) {
	t.Helper()
	for i := range players {
		p := &players[i]
		p.Place = i + 1
		if p.Key == "" {
			p.Key = fmt.Sprint("key-", p.Name)
		}
	}
	err := h.boards.Take(t.Context(), finished.Game{
		ID: id, Revision: revision, Title: "Thursday", Ended: ended, Host: "h", Packs: []string{pack}, Whole: true, Rule: "speed, streak",
		Public: true, Players: players,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func player(name string, score int) finished.Standing {
	return finished.Standing{Name: name, Score: score, Right: score / 100, Time: int64(score) * 7, Public: true}
}

// firstTable reads a stream until its first table.
func firstTable(t testing.TB, h *house, path string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := h.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	for table := false; lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && table {
			return data
		}
		table = table || lines.Text() == "event: table"
	}
	t.Fatalf("no table came: %v", lines.Err())
	return ""
}
