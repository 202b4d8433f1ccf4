package web_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"trivium/web"
)

// pageOf gives the player's page and its script, as they are served.
func pageOf(t *testing.T, assets *web.Assets) string {
	t.Helper()
	document, err := assets.Page(web.Player, web.PageData{Title: "Trivium"})
	if err != nil {
		t.Fatal(err)
	}
	html := get(t, document, "/").Body.Bytes()
	all := string(html)
	for _, at := range linked(html) {
		answer := get(t, assets.Handler(), at, "Accept-Encoding", "br")
		if answer.Code != http.StatusOK {
			t.Fatalf("%s: status %d", at, answer.Code)
		}
		all += answer.Header().Get("Content-Encoding") + answer.Header().Get("Content-Type") + answer.Header().Get("ETag") + answer.Body.String()
	}
	return all
}

// TestABuildIsKept builds once, reads it back, and builds again when the file is torn; every time the same is served.
func TestABuildIsKept(t *testing.T) {
	want := pageOf(t, shipped(t))
	folder := filepath.Join(t.TempDir(), "cache")
	file := func() string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(found) != 1 {
			t.Fatalf("in the cache: %v, %v; want one file", found, err)
		}
		return found[0]
	}
	is := func(what string) {
		t.Helper()
		if got := pageOf(t, newAssets(t, web.Options{Cache: folder})); got != want {
			t.Errorf("%s: other pages are served", what)
		}
	}
	is("at the first start")
	made, err := os.Stat(file())
	if err != nil {
		t.Fatal(err)
	}
	is("at the second start")
	if again, err := os.Stat(file()); err != nil || !os.SameFile(made, again) {
		t.Errorf("the second start has built again: %v", err)
	}

	whole, err := os.ReadFile(file())
	if err != nil {
		t.Fatal(err)
	}
	torn := bytes.Clone(whole)
	torn[len(torn)/2] ^= 1
	if err := os.WriteFile(file(), torn, 0o600); err != nil {
		t.Fatal(err)
	}
	is("after the file was torn")
	if mended, err := os.ReadFile(file()); err != nil || bytes.Equal(mended, torn) {
		t.Errorf("the torn file stays as it is: %v", err)
	}
}

// TestABrokenCacheCostsOnlyTime names a file where a folder should be. What is built then is named and served as by any other
// instance.
func TestABrokenCacheCostsOnlyTime(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := pageOf(t, newAssets(t, web.Options{Cache: filepath.Join(file, "cache")})); got != pageOf(t, shipped(t)) {
		t.Error("two builds of the same sources are not the same")
	}
}
