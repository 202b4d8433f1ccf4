package browsertest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Start starts a headless Chromium for the test, set to reduced motion: without a graphics card each frame of an animation costs
// as much as a click. A test that motion matters to asks for it by Page.Prefer. Start returns false, after saying so in the test's log, if the machine
// has none; under CI=true that fails the test.
func Start(t testing.TB) (*Browser, bool) {
	t.Helper()
	path, ok := Find()
	if !ok {
		missing(t, "headless browser",
			"apt-get install chromium-headless-shell, or set "+BrowserVariable+" to a Chromium")
		return nil, false
	}

	allocator, release := chromedp.NewExecAllocator(context.Background(), chromiumFlags(path)...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		cancel()
		release()
	})
	if err := begin(ctx, cancel); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{newTab: func() (tab, error) {
		return newChromiumTab(ctx, chromedp.WithNewBrowserContext())
	}}, true
}

// begin makes the first call on a context, which starts a browser or a tab that lives as long as the context of that
// call. So the call carries no deadline: a timer bounds it.
func begin(ctx context.Context, cancel context.CancelFunc) error {
	giveUp := time.AfterFunc(startLimit, cancel)
	defer giveUp.Stop()
	return chromedp.Do(ctx)
}

func chromiumFlags(path string) []chromedp.ExecAllocatorOption {
	return append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // needed as root and in containers; the pages are our own
		chromedp.DisableGPU,
		chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
}
