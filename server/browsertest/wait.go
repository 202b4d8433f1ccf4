package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// lookAgain is the pause between two looks at the page.
const lookAgain = 25 * time.Millisecond

var errNotYet = errors.New("it has not come about")

// helpers are the functions that the looks below share. "Visible" means that it has a box, is not hidden, and is not
// transparent.
const helpers = `
	const visible = e => {
		const box = e.getBoundingClientRect();
		return box.width > 0 && box.height > 0 && e.checkVisibility({visibilityProperty: true, opacityProperty: true});
	};
	const texted = (e, text) => !text || (e.innerText || e.value || e.getAttribute("aria-label") || "").includes(text);
	const find = (selector, text) =>
		[...document.querySelectorAll(selector)].find(e => visible(e) && texted(e, text));
`

// See waits until an element that matches the CSS selector is visible.
func (p *Page) See(selector string) {
	p.t.Helper()
	p.Wait("see "+selector, "!!find("+quote(selector)+")")
}

// SeeText waits until the text stands on the page where a person can see it. Letter case counts as it is shown.
func (p *Page) SeeText(text string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("see the text %q", text), "document.body.innerText.includes("+quote(text)+")")
}

// SeeIn waits until a visible element that matches the selector holds the text.
func (p *Page) SeeIn(selector, text string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("see %q in %s", text, selector), "!!find("+quote(selector)+","+quote(text)+")")
}

// Gone waits until no element that matches the selector is visible.
func (p *Page) Gone(selector string) {
	p.t.Helper()
	p.Wait("see "+selector+" go", "!find("+quote(selector)+")")
}

// GoneText waits until the text is nowhere on the page.
func (p *Page) GoneText(text string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("see the text %q go", text), "!document.body.innerText.includes("+quote(text)+")")
}

// Wait waits until the JavaScript expression is true; what says in words what was waited for. A page that is being
// loaded counts as not yet.
func (p *Page) Wait(what, expression string) {
	p.t.Helper()
	await[bool](p, what, "return ("+expression+") || null")
}

// await evaluates a function body again and again until it returns something other than null or undefined.
func await[T any](p *Page, what, body string) T {
	p.t.Helper()
	var got *T
	script := "(() => {" + helpers + body + "})()"
	last := errNotYet
	p.do(fmt.Sprintf("%s within %v", what, p.patience), func(ctx context.Context) error {
		for {
			value, err := p.tab.evaluate(ctx, script)
			switch {
			case err == nil:
				last = errNotYet
				if err := json.Unmarshal(value, &got); err != nil || got != nil {
					return err
				}
			case ctx.Err() == nil:
				last = err // in mid-navigation, or a broken expression: the message tells
			}
			select {
			case <-ctx.Done():
				return last
			case <-time.After(lookAgain):
			}
		}
	})
	return *got
}

// Text returns the text of the first visible element that matches the selector, once there is one.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return await[string](p, "read "+selector, "const e = find("+quote(selector)+"); return e ? e.innerText.trim() : null")
}

// Texts returns the texts of all visible elements that match the selector now, in the order of the document.
func (p *Page) Texts(selector string) []string {
	p.t.Helper()
	return await[[]string](p, "read every "+selector,
		"return [...document.querySelectorAll("+quote(selector)+")].filter(visible).map(e => e.innerText.trim())")
}
