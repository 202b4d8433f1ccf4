package web

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"trivium/server/browsertest"
)

// TestUnits runs the tests of the client's pure parts (tests/*.test.ts), bundled as the client is, in a browser.
func TestUnits(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	o := options(os.DirFS("."))
	o.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "tests/all.ts", OutputPath: "tests"}}
	o.Sourcemap = api.SourceMapInline
	result := api.Build(o)
	if err := failure(result.Errors); err != nil {
		t.Fatal(err)
	}
	var script []byte
	for _, output := range result.OutputFiles {
		if strings.HasSuffix(output.Path, ".js") {
			script = output.Contents
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/tests.js" {
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(script)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><script type="module" src="/tests.js"></script>`))
	}))
	t.Cleanup(server.Close)

	page := browser.Open(t, server.URL, browsertest.Laptop)
	page.Wait("the tests have run", "!!globalThis.outcomes")
	outcomes := browsertest.Eval[[]struct{ Name, Error string }](page, "outcomes")
	if len(outcomes) < 40 {
		t.Errorf("only %d tests ran", len(outcomes))
	}
	for _, outcome := range outcomes {
		t.Run(outcome.Name, func(t *testing.T) {
			if outcome.Error != "" {
				t.Error(outcome.Error)
			}
		})
	}
	page.NoProblems()
}
