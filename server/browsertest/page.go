package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// patience is how long a page's methods wait unless Within says otherwise. It is long because a busy machine with the
// race detector is slow; what comes sooner is seen sooner.
const patience = 30 * time.Second

// View is the size of a page and what the fingers at it are.
type View struct {
	Width, Height int64   // CSS pixels
	Scale         float64 // device pixels for one CSS pixel
	Touch         bool    // taps instead of mouse clicks, and in Chromium a mobile viewport
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
	tab      tab
	view     View
	patience time.Duration
}

// Tab opens url in another tab that shares cookies and storage with this one, as a second tab of the same person.
func (p *Page) Tab(url string, view View) *Page {
	p.t.Helper()
	return open(p.t, url, view, p.tab.sibling)
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
	p.do("load "+url, func(ctx context.Context) error { return p.tab.navigate(ctx, url) })
}

// Reload loads the page again, as a person would who is puzzled.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("reload", p.tab.reload)
}

// Resize gives the page another view.
func (p *Page) Resize(view View) {
	p.t.Helper()
	view.Scale = max(view.Scale, 1)
	p.view = view
	p.do("resize", func(ctx context.Context) error { return p.tab.resize(ctx, view) })
}

// Close closes the tab before the test ends.
func (p *Page) Close() { p.tab.close() }

// Eval evaluates JavaScript and decodes the value of its last expression; it waits for a promise.
func Eval[T any](p *Page, script string) T {
	p.t.Helper()
	var got T
	p.do("evaluate "+script, func(ctx context.Context) error {
		value, err := p.read(ctx, script)
		if err != nil {
			return err
		}
		return json.Unmarshal(value, &got)
	})
	return got
}

// Do runs JavaScript statements as the body of an async function, and waits for its end: Do("await fetch('/x')").
func (p *Page) Do(statements string) {
	p.t.Helper()
	p.do("run "+statements, func(ctx context.Context) error {
		_, err := p.tab.evaluate(ctx, "(async () => {"+statements+"\n})()")
		return err
	})
}

// URL returns the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	return Eval[string](p, "location.href")
}

// do runs f within the page's patience, and ends the test if it fails.
func (p *Page) do(what string, f func(context.Context) error) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab.base(), p.patience)
	defer cancel()
	if err := f(ctx); err != nil {
		p.fatal(what, err)
	}
}

// read evaluates a script that changes nothing. A page that goes elsewhere in the middle is asked again where it arrives.
func (p *Page) read(ctx context.Context, script string) ([]byte, error) {
	for {
		value, err := p.tab.evaluate(ctx, script)
		if !errors.Is(err, errMoved) {
			return value, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(lookAgain):
		}
	}
}

// fatal ends the test with what failed and what a person would see on the page.
func (p *Page) fatal(what string, err error) {
	p.t.Helper()
	p.t.Fatalf("%s: %v\n%s", what, err, p.describe())
}

func (p *Page) describe() string {
	ctx, cancel := context.WithTimeout(p.tab.base(), 2*time.Second)
	defer cancel()
	var text string
	value, err := p.read(ctx, `location.href + "\n" + (document.body?.innerText ?? "").slice(0, 1200)`)
	if err == nil {
		err = json.Unmarshal(value, &text)
	}
	if err != nil {
		text = fmt.Sprintf("(the page does not answer: %v)", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the page then:\n  %s\n", strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  "))
	for _, problem := range p.tab.console().problems() {
		fmt.Fprintf(&b, "console: %s\n", problem)
	}
	return b.String()
}

// quote makes a JavaScript string of s; a JSON string is one.
func quote(s string) string {
	quoted, _ := json.Marshal(s) // a string cannot fail
	return string(quoted)
}
