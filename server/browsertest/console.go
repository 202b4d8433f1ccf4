package browsertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// Problem is something that a page complained about: an exception, an error in the console, a request that failed, or
// a violation of the content security policy.
type Problem struct {
	Kind string // "exception", "console", "network", "security", or another part of the browser
	Text string
	At   string // address and line, if known
}

// String returns the problem in one line.
func (p Problem) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", p.Kind, p.Text, p.At))
}

// console keeps what a tab complains about, from its first moment until its context ends.
type console struct {
	done  chan struct{} // closed when nothing more will come
	mu    sync.Mutex
	kept  []Problem
	marks map[string]chan struct{} // what flush waits for
}

// marker begins the messages that flush sends through the console.
const marker = "browsertest mark "

func listen(ctx context.Context) *console {
	c := &console{done: make(chan struct{}), marks: map[string]chan struct{}{}}
	messages := chromedp.Console(ctx) // subscribes now, so that nothing is missed
	go func() {
		defer close(c.done)
		for m, err := range messages {
			if err != nil {
				return // the tab has been closed
			}
			c.note(m)
		}
	}()
	return c
}

func (c *console) note(m chromedp.ConsoleMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen, ok := c.marks[m.Text]; ok {
		close(seen)
		delete(c.marks, m.Text)
		return
	}
	if m.Type != chromedp.ConsoleError && !m.IsException() {
		return
	}
	kind := m.Source
	switch {
	case m.IsException():
		kind = "exception"
	case kind == "":
		kind = "console"
	}
	at := m.URL
	if at != "" {
		at = fmt.Sprintf("(%s:%d)", at, m.Line+1)
	}
	c.kept = append(c.kept, Problem{Kind: kind, Text: m.Text, At: at})
}

func (c *console) problems() []Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.kept)
}

// Problems returns what the page has complained about so far.
func (p *Page) Problems() []Problem {
	p.t.Helper()
	p.flush()
	return p.console.problems()
}

// NoProblems fails the test if the page has complained about anything, except what contains one of the allowed texts.
func (p *Page) NoProblems(allowed ...string) {
	p.t.Helper()
	for _, problem := range p.Problems() {
		line := problem.String()
		if !slices.ContainsFunc(allowed, func(a string) bool { return strings.Contains(line, a) }) {
			p.t.Errorf("%s complains: %s", p.URL(), line)
		}
	}
}

// ForgetProblems forgets what the page has complained about, for a test that breaks something on purpose.
func (p *Page) ForgetProblems() {
	p.t.Helper()
	p.flush()
	p.console.mu.Lock()
	defer p.console.mu.Unlock()
	p.console.kept = nil
}

// flush waits until everything that the page has written to its console so far has arrived: a mark goes the same way.
func (p *Page) flush() {
	p.t.Helper()
	seen := make(chan struct{})
	p.console.mu.Lock()
	text := fmt.Sprintf("%s%p", marker, seen)
	p.console.marks[text] = seen
	p.console.mu.Unlock()

	ctx, cancel := context.WithTimeout(p.tab, p.patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("console.debug("+quote(text)+")")); err != nil {
		p.fatal("read the console", err)
	}
	select {
	case <-seen:
	case <-ctx.Done():
		p.fatal("read the console", ctx.Err())
	}
}
