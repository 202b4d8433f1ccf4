package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/questions/pack"
	"trivium/server/api"
	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/games"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/room"
	storesqlite "trivium/server/store/sqlite"
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

// client is the browser client, built once for all tests.
var client = sync.OnceValues(func() (*web.Assets, error) { return web.New(web.Options{}) })

type world struct {
	t     *testing.T
	url   string
	games *games.Games
	rooms *room.Registry
	jar   http.CookieJar
}

func load(folder fs.FS, file string) (*questions.Pack, []bank.Finding) {
	p, found := pack.Load(folder, file, pack.Options{})
	findings := make([]bank.Finding, len(found))
	for i, f := range found {
		findings[i] = bank.Finding{Severity: string(f.Severity), Line: f.Line, Column: f.Column, Code: f.Code, Words: f.Words}
	}
	return p, findings
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
	b, err := bank.Open(fstest.MapFS{"small.yaml": {Data: []byte(yaml)}}, data, load, load)
	must(err)
	rooms := room.NewRegistry(room.Options{Ledger: l})
	log := slog.New(slog.DiscardHandler)
	g := games.New(games.Options{
		Rooms: rooms, Ledger: l, Store: s, Bank: b, Secret: []byte(hostKey), Logger: log, Clock: time.Now,
	})
	kept := archive.New(archive.Options{Ledger: l, Store: s, Clock: time.Now})
	assets, err := client()
	must(err)
	handler, err := api.New(api.Options{
		Bank: b, Games: g, Archive: kept, Boards: boards.New(boards.Options{Store: s}), Assets: assets, Hosts: api.NewHosts(hostKey, s, time.Now), Addresses: api.NewAddresses("", "", "80"),
		Socket: http.NotFoundHandler(), Logger: log, Version: "test",
	})
	must(err)
	listener := httptest.NewServer(recorded(t, handler))
	t.Cleanup(func() {
		listener.Close()
		rooms.Close()
		must(errors.Join(l.Close(), file.Close()))
	})
	jar, err := cookiejar.New(nil)
	must(err)
	return &world{t: t, url: listener.URL, games: g, rooms: rooms, jar: jar}
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

func (w *world) create() (pin string) {
	w.t.Helper()
	r := w.json(http.MethodPost, "/api/games", `{"packs":["small"]}`)
	var created struct {
		PIN string `json:"pin"`
	}
	if err := json.Unmarshal([]byte(r.body), &created); err != nil || r.status != http.StatusCreated {
		w.t.Fatalf("create: %d %s", r.status, r.body)
	}
	return created.PIN
}

func TestOnlyHostsSeeTheBank(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/api/packs", "/api/packs/small", "/api/questions?q=x", "/api/games", "/api/games/123456", "/api/addresses", "/qr.svg?text=x"} {
		r := w.get(path)
		if r.status != http.StatusUnauthorized || strings.Contains(r.body, "Blue") {
			t.Errorf("%s without sign-in: %d %s", path, r.status, r.body)
		}
		if kind := r.header.Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("%s: an error as %s", path, kind)
		}
	}
	if r := w.json(http.MethodPost, "/api/signin", `{"key":"wrong"}`); r.status != http.StatusForbidden {
		t.Errorf("a wrong key: %d", r.status)
	}
	w.signIn()
	if r := w.get("/api/packs/small"); r.status != http.StatusOK || !strings.Contains(r.body, "Blue") {
		t.Errorf("signed in: %d %s", r.status, r.body)
	}
	w.json(http.MethodPost, "/api/signout", "")
	if r := w.get("/api/packs"); r.status != http.StatusUnauthorized {
		t.Errorf("after sign-out: %d", r.status)
	}
}

