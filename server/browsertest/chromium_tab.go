package browsertest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var _ tab = (*chromiumTab)(nil)

// chromiumTab is a tab of Chromium, driven by the DevTools protocol.
type chromiumTab struct {
	ctx    context.Context //nolint:containedctx // chromedp's handle of a tab is a context
	parent context.Context //nolint:containedctx // and so is that of its browser
	cancel context.CancelFunc
	heard  *console
	trips  int // pages that axe-core was brought to
}

func newChromiumTab(parent context.Context, opts ...chromedp.ContextOption) (tab, error) {
	ctx, cancel := chromedp.NewContext(parent, opts...)
	if err := begin(ctx, cancel); err != nil {
		cancel()
		return nil, err
	}
	return &chromiumTab{ctx: ctx, parent: parent, cancel: cancel, heard: listenChromium(ctx)}, nil
}

func (c *chromiumTab) base() context.Context { return c.ctx }
func (c *chromiumTab) console() *console     { return c.heard }

func (c *chromiumTab) close() {
	c.cancel()
	<-c.heard.done
}

func (c *chromiumTab) sibling() (tab, error) {
	id := chromedp.FromContext(c.ctx).BrowserContextID
	return newChromiumTab(c.parent, chromedp.WithExistingBrowserContext(id))
}

func (c *chromiumTab) navigate(ctx context.Context, url string) error {
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

func (c *chromiumTab) reload(ctx context.Context) error {
	return chromedp.Do(ctx, chromedp.Reload())
}

func (c *chromiumTab) evaluate(ctx context.Context, script string) ([]byte, error) {
	got, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: script, ReturnByValue: new(true), AwaitPromise: new(true), UserGesture: new(true),
	})
	switch {
	case movedOn(err):
		return nil, fmt.Errorf("%w: %w", errMoved, err)
	case err != nil:
		return nil, err
	case got.ExceptionDetails != nil:
		return nil, fmt.Errorf("the page's script failed: %s", exceptionText(got.ExceptionDetails))
	case len(got.Result.Value) == 0:
		return []byte("null"), nil // undefined
	}
	return got.Result.Value, nil
}

// movedOn tells whether the page went elsewhere while a script ran in it. The protocol has one number for all that fails
// in the browser, so that only the words tell.
func movedOn(err error) bool {
	var refused *cdproto.Error
	if !errors.As(err, &refused) {
		return false
	}
	return strings.Contains(refused.Message, "navigated or closed") ||
		strings.Contains(refused.Message, "context was destroyed") || strings.Contains(refused.Message, "Cannot find context")
}

func exceptionText(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}

// everywhere has each page that the tab goes to from now on run a script before its own.
func (c *chromiumTab) everywhere(ctx context.Context, script string) error {
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	return err
}

func (c *chromiumTab) press(ctx context.Context, at point, touch bool) error {
	if touch {
		return chromedp.Do(ctx, chromedp.TapXY(at.X, at.Y))
	}
	return chromedp.Do(ctx, chromedp.MouseClickXY(at.X, at.Y))
}

func (c *chromiumTab) keys(ctx context.Context, text string, held ...modifier) error {
	codes := map[modifier]chromedp.Modifier{control: chromedp.ModifierCtrl, alt: chromedp.ModifierAlt, shift: chromedp.ModifierShift}
	var opts []chromedp.KeyOption
	for _, m := range held {
		opts = append(opts, chromedp.KeyModifiers(codes[m]))
	}
	return chromedp.Do(ctx, chromedp.KeyEvent(chromiumKeys(text), opts...))
}

func (c *chromiumTab) resize(ctx context.Context, view View) error {
	opts := []chromedp.EmulateViewportOption{chromedp.EmulateScale(view.Scale)}
	if view.Touch {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	return chromedp.Do(ctx, chromedp.EmulateViewport(view.Width, view.Height, opts...))
}

func (c *chromiumTab) picture(ctx context.Context) ([]byte, error) {
	return chromedp.Run(ctx, chromedp.FullScreenshot(100))
}

// listenChromium keeps what the tab writes to its console.
func listenChromium(ctx context.Context) *console {
	heard := newConsole()
	messages := chromedp.Console(ctx) // subscribes now, so that nothing is missed
	go func() {
		defer close(heard.done)
		for m, err := range messages {
			if err != nil {
				return // the tab has been closed
			}
			heard.note(message(m), m.Type == chromedp.ConsoleError || m.IsException())
		}
	}()
	return heard
}

func message(m chromedp.ConsoleMessage) Problem {
	p := Problem{Kind: m.Source, Text: m.Text}
	switch {
	case m.IsException():
		p.Kind = "exception"
	case p.Kind == "":
		p.Kind = "console"
	}
	if m.URL != "" {
		p.At = fmt.Sprintf("(%s:%d)", m.URL, m.Line+1)
	}
	return p
}

// send sends one command of the DevTools protocol within the page's patience. Only Chromium speaks it.
func send[P, R any](p *Page, what string, command cdp.Command[P, R], params P) {
	p.t.Helper()
	if _, ok := p.tab.(*chromiumTab); !ok {
		p.t.Fatalf("%s: only Chromium can", what)
	}
	p.do(what, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, command, params)
		return err
	})
}
