package browsertest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a page's methods wait unless Within says otherwise. It is long because a busy machine with the
// race detector is slow; what comes sooner is seen sooner.
const patience = 15 * time.Second

// View is the size of a page and what the fingers at it are.
type View struct {
	Width, Height int64   // CSS pixels
	Scale         float64 // device pixels for one CSS pixel
	Touch         bool    // taps instead of mouse clicks, and a mobile viewport
}

// The views that Trivium is made for.
//
//nolint:gochecknoglobals // constants, but Go has none of struct type
var (
	Phone     = View{Width: 360, Height: 740, Scale: 2, Touch: true}
	Laptop    = View{Width: 1366, Height: 768, Scale: 1}
	Projector = View{Width: 1920, Height: 1080, Scale: 1}
)

// Page is one tab. Pages from Open share nothing; pages from Tab share cookies and storage.
type Page struct {
	t        testing.TB
	browser  *Browser
	tab      tabs
	view     View
	patience time.Duration
	console  *console
}

// Open opens url in a fresh tab with its own cookies and storage, and waits until it has loaded.
func (b *Browser) Open(t testing.TB, url string, view View) *Page {
	t.Helper()
	return b.open(t, url, view, chromedp.WithNewBrowserContext())
}

// Tab opens url in another tab that shares cookies and storage with this one, as a second tab of the same person.
func (p *Page) Tab(url string, view View) *Page {
	p.t.Helper()
	id := chromedp.FromContext(p.tab).BrowserContextID
	return p.browser.open(p.t, url, view, chromedp.WithExistingBrowserContext(id))
}

func (b *Browser) open(t testing.TB, url string, view View, opts ...chromedp.ContextOption) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.tabs, opts...)
	p := &Page{t: t, browser: b, tab: tabs{ctx}, view: view, patience: patience}

	giveUp := time.AfterFunc(startLimit, cancel)
	err := chromedp.Do(ctx)
	giveUp.Stop()
	if err != nil {
		cancel()
		t.Fatalf("open a tab for %s: %v", url, err)
	}
	p.console = listen(ctx)
	t.Cleanup(func() {
		cancel()
		<-p.console.done
	})

	p.do("set the viewport", chromedp.EmulateViewport(view.Width, view.Height, emulated(view)...))
	p.Goto(url)
	return p
}

func emulated(view View) []chromedp.EmulateViewportOption {
	opts := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(view.Scale, 1))}
	if view.Touch {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	return opts
}

// Within returns the same page with another patience: p.Within(40*time.Second).SeeText("Podium").
func (p *Page) Within(limit time.Duration) *Page {
	other := *p
	other.patience = limit
	return &other
}

// Goto loads url in this tab and waits for its load event.
func (p *Page) Goto(url string) {
	p.t.Helper()
	p.do("load "+url, chromedp.Navigate(url))
}

// Reload loads the page again, as a person would who is puzzled.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("reload", chromedp.Reload())
}

// Close closes the tab before the test ends.
func (p *Page) Close() {
	p.t.Helper()
	if err := chromedp.Cancel(p.tab); err != nil {
		p.t.Fatalf("close the tab: %v", err)
	}
}

// do runs steps within the page's patience, and ends the test if one fails.
func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab, p.patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.fatal(what, err)
	}
}

// fatal ends the test with what failed and what a person would see on the page.
func (p *Page) fatal(what string, err error) {
	p.t.Helper()
	p.t.Fatalf("%s: %v\n%s", what, err, p.describe())
}

func (p *Page) describe() string {
	ctx, cancel := context.WithTimeout(p.tab, 2*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](
		`location.href + "\n" + (document.body ? document.body.innerText : "").slice(0, 1200)`))
	if err != nil {
		text = fmt.Sprintf("(the page does not answer: %v)", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the page then:\n  %s\n", strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  "))
	for _, problem := range p.console.problems() {
		fmt.Fprintf(&b, "console: %s\n", problem)
	}
	return b.String()
}