func TestAnotherSiteCanNotChangeAnything(t *testing.T) {
	w := newWorld(t)
	w.signIn()
	r := w.send(http.MethodPost, "/api/games", "application/json", strings.NewReader(`{"packs":["small"]}`),
		map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"})
	if r.status != http.StatusForbidden {
		t.Errorf("a cross-site POST: %d %s", r.status, r.body)
	}
}

func TestBodiesAreReadStrictly(t *testing.T) {
	w := newWorld(t)
	w.signIn()
	for name, body := range map[string]string{
		"unknown":   `{"packs":["small"],"surprise":1}`,
		"twice":     `{"packs":["small"],"packs":["small"]}`,
		"case":      `{"PACKS":["small"]}`,
		"not json":  `packs=small`,
		"wrong":     `{"packs":"small"}`,
		"oversized": `{"packs":["` + strings.Repeat("x", 100_000) + `"]}`,
	} {
		if r := w.json(http.MethodPost, "/api/games", body); r.status != http.StatusBadRequest && r.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	r := w.json(http.MethodPost, "/api/games", `{"packs":["small"],"settings":{"scoring":"luck","time_factor":1}}`)
	if r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, "scoring") || !strings.Contains(r.body, "time factor") {
		t.Errorf("settings out of bounds: %d %s", r.status, r.body)
	}
}

func TestUploadNamesLineAndColumn(t *testing.T) {
	w := newWorld(t)
	w.signIn()
	upload := func(name, content string) reply {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(part, content)
		_ = form.Close()
		return w.send(http.MethodPost, "/api/packs", form.FormDataContentType(), &body, nil)
	}
	r := upload("mine.yaml", strings.Replace(yaml, "kind: single", "kind: singel", 1))
	if r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, `"line":9`) {
		t.Errorf("a broken pack: %d %s", r.status, r.body)
	}
	if r := upload("mine.yaml", strings.Replace(yaml, "id: small", "id: mine", 1)); r.status != http.StatusCreated {
		t.Errorf("a good pack: %d %s", r.status, r.body)
	}
	if r := w.get("/api/questions?q=colour%20which"); strings.Count(r.body, `"id"`) != 2 {
		t.Errorf("search: %s", r.body)
	}
	if r := w.send(http.MethodDelete, "/api/packs/mine", "", nil, nil); r.status != http.StatusNoContent {
		t.Errorf("delete: %d %s", r.status, r.body)
	}
}

func TestPagesCarryTheirPolicy(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/", "/j/123456", "/m/123456", "/host", "/host/123456", "/s/123456"} {
		r := w.get(path)
		policy := r.header.Get("Content-Security-Policy")
		if r.status != http.StatusOK || !strings.Contains(policy, "default-src") || strings.Contains(policy, "unsafe-inline") {
			t.Errorf("%s: %d, policy %q", path, r.status, policy)
		}
		if r.header.Get("X-Content-Type-Options") != "nosniff" || r.header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: headers %v", path, r.header)
		}
	}
	if r := w.send(http.MethodGet, "/nothing", "", nil, map[string]string{"Accept": "text/html"}); r.status != http.StatusNotFound || !strings.Contains(r.body, "<h1>") {
		t.Errorf("a page that is not there: %d %s", r.status, r.body)
	}
	if r := w.get("/healthz"); r.status != http.StatusOK {
		t.Errorf("healthz: %d", r.status)
	}
	if r := w.get("/readyz"); r.status != http.StatusOK {
		t.Errorf("readyz: %d", r.status)
	}
}

func TestJoinInfoIsLimitedByGuessing(t *testing.T) {
	w := newWorld(t)
	w.signIn()
	pin := w.create()
	if r := w.get("/api/join/" + pin); r.status != http.StatusOK || strings.Contains(r.body, "colour") {
		t.Errorf("join info: %d %s", r.status, r.body)
	}
	refused := 0
	for range 100 {
		if r := w.get("/api/join/000000"); r.status == http.StatusTooManyRequests {
			refused++
		} else if r.status != http.StatusNotFound {
			t.Fatalf("a wrong PIN: %d %s", r.status, r.body)
		}
	}
	if refused < 20 {
		t.Errorf("only %d of 100 guesses were refused", refused)
	}
}

