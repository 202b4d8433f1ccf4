package site_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trivium/server/boards"
	"trivium/server/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares an answer with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was (-update writes it anew if it is to be so):\n%s", name, got)
	}
}

// body cuts the part of a page that the server renders, without what names the build or the port.
func body(h *house, page string) string {
	_, page, _ = strings.Cut(page, "<body>\n")
	page, _, _ = strings.Cut(page, "</body>")
	return strings.ReplaceAll(page, strings.TrimPrefix(h.URL, "http://"), "quiz.example.org")
}

func TestBoardPages(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		h := open(t, st)
		hidden := player("Hidden Harry", 950)
		shy := player("Shy Sheila", 930)
		shy.Public = false
		h.play(t, "aa", "warm-up", 1, friday, hidden, shy, player("Ada", 900), player("<b>Ben</b>", 800), player("Cleo", 800))
		if err := h.boards.Hide(t.Context(), boards.EntryID("aa", "key-Hidden Harry"), "host", "cheated"); err != nil {
			t.Fatal(err)
		}
		addresses := map[string]string{
			"board.html": "/boards/warm-up", "board-de.html": "/boards/server?span=week&lang=de", "board-search.html": "/boards/warm-up?q=ad",
			"boards.html": "/boards", "board-embed.html": "/boards/warm-up/embed", "board-screen.html": "/boards/warm-up?view=screen",
			"board.json": "/boards/warm-up.json?span=week", "board-around.html": "/boards/warm-up?around=" + boards.EntryID("aa", "key-Cleo"),
		}
		for file, address := range addresses {
			a := h.get(t, address)
			if a.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", address, a.Status)
			}
			got := body(h, a.body)
			if strings.HasSuffix(file, ".json") {
				var out bytes.Buffer
				if err := json.Indent(&out, []byte(strings.ReplaceAll(a.body, strings.TrimPrefix(h.URL, "http://"), "quiz.example.org")), "", "  "); err != nil {
					t.Fatal(err)
				}
				got = out.String()
			}
			golden(t, file, got)
		}
		for _, address := range []string{
			"/boards", "/boards/server", "/boards/warm-up", "/boards/warm-up?q=hidden", "/boards/warm-up?q=shy", "/boards/warm-up.json",
			"/boards/warm-up.json?q=hid", "/boards/warm-up/embed", "/boards/warm-up?view=screen",
			"/boards/warm-up.json?around=" + boards.EntryID("aa", "key-Hidden Harry"), "/boards/warm-up?around=" + boards.EntryID("aa", "key-Shy Sheila"),
		} {
			if a := h.get(t, address); strings.Contains(a.body, "Harry") || strings.Contains(a.body, "Sheila") {
				t.Errorf("%s shows who is hidden", address)
			}
		}
	})
}

// TestBoardHeaders looks at what goes with pages: who may frame, keep and index them.
func TestBoardHeaders(t *testing.T) {
	t.Parallel()
	h := open(t, inFile(t))
	h.play(t, "aa", "warm-up", 1, friday, player("Ada", 900))
	page := h.get(t, "/boards/warm-up?span=week")
	for _, text := range []string{
		`<link rel="canonical" href="` + h.URL + `/boards/warm-up?period=2026-W48&amp;span=week">`, `<meta property="og:title" content="Five minutes to warm up · Week 48, 23 Nov 2026 to 29 Nov 2026 · Trivium">`,
		`<meta property="og:description" content="Five minutes to warm up: 1 entry">`, `<html lang="en"`,
	} {
		if !strings.Contains(page.body, text) {
			t.Errorf("the page has no %s", text)
		}
	}
	header := func(a answer, name, want string) {
		t.Helper()
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", a.Request.URL.Path, name, got, want)
		}
	}
	header(page, "Cache-Control", "public, max-age=5, stale-while-revalidate=30")
	header(page, "X-Frame-Options", "DENY")
	header(page, "Vary", "Accept-Language")
	header(page, "X-Robots-Tag", "")
	if !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Error("a page may be framed")
	}
	embed := h.get(t, "/boards/warm-up/embed", "Cookie", "host=1")
	header(embed, "X-Frame-Options", "")
	header(embed, "X-Robots-Tag", "noindex")
	if !strings.HasSuffix(embed.Header.Get("Content-Security-Policy"), "frame-ancestors *") {
		t.Error("the frame may not be framed")
	}
	if strings.Count(embed.body, "<a ") != strings.Count(embed.body, `target="_blank" rel="noopener"`) {
		t.Error("a link of the frame opens in it")
	}
	header(h.get(t, "/boards/warm-up?q=a"), "X-Robots-Tag", "noindex")
	robots := h.get(t, "/robots.txt")
	header(robots, "Content-Type", "text/plain; charset=utf-8")

	data := h.get(t, "/boards/warm-up.json")
	header(data, "Access-Control-Allow-Origin", "*")
	etag := data.Header.Get("ETag")
	if etag == "" || strings.HasPrefix(etag, "W/") {
		t.Errorf("the ETag %q is not strong", etag)
	}
	for _, asked := range []string{etag, `"other", ` + etag, "W/" + etag, "*"} {
		if a := h.get(t, "/boards/warm-up.json", "If-None-Match", asked); a.StatusCode != http.StatusNotModified || a.body != "" {
			t.Errorf("If-None-Match %s: %s with %d bytes", asked, a.Status, len(a.body))
		}
	}
	if a := h.get(t, "/boards/warm-up", "If-None-Match", h.get(t, "/boards/warm-up").Header.Get("ETag")); a.StatusCode != http.StatusNotModified {
		t.Errorf("a page that did not change: %s", a.Status)
	}
	h.play(t, "aa", "warm-up", 2, friday, player("Ada", 950))
	if a := h.get(t, "/boards/warm-up.json", "If-None-Match", etag); a.StatusCode != http.StatusOK || !strings.Contains(a.body, "950") {
		t.Errorf("after a re-score: %s %s", a.Status, a.body)
	}
}

// TestWrongAddresses are told in words, in the reader's language.
func TestWrongAddresses(t *testing.T) {
	t.Parallel()
	h := open(t, inFile(t))
	for address, want := range map[string]int{
		"/boards/nobody": 404, "/boards/warm-up/x": 404, "/boards/": 404, "/boards/warm-up?span=year": 400, "/boards/warm-up?span=week&period=x": 400,
		"/boards/warm-up?cursor=x": 400, "/boards/warm-up?around=x": 404, "/boards/warm-up?q=" + strings.Repeat("x", 300): 400,
	} {
		a := h.get(t, address, "Accept-Language", "de-AT, en;q=0.5")
		if a.StatusCode != want || !strings.Contains(a.body, `<html lang="de"`) || !strings.Contains(a.body, "<h1>") {
			t.Errorf("%s: %s, want %d: %s", address, a.Status, want, a.body)
		}
	}
	a := h.get(t, "/boards/nobody.json", "Accept", "*/*")
	if a.StatusCode != http.StatusNotFound || a.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(a.body, `"status":404`) {
		t.Errorf("as JSON: %s %s", a.Status, a.body)
	}
}
