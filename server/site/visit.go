package site

import (
	"context"
	"net/http"
	"strconv"
)

// visit is a request with what is known of who makes it.
type visit struct {
	*http.Request
	client string // whose request it is, for the limits
	words  *words
}

type visitKey struct{}

// Serve answers a request of whoever has the address client.
func (s *Site) Serve(w http.ResponseWriter, r *http.Request, client string) {
	v := &visit{Request: r, client: client, words: s.words[choose(r)]}
	if ok, wait := s.reads.Allow(client); !ok {
		s.metrics.refused.WithLabelValues(refusedReads).Inc()
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		s.fail(w, v, &refusal{status: http.StatusTooManyRequests, key: "error_reads"})
		return
	}
	s.mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
}

// asked gives a parameter of the address.
func (v *visit) asked(name string) string { return v.URL.Query().Get(name) }

// link gives an address within the site: a path with some parameters, those without a value left out. Which language was asked
// for goes along.
func (v *visit) link(path string, pairs ...string) string { return shapeOf(v).link(path, pairs...) }

// screen tells whether the page is for a projector.
func (v *visit) screen() bool { return v.asked("view") == "screen" }

// theme is the theme that the address asks for.
func (v *visit) theme() string {
	if theme := v.asked("theme"); theme == "light" || theme == "dark" {
		return theme
	}
	if v.screen() {
		return "dark"
	}
	return ""
}
