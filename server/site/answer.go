package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"trivium/server/boards"
	"trivium/server/leagues"
	"trivium/server/store"
	"trivium/web"
)

// How long whoever stands between may keep things. An open page hears of changes by its stream.
const (
	cachePage = "public, max-age=5, stale-while-revalidate=30"
	cacheFeed = "public, max-age=60, stale-while-revalidate=600"
)

// hashOf names contents.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// page answers with a page.
func (s *Site) page(w http.ResponseWriter, v *visit, data web.PageData) error {
	data.Language, data.Theme = v.words.Language, v.theme()
	if data.Cache == "" {
		data.Cache = cachePage
	}
	document, err := s.options.Assets.Page(web.Site, data)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Language", data.Language)
	if data.Framed {
		h.Del("X-Frame-Options") // the policy says who may
	}
	if data.Unlisted {
		h.Set("X-Robots-Tag", "noindex")
	}
	document.ServeHTTP(w, v.Request)
	return nil
}

// render fills a template of the reader's language.
func (s *Site) render(v *visit, template string, data any) (template.HTML, error) {
	return s.renderIn(v.words.Language, template, data)
}

func (s *Site) renderIn(language, name string, data any) (template.HTML, error) {
	var out strings.Builder
	if err := s.pages[language].ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // html/template escaped every value
}

// json answers with data for programs of anybody.
func (s *Site) json(w http.ResponseWriter, v *visit, value any) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false) // nobody reads it as HTML
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	return s.data(w, v, "application/json", cachePage, out.Bytes())
}

// data answers with a file that has a strong ETag, or says that the reader has it.
func (s *Site) data(w http.ResponseWriter, v *visit, kind, cache string, data []byte) error {
	etag := `"` + hashOf(data) + `"`
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag")
	h.Set("ETag", etag)
	h.Set("Cache-Control", cache)
	if matches(v.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if v.Method != http.MethodHead {
		_, _ = w.Write(data) // the reader is gone if this fails
	}
	return nil
}

// matches tells whether an If-None-Match names an ETag (RFC 9110, 13.1.2: weakness does not matter here).
func matches(header, etag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == etag {
			return true
		}
	}
	return false
}

// moved is a league that has another address now.
type moved struct{ from, to string }

func (m *moved) Error() string { return "moved to " + m.to }

// refusal is an error that people are told in words.
type refusal struct {
	status int
	key    string // of the text
}

func (r *refusal) Error() string { return r.key }

// errNowhere says that there is nothing at an address.
var errNowhere = &refusal{status: http.StatusNotFound, key: "error_nowhere"}

// refusalOf finds words for an error.
func refusalOf(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	switch {
	case errors.Is(err, boards.ErrNotFound), errors.Is(err, leagues.ErrNotFound), errors.Is(err, store.ErrNotFound):
		return errNowhere
	case errors.Is(err, boards.ErrBad), errors.Is(err, leagues.ErrBad):
		return &refusal{status: http.StatusBadRequest, key: "error_bad"}
	case errors.Is(err, store.ErrUnavailable):
		return &refusal{status: http.StatusServiceUnavailable, key: "error_unavailable"}
	}
	return &refusal{status: http.StatusInternalServerError, key: "error_internal"}
}

// fail answers with an error in words: as a page, or as a problem document (RFC 9457) to who asked for something else.
func (s *Site) fail(w http.ResponseWriter, v *visit, err error) {
	if m, ok := errors.AsType[*moved](err); ok {
		to := *v.URL
		to.Path, to.RawPath = m.to+strings.TrimPrefix(to.Path, m.from), ""
		w.Header().Set("Cache-Control", cacheFeed)
		http.Redirect(w, v.Request, to.RequestURI(), http.StatusMovedPermanently)
		return
	}
	r := refusalOf(err)
	if r.status == http.StatusInternalServerError && v.Context().Err() == nil {
		s.options.Logger.Error("a public page failed", "error", err)
	}
	h := w.Header()
	h.Del("ETag")
	if r.status == http.StatusServiceUnavailable && h.Get("Retry-After") == "" {
		h.Set("Retry-After", "5")
	}
	title, detail := v.words.text(r.key+"_title"), v.words.text(r.key)
	if strings.Contains(v.Header.Get("Accept"), "text/html") {
		body, failed := s.render(v, "problem", map[string]any{"Page": s.common(v), "Title": title, "Detail": detail})
		if failed == nil {
			failed = s.page(w, v, web.PageData{Title: title + " · Trivium", Body: body, Status: r.status, Unlisted: true, Cache: "no-store"})
		}
		if failed == nil {
			return
		}
		s.options.Logger.Error("the page of an error failed", "error", failed)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Content-Type", "application/problem+json")
	data, _ := json.Marshal(map[string]any{ // strings and numbers always encode
		"type": "about:blank", "title": title, "status": r.status, "detail": detail, "code": strings.TrimPrefix(r.key, "error_"),
	})
	w.WriteHeader(r.status)
	_, _ = w.Write(append(data, '\n'))
}
