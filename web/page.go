package web

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
)

// PageData is what a page holds besides its bundle.
type PageData struct {
	Title       string // "Trivium" if empty
	Description string
	Language    string // of the page, BCP 47; "en" if empty. The client sets it anew once it knows the reader's.
	// Body is ready HTML for a page that the server renders; a client's page needs none.
	Body template.HTML
	// Status is the HTTP status to serve it with; 0 is 200.
	Status int
	// Canonical is the one address of what the page shows, whole, with scheme and host. With it the page also says its title and
	// description to those who make previews of links.
	Canonical  string
	Alternates []Alternate
	// Theme is "light" or "dark"; empty is what the reader's system says.
	Theme string
	// Framed lets pages of other sites show this one in a frame.
	Framed bool
	// Drafts lets the page show what is only in the browser yet, and be in a frame of a page of this server.
	Drafts bool
	// Unlisted asks search engines to leave the page out.
	Unlisted bool
	// Cache is the Cache-Control; empty keeps the page and asks each time.
	Cache string
}

// Alternate is another form of a page: a feed, or its data.
type Alternate struct{ Type, Title, Href string }

// Document is a rendered page. It serves itself, with its policy and an ETag.
type Document struct {
	HTML   []byte
	ETag   string
	Status int
	// Policy and Cache are its Content-Security-Policy and Cache-Control.
	Policy, Cache string
}

var _ http.Handler = Document{}

// Page renders the page of a role. With Options.Dev it builds the client again first, and fails if that fails.
func (a *Assets) Page(role Role, data PageData) (Document, error) {
	if a.dev {
		if err := a.rebuild(); err != nil {
			return Document{}, err
		}
	}
	b := a.current.Load()
	l, ok := b.roles[role]
	if !ok {
		return Document{}, fmt.Errorf("web: there is no role %q", role)
	}
	if data.Title == "" {
		data.Title = "Trivium"
	}
	if data.Language == "" {
		data.Language = "en"
	}
	var out bytes.Buffer
	err := shell.Execute(&out, struct {
		PageData
		links
		Role           Role
		Icon, Manifest string
	}{data, l, role, b.icon, b.app})
	if err != nil {
		return Document{}, fmt.Errorf("web: render the page %q: %w", role, err)
	}
	document := Document{
		HTML: out.Bytes(), ETag: `"` + shortHash(out.Bytes()) + `"`, Status: data.Status, Policy: ContentSecurityPolicy,
		Cache: cmp.Or(data.Cache, "no-cache"), // keep it, but ask each time
	}
	switch {
	case data.Framed:
		document.Policy = framedPolicy
	case data.Drafts:
		document.Policy = draftPolicy
	}
	return document, nil
}

// ServeHTTP writes the page, or 304 if the reader has it.
func (d Document) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", d.Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", d.Cache)
	h.Set("ETag", d.ETag)
	status := d.Status
	if status == 0 {
		status = http.StatusOK
	}
	if status == http.StatusOK && r.Header.Get("If-None-Match") == d.ETag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(d.HTML)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.HTML) // the reader is gone if this fails
	}
}

// shell is the page around a bundle. The style sheet blocks the first paint and the script does not; both are asked for
// while the head is read.
//
//nolint:gochecknoglobals // a parsed template does not change
var shell = template.Must(template.New("shell").Parse(`<!doctype html>
<html lang="{{.Language}}" class="role-{{.Role}}"{{with .Theme}} data-theme="{{.}}"{{end}}>
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
{{with .Description}}<meta name="description" content="{{.}}">
{{end}}{{if .Unlisted}}<meta name="robots" content="noindex">
{{end}}{{with .Canonical}}<link rel="canonical" href="{{.}}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Trivium">
<meta property="og:url" content="{{.}}">
<meta property="og:title" content="{{$.Title}}">
{{with $.Description}}<meta property="og:description" content="{{.}}">
{{end}}{{end}}{{range .Alternates}}<link rel="alternate" type="{{.Type}}" title="{{.Title}}" href="{{.Href}}">
{{end}}<meta name="color-scheme" content="{{or .Theme "light dark"}}">
<meta name="theme-color" content="#f3f1fa" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#12101f" media="(prefers-color-scheme: dark)">
{{with .Style}}<link rel="stylesheet" href="{{.}}">
{{end}}{{with .Script}}<link rel="modulepreload" href="{{.}}">
<script type="module" src="{{.}}"></script>
{{end}}<link rel="icon" href="{{.Icon}}" type="image/svg+xml">
<link rel="manifest" href="{{.Manifest}}">
</head>
<body>
{{if .Body}}{{.Body}}{{else}}<div id="app"></div>
<noscript><p class="noscript">Trivium needs JavaScript to play. / Trivium braucht JavaScript zum Spielen.</p></noscript>
{{end}}</body>
</html>
`))
