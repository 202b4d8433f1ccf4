package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/server/api"
	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/gateway/names"
	"trivium/server/hosts"
	"trivium/server/leagues"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/marks"
	"trivium/server/room"
	"trivium/server/search"
	"trivium/server/shares"
	storesqlite "trivium/server/store/sqlite"
	"trivium/server/study"
	"trivium/web"
)

const hostKey = "0123456789abcdef0123456789abcdef"

const yaml = `format: 1
id: small
title: "=Small"
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - id: one
    kind: single
    prompt: Which is a colour?
    choices:
      - {text: Blue, correct: true}
      - {text: Seven}
`

// typed has a question that is answered in words. Its answers are found nowhere else.
const typed = `format: 1
id: typed
title: Typed
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - id: first
    kind: text
    prompt: What was first?
    accept: [canaryanswer]
  - id: second
    kind: text
    prompt: And then?
    accept: [canarysecond]
`

// client is the browser client, built once for all tests.
var client = sync.OnceValues(func() (*web.Assets, error) { return web.New(web.Options{Cache: os.Getenv("TRIVIUM_CACHE")}) })

type world struct {
	t     *testing.T
	url   string
	games *games.Games
	rooms *room.Registry
	jar   http.CookieJar

	marks   *marks.Service
	boards  *boards.Service
	leagues *leagues.Service
	mu      sync.Mutex
	ended   map[string]finished.Game // that leagues may be given; guarded by mu
}

func load(folder fs.FS, file string) (*questions.Pack, []bank.Finding) {
	p, found := pack.Load(folder, file, pack.Options{})
	return p, bank.FindingsOf(found)
}

// packsOf gives all packs of a bank.
func packsOf(b *bank.Bank) func() []*questions.Pack {
	return func() (list []*questions.Pack) {
		entries, _ := b.Entries()
		for i := range entries {
			list = append(list, entries[i].Pack)
		}
		return list
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	data := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	file, err := ledgersqlite.OpenFile(filepath.Join(data, "trivium.db"), ledgersqlite.FileOptions{})
	must(err)
	l, err := ledgersqlite.New(file, ledgersqlite.Options{})
	must(err)
	s, err := storesqlite.New(t.Context(), file)
	must(err)
	b, err := bank.Open(fstest.MapFS{"small.yaml": {Data: []byte(yaml)}, "typed.yaml": {Data: []byte(typed)}}, data, load, load)
	must(err)
	rooms := room.NewRegistry(room.Options{Ledger: l})
	log := slog.New(slog.DiscardHandler)
	g := games.New(games.Options{
		Rooms: rooms, Ledger: l, Store: s, Bank: b, Secret: []byte(hostKey), Logger: log, Clock: time.Now,
	})
	kept := archive.New(archive.Options{Ledger: l, Store: s, Clock: time.Now})
	w := &world{t: t, games: g, rooms: rooms, boards: boards.New(boards.Options{Store: s}), marks: marks.New(s, nil), ended: map[string]finished.Game{}}
	w.leagues = leagues.New(leagues.Options{Store: s, Game: w.finishedGame, Key: names.Key})
	assets, err := client()
	must(err)
	began := time.Now()
	index, err := search.Open(t.Context(), nil)
	must(err)
	handler, err := api.New(api.Options{
		Bank: b, Search: index, Marks: w.marks, Games: g, Archive: kept, Boards: w.boards, Seasons: w.leagues, Leagues: players{w.leagues}, Assets: assets,
		Hosts: hosts.New(hosts.Options{Store: s, Key: hostKey, Open: true}), Shares: shares.New(shares.Options{Store: s}),
		Study:     study.New(study.Options{Store: s, Playing: g.Playing, Secret: []byte(hostKey), Clock: time.Now, Packs: packsOf(b)}),
		Addresses: api.NewAddresses(api.Place{Port: "80"}), Socket: http.NotFoundHandler(), Logger: log,
		Version: "test", Clock: func() time.Time { return began }, // so that no limit recovers while a slow machine tests it
	})
	must(err)
	listener := httptest.NewServer(recorded(t, handler))
	t.Cleanup(func() {
		listener.Close()
		rooms.Close()
		must(errors.Join(index.Close(), l.Close(), file.Close()))
	})
	w.url = listener.URL
	w.jar, err = cookiejar.New(nil)
	must(err)
	return w
}

// finishedGame gives a game that a test has made up.
func (w *world) finishedGame(_ context.Context, id string) (finished.Game, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	g, ok := w.ended[id]
	if !ok {
		return finished.Game{}, leagues.ErrNotFound
	}
	return g, nil
}

// players shows the API what phones are told of leagues.
type players struct{ leagues *leagues.Service }

func (p players) Fitting(context.Context, string) ([]api.League, error) { return nil, nil }

func (p players) Claimed(ctx context.Context, secret string) (api.Claim, error) {
	c, err := p.leagues.Claimed(ctx, secret)
	if errors.Is(err, leagues.ErrNotFound) {
		return api.Claim{}, api.ErrNoClaim
	}
	return api.Claim{League: c.League, LeagueName: c.LeagueName, Slug: c.Slug, Key: c.Key, Name: c.Name}, err
}

type reply struct {
	status int
	header http.Header
	body   string
}

func (w *world) send(method, path, kind string, body io.Reader, header map[string]string) reply {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	client := &http.Client{Jar: w.jar}
	response, err := client.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(data)}
}

func (w *world) json(method, path, body string) reply {
	w.t.Helper()
	return w.send(method, path, "application/json", strings.NewReader(body), nil)
}

func (w *world) get(path string) reply {
	w.t.Helper()
	return w.send(http.MethodGet, path, "", nil, nil)
}

func (w *world) signIn() {
	w.t.Helper()
	if r := w.json(http.MethodPost, "/api/signin", `{"key":"`+hostKey+`"}`); r.status != http.StatusNoContent {
		w.t.Fatalf("sign in: %d %s", r.status, r.body)
	}
}

func (w *world) create(packs ...string) (pin string) {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"packs": packs})
	if err != nil {
		w.t.Fatal(err)
	}
	r := w.json(http.MethodPost, "/api/games", string(body))
	var created struct {
		PIN string `json:"pin"`
	}
	if err := json.Unmarshal([]byte(r.body), &created); err != nil || r.status != http.StatusCreated {
		w.t.Fatalf("create: %d %s", r.status, r.body)
	}
	return created.PIN
}
