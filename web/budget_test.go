package web

import (
	"os"
	"testing"
)

// The budgets in bytes, brotli. A page is its script, its style sheet, the icon and the manifest.
const (
	playerBudget = 60 << 10
	otherBudget  = 150 << 10
	maxRequests  = 6
)

// TestBudgets keeps the pages small: somebody in a cellar pub loads them over a thin line.
func TestBudgets(t *testing.T) {
	a, err := New(Options{Cache: os.Getenv("TRIVIUM_CACHE")})
	if err != nil {
		t.Fatal(err)
	}
	b := a.current.Load()
	for role, l := range b.roles {
		document, err := a.Page(role, PageData{})
		if err != nil {
			t.Fatal(err)
		}
		requests, bytes := 2, len(document.HTML) // the page itself, and the socket
		for _, path := range []string{l.Script, l.Style, b.icon, b.app} {
			if path == "" {
				continue
			}
			requests++
			f := b.files[path]
			if f == nil {
				t.Fatalf("%s: there is no %s", role, path)
			}
			if f.br != nil {
				bytes += len(f.br)
			} else {
				bytes += len(f.plain)
			}
		}
		budget := otherBudget
		if role == Player {
			budget = playerBudget
		}
		t.Logf("%s: %d bytes in %d requests", role, bytes, requests)
		if bytes > budget || requests > maxRequests {
			t.Errorf("%s: %d bytes in %d requests; allowed are %d in %d", role, bytes, requests, budget, maxRequests)
		}
	}
}
