package api_test

import (
	"net/http"
	"strings"
	"testing"

	"trivium/server/api"
)

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
	pin := w.create("small")
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
	if refused != 40 {
		t.Errorf("%d of 100 guesses were refused, want 40", refused)
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
	r := w.play("small", "=HYPERLINK(1)")
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
