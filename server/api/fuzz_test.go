package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// FuzzCursor gives back what was written, and refuses everything else without a panic.
func FuzzCursor(f *testing.F) {
	f.Add("results", "2026-11-27T20:00:00.000000000Z/4ea2", "MQByZXN1bHRzAHg")
	f.Add("", "\x00", "")
	e := echo.New()
	f.Fuzz(func(t *testing.T, list, place, cursor string) {
		read := func(text string) (string, error) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?cursor="+url.QueryEscape(text), nil)
			return cursorOf(e.NewContext(r, httptest.NewRecorder()), list)
		}
		_, _ = read(cursor)
		written := writeCursor(list, place)
		if len(written) > 2000 || strings.Contains(list, "\x00") {
			return
		}
		if got, err := read(written); err != nil || got != place {
			t.Errorf("%q of %q is read as %q: %v", place, list, got, err)
		}
	})
}

// FuzzHeaders reads headers that anybody may write.
func FuzzHeaders(f *testing.F) {
	f.Add("text/html, application/json;q=0.5, */*;q=0.1", `"v3"`)
	f.Add("*/*", `W/"x", *`)
	e := echo.New()
	f.Fuzz(func(t *testing.T, accept, tag string) {
		if accept == "*/*" && !accepts(accept, "application/json") {
			t.Error("anything is not accepted")
		}
		accepts(accept, "application/json")
		matches([]string{tag}, `"x"`)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, "/", nil)
		r.Header.Set("If-Match", tag)
		if version, err := asRead(e.NewContext(r, httptest.NewRecorder())); err == nil && versionTag(version) != strings.TrimSpace(tag) {
			t.Errorf("%q is read as %d", tag, version)
		}
	})
}
