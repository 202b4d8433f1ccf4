package browsertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
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
	done   chan struct{} // closed when nothing more will come
	mu     sync.Mutex
	kept   []Problem
	marked int
	marks  map[string]chan struct{} // what flush waits for
}

func newConsole() *console {
	return &console{done: make(chan struct{}), marks: map[string]chan struct{}{}}
}

// note takes one message of the tab's console; only what is wrong is kept.
func (c *console) note(message Problem, wrong bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen, ok := c.marks[message.Text]; ok {
		close(seen)
		delete(c.marks, message.Text)
		return
	}
	if wrong {
		c.kept = append(c.kept, message)
	}
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
	return p.tab.console().problems()
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
	p.tab.console().forget()
}

func (c *console) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = nil
}

// flush waits until everything that the page has written to its console so far has arrived: a mark goes the same way.
func (p *Page) flush() {
	p.t.Helper()
	text, seen := p.tab.console().mark()
	p.do("read the console", func(ctx context.Context) error {
		if _, err := p.read(ctx, "console.debug("+quote(text)+")"); err != nil {
			return err
		}
		select {
		case <-seen:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

func (c *console) mark() (string, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.marked++
	seen := make(chan struct{})
	text := fmt.Sprintf("browsertest mark %d", c.marked)
	c.marks[text] = seen
	return text, seen
}