func TestQRCodes(t *testing.T) {
	w := newWorld(t)
	if r := w.get("/qr/123456.svg"); r.status != http.StatusOK || !strings.HasPrefix(r.body, "<svg") {
		t.Errorf("join code: %d %s", r.status, r.body)
	}
	for _, path := range []string{"/qr/12a456.svg", "/qr/123456.png", "/qr/" + strings.Repeat("1", 40) + ".svg"} {
		if r := w.get(path); r.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.status)
		}
	}
	blocks, err := api.Blocks("http://192.168.1.5:8080")
	if err != nil || strings.Count(blocks, "\n") < 12 {
		t.Errorf("for a terminal: %v\n%s", err, blocks)
	}
}

func TestResultOfAGame(t *testing.T) {
	w := newWorld(t)
	w.signIn()
	pin := w.create()
	r, err := w.rooms.Open(t.Context(), pin)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Join(t.Context(), game.SeatEntry{Name: "=HYPERLINK(1)", Key: "x", Token: "t"}); err != nil {
		t.Fatal(err)
	}
	wait := func(reached func(*game.State) bool) {
		t.Helper()
		for {
			state, changed := r.Now()
			if reached(state) {
				return
			}
			select {
			case <-changed:
			case <-time.After(20 * time.Second):
				t.Fatalf("stuck in %s", state.Phase)
			}
		}
	}
	next := func(phase game.Phase) {
		t.Helper()
		if err := r.Do(t.Context(), game.Command{Verb: game.DoNext}); err != nil {
			t.Fatal(err)
		}
		wait(func(s *game.State) bool { return s.Phase == phase })
	}
	wait(func(s *game.State) bool { return s.PlayersCount() == 1 })
	next(game.Ready)
	next(game.Open)
	stored := make(chan room.Answered, 1)
	r.Answer(0, 1, game.AnswerEntry{Answer: game.Answer{Pick: []int{0}}, E: 900, M: 800, Floor: 20, QPing: 30}, func(a room.Answered) { stored <- a })
	if a := <-stored; a.Outcome != room.Stored {
		t.Fatalf("the answer: %+v", a)
	}
	wait(func(s *game.State) bool { return s.Phase == game.Reveal }) // all have answered
	next(game.Podium)
	next(game.Over)
	page := w.send(http.MethodGet, "/r/"+string(r.ID()), "", nil, map[string]string{"Accept": "text/html"})
	if page.status != http.StatusOK || !strings.Contains(page.body, "Which is a colour?") || !strings.Contains(page.body, "=HYPERLINK(1)") {
		t.Errorf("page: %d %s", page.status, page.body)
	}
	sheet := w.get("/r/" + string(r.ID()) + ".csv")
	if sheet.status != http.StatusOK || !strings.Contains(sheet.body, ",'=HYPERLINK(1),") || strings.Contains(sheet.body, ",=HYPERLINK") {
		t.Errorf("CSV: %d %s", sheet.status, sheet.body)
	}
	for kind, want := range map[string]string{".json": "application/json", ".xlsx": "application/vnd.openxmlformats"} {
		file := w.get("/r/" + string(r.ID()) + kind)
		if file.status != http.StatusOK || !strings.HasPrefix(file.header.Get("Content-Type"), want) ||
			file.header.Get("Content-Disposition") != `attachment; filename="trivium-result`+kind+`"` || file.body == "" {
			t.Errorf("%s: %d %v", kind, file.status, file.header)
		}
	}
	paper := w.send(http.MethodGet, "/r/"+string(r.ID())+"?print", "", nil, map[string]string{"Accept": "text/html"})
	if paper.status != http.StatusOK || !strings.Contains(paper.body, `class="result printed"`) || strings.Contains(paper.body, "Print view") {
		t.Errorf("print view: %d", paper.status)
	}
	if r := w.get("/r/" + string(r.ID()) + ".exe"); r.status != http.StatusNotFound {
		t.Errorf("a kind that there is not: %d", r.status)
	}
	if r := w.get("/r/" + strings.Repeat("0", 32)); r.status != http.StatusNotFound {
		t.Errorf("a result that is not there: %d", r.status)
	}
}
