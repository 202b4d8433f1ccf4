package browsertest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// startLimit bounds the start of a browser; a cold start on a busy machine has taken 8 s.
const startLimit = time.Minute

// Browser is one running headless browser with an empty profile. It ends with the test that started it.
type Browser struct {
	tabs tabs
}

// tabs is the browser's own context, the parent of all its pages' contexts. chromedp keeps the browser in a context,
// so a field is the only place for it.
type tabs struct {
	context.Context //nolint:containedctx // chromedp's handle of a browser is a context
}

// Start starts a browser for the test. It returns false, after saying so in the test's log, if the machine has none;
// under CI=true that fails the test.
func Start(t testing.TB) (*Browser, bool) {
	t.Helper()
	path, ok := Find()
	if !ok {
		missing(t, "headless browser",
			"apt-get install chromium-headless-shell, or set "+BrowserVariable+" to a Chromium")
		return nil, false
	}

	allocator, release := chromedp.NewExecAllocator(context.Background(), flags(path)...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		cancel()
		release()
	})

	// The browser lives as long as the context of the first call, so that one carries no deadline: a timer bounds it.
	giveUp := time.AfterFunc(startLimit, cancel)
	defer giveUp.Stop()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{tabs: tabs{ctx}}, true
}

func flags(path string) []chromedp.ExecAllocatorOption {
	return append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // needed as root and in containers; the pages are our own
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
}
