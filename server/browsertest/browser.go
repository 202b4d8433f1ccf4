package browsertest

import (
	"testing"
	"time"
)

// startLimit bounds the start of a browser or a tab; a cold start on a busy machine has taken 8 s.
const startLimit = time.Minute

// Browser is one running headless browser with an empty profile. It ends with the test that started it.
type Browser struct {
	newTab func() (tab, error) // an empty tab with cookies and storage of its own
}

// Open opens url in a fresh tab with its own cookies and storage, and waits until it has loaded.
func (b *Browser) Open(t testing.TB, url string, view View) *Page {
	t.Helper()
	return open(t, url, view, b.newTab)
}

func open(t testing.TB, url string, view View, newTab func() (tab, error)) *Page {
	t.Helper()
	made, err := newTab()
	if err != nil {
		t.Fatalf("open a tab for %s: %v", url, err)
	}
	t.Cleanup(made.close)
	p := &Page{t: t, tab: made, patience: patience}
	p.Resize(view)
	p.Goto(url)
	return p
}
