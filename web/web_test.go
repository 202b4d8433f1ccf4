package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"

	"trivium/web"
)

// client is the client as it is shipped, built once for all tests: that takes seconds with the race detector.
var client = sync.OnceValues(func() (*web.Assets, error) { return web.New(web.Options{Cache: os.Getenv("TRIVIUM_CACHE")}) })

// shipped is client, or the end of the test.
func shipped(t *testing.T) *web.Assets {
	t.Helper()
	assets, err := client()
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func newAssets(t *testing.T, o web.Options) *web.Assets {
	t.Helper()
	assets, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func get(t *testing.T, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// linked finds the assets that a page names.
func linked(html []byte) []string {
	var found []string
	for _, m := range regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`).FindAllStringSubmatch(string(html), -1) {
		found = append(found, m[1])
	}
	return found
}

func TestEveryLinkOfEveryPageIsThere(t *testing.T) {
	assets := shipped(t)
	for _, role := range []web.Role{web.Player, web.Host, web.Office, web.Screen, web.Page} {
		document, err := assets.Page(role, web.PageData{})
		if err != nil {
			t.Fatal(err)
		}
		links := linked(document.HTML)
		if len(links) < 3 {
			t.Errorf("%s: only %v", role, links)
		}
		for _, link := range links {
			r := get(t, assets.Handler(), link)
			if r.Code != http.StatusOK || !strings.Contains(r.Header().Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %s: %d, Cache-Control %q", role, link, r.Code, r.Header().Get("Cache-Control"))
			}
		}
	}
}

func TestCompressedFormsSayTheSame(t *testing.T) {
	assets := shipped(t)
	document, err := assets.Page(web.Player, web.PageData{})
	if err != nil {
		t.Fatal(err)
	}
	link := linked(document.HTML)[0]
	plain := body(t, get(t, assets.Handler(), link).Body)

	br := get(t, assets.Handler(), link, "Accept-Encoding", "gzip, deflate, br")
	if br.Header().Get("Content-Encoding") != "br" || body(t, brotli.NewReader(br.Body)) != plain {
		t.Error("brotli: not the same file")
	}
	gz := get(t, assets.Handler(), link, "Accept-Encoding", "gzip;q=1, br;q=0")
	unpacked, err := gzip.NewReader(gz.Body)
	if err != nil || gz.Header().Get("Content-Encoding") != "gzip" || body(t, unpacked) != plain {
		t.Errorf("gzip: not the same file: %v", err)
	}
	again := get(t, assets.Handler(), link, "If-None-Match", br.Header().Get("ETag"))
	if again.Code != http.StatusNotModified {
		t.Errorf("a file that the reader has: %d", again.Code)
	}
}

func TestPageHoldsItsPolicyAndAnETag(t *testing.T) {
	assets := shipped(t)
	document, err := assets.Page(web.Player, web.PageData{Title: `<b>"Quiz"</b>`, Language: "de"})
	if err != nil {
		t.Fatal(err)
	}
	html := string(document.HTML)
	if !strings.Contains(html, "<title>&lt;b&gt;") || !strings.Contains(html, `<html lang="de"`) {
		t.Errorf("the page: %s", html)
	}
	if regexp.MustCompile(`<style|<script[^>]*>[^<]|\son\w+=|\sstyle=`).MatchString(html) {
		t.Errorf("something inline: %s", html)
	}
	r := get(t, document, "/")
	if r.Header().Get("Content-Security-Policy") != web.ContentSecurityPolicy {
		t.Errorf("policy: %q", r.Header().Get("Content-Security-Policy"))
	}
	if again := get(t, document, "/", "If-None-Match", r.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("a page that the reader has: %d", again.Code)
	}
	document.Status = http.StatusNotFound
	if missing := get(t, document, "/", "If-None-Match", r.Header().Get("ETag")); missing.Code != http.StatusNotFound {
		t.Errorf("a page with a status of its own: %d", missing.Code)
	}
}

func TestUnknownRoleAndFile(t *testing.T) {
	assets := shipped(t)
	if _, err := assets.Page("nobody", web.PageData{}); err == nil {
		t.Error("a page for nobody")
	}
	if r := get(t, assets.Handler(), "/assets/../web.go"); r.Code != http.StatusNotFound {
		t.Errorf("a file that is none: %d", r.Code)
	}
}

func TestDevReadsTheDiskForEveryPage(t *testing.T) {
	dir := t.TempDir()
	for _, part := range []string{"src", "vendor", "static"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(part)); err != nil {
			t.Fatal(err)
		}
	}
	assets := newAssets(t, web.Options{Dev: true, Dir: dir})
	before, err := assets.Page(web.Page, web.PageData{})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "src", "page", "page.css")
	if err := os.WriteFile(file, []byte("body { color: red }"), 0o600); err != nil {
		t.Fatal(err)
	}
	after, err := assets.Page(web.Page, web.PageData{})
	if err != nil || before.ETag == after.ETag {
		t.Errorf("the page did not change: %v", err)
	}
	if err := os.WriteFile(file, []byte(`@import "./gone.css";`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := assets.Page(web.Page, web.PageData{}); err == nil || !strings.Contains(err.Error(), "src/page/page.css:1") {
		t.Errorf("a broken source does not say where: %v", err)
	}
}

func TestDevSaysWhereTheSourcesShouldBe(t *testing.T) {
	if _, err := web.New(web.Options{Dev: true, Dir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "checkout") {
		t.Errorf("the error: %v", err)
	}
}
