package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"trivium/server/bank"
)

// problem is an error as it is sent: RFC 9457 with a code for programs and, for a file, its findings.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Code     string         `json:"code"`
	Findings []bank.Finding `json:"findings,omitempty"`
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

func refuse(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: code}
}

// fail is the one place where errors become answers. What is ours to know is logged and not sent.
func (s *server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := s.problemOf(err, c)
	if p.Status >= http.StatusInternalServerError {
		s.Logger.Error("a request failed", "error", err, "path", c.Path())
	}
	if acceptsHTML(c.Request()) && !strings.HasPrefix(c.Request().URL.Path, "/api/") {
		c.Response().Header().Set("Cache-Control", "no-store")
		s.problemPage(c, p)
		return
	}
	p.write(c.Response())
}

// write answers with the problem.
func (p *problem) write(w http.ResponseWriter) {
	data, _ := json.Marshal(p) // nothing in it can fail
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(data) // whoever asked may be gone
}

func (s *server) problemOf(err error, c echo.Context) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if h, ok := errors.AsType[*echo.HTTPError](err); ok {
		switch h.Code {
		case http.StatusNotFound:
			return refuse(h.Code, "not_found", "There is nothing at this address.")
		case http.StatusMethodNotAllowed:
			return refuse(h.Code, "method", "This address does not take "+c.Request().Method+".")
		}
		return refuse(h.Code, "request", http.StatusText(h.Code)+".")
	}
	for _, r := range refusals() {
		if errors.Is(err, r.of) {
			return refuse(r.status, r.code, cmp.Or(r.words, words(err)))
		}
	}
	return refuse(http.StatusInternalServerError, "internal", "Something went wrong on the server. Its log says what.")
}

// words makes a sentence of an error that is told to people.
func words(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return strings.TrimSuffix(string(unicode.ToUpper(first))+text[size:], ".") + "."
}
