// Package web is the browser client: TypeScript and CSS sources with their vendored libraries, embedded in the binary,
// bundled when the server starts and served with names that hold a hash of the contents. It knows nothing of the rest of
// Trivium; what crosses a socket is described a second time in src/lib/protocol.ts, and a test holds the two together.
//
//	assets, err := web.New(web.Options{})
//	mux.Handle("/assets/", assets.Handler())
//	document, err := assets.Page(web.Player, web.PageData{Title: "Trivium"})
//	document.ServeHTTP(w, r)
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
)

// ContentSecurityPolicy is the policy that every page is served with. Nothing inline, nothing from elsewhere.
const ContentSecurityPolicy = policy + "'none'"

// framedPolicy is that of a page which pages of other sites may show in a frame.
const framedPolicy = policy + "*"

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " + policyRest

// draftPolicy is that of a page on which packs are written, and of the previews in it: they show pictures and sounds that are only in
// the browser yet, the page has the previews in frames of its own, and nobody else may.
const draftPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; " +
	"frame-src 'self'; " + policyRest + "'self'"

const policyRest = "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "

//go:embed src vendor static
var embedded embed.FS

// Role names a bundle: what a page is for.
type Role string

// The roles. Host is a running game and how one is set up, Office what a host does beside games, Find where questions are found and
// picked, Edit where packs are written, with what a phone and the screen will show in frames, Study a pack played alone. A Page has a
// style sheet and no script; a Site's script only keeps fresh what the server has rendered whole.
const (
	Player Role = "player"
	Host   Role = "host"
	Office Role = "office"
	Find   Role = "find"
	Edit   Role = "edit"
	Screen Role = "screen"
	Study  Role = "study"
	Page   Role = "page"
	Site   Role = "site"

	PreviewPhone  Role = "preview-phone"
	PreviewScreen Role = "preview-screen"
)

// Options say where the sources come from. The zero value is the embedded ones, as released.
type Options struct {
	// Dev reads the sources from Dir and builds again for every page that is asked for, with source maps.
	Dev bool
	// Dir is the folder that holds src, vendor and static; "web" if empty. It matters only with Dev.
	Dir string
	// Cache is a folder where a finished build is kept for the next start; empty builds anew. Dev does not use it.
	Cache string
}

// Assets is the built client. It is safe for use by several goroutines.
type Assets struct {
	source fs.FS
	dev    bool
	cache  string

	building sync.Mutex // one build at a time
	current  atomic.Pointer[build]
}

// New bundles the client. An error names the file and line that could not be built.
func New(o Options) (*Assets, error) {
	a := &Assets{source: embedded, dev: o.Dev, cache: o.Cache}
	if o.Dev {
		dir := o.Dir
		if dir == "" {
			dir = "web"
		}
		if _, err := os.Stat(dir + "/src"); err != nil {
			return nil, fmt.Errorf("web: no client sources in %q (start in the checkout, or name the folder): %w", dir, err)
		}
		a.source = os.DirFS(dir)
	}
	return a, a.rebuild()
}

func (a *Assets) rebuild() error {
	a.building.Lock()
	defer a.building.Unlock()
	makeIt := func() (*build, error) { return newBuild(a.source, a.dev) }
	if a.cache != "" && !a.dev {
		makeIt = func() (*build, error) { return cached(a.source, a.cache) }
	}
	b, err := makeIt()
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	a.current.Store(b)
	return nil
}

// Handler serves the files under /assets/. Their names change with their contents, so they may be kept for ever.
func (a *Assets) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, ok := a.current.Load().files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		file.serve(w, r)
	})
}
