package browsertest

import (
	"context"
	"fmt"
	"strings"
)

// Click clicks the first visible element that matches the selector, with a finger where the view has touch. It waits
// until the element is there, enabled, at rest and not covered by another one.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.click("click "+selector, selector, "")
}

// ClickText is Click on the first match that holds the text.
func (p *Page) ClickText(selector, text string) {
	p.t.Helper()
	p.click(fmt.Sprintf("click %s with %q", selector, text), selector, text)
}

// pressable returns the middle of the element if a person could press it now: the same place as at the last look, so
// that an animation has ended, and on top of everything else there.
const pressable = `
	if (!e || e.disabled || e.getAttribute("aria-disabled") === "true") return null;
	e.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
	const box = e.getBoundingClientRect();
	const at = {x: box.left + box.width / 2, y: box.top + box.height / 2};
	const was = e.__browsertestWas;
	e.__browsertestWas = at;
	if (!was || was.x !== at.x || was.y !== at.y) return null;
	const top = document.elementFromPoint(at.x, at.y);
	if (!top || !(e.contains(top) || top.contains(e) && top.matches("label,button,a"))) return null;
	window.__browsertestHit = false;
	top.addEventListener("pointerdown", () => { window.__browsertestHit = true; }, {once: true, capture: true});
	return at;
`

// missed tells whether a press reached the page but not what it was meant for: something moved the layout between the look
// and the press. A page that is gone has been hit.
const missed = "window.__browsertestHit === false"

// presses is how often a press is tried.
const presses = 5

func (p *Page) click(what, selector, text string) {
	p.t.Helper()
	for range presses {
		at := await[point](p, what, "const e = find("+quote(selector)+","+quote(text)+");"+pressable)
		hit := true
		p.do(what, func(ctx context.Context) error {
			if err := p.tab.press(ctx, at, p.view.Touch); err != nil {
				return err
			}
			answer, err := p.tab.evaluate(ctx, missed)
			hit = err != nil || string(answer) != "true"
			return ctx.Err()
		})
		if hit {
			return
		}
	}
	p.t.Fatalf("%s: it moved away under the pointer %d times", what, presses)
}

// Fill clicks a field, selects what stands in it and types the text instead.
func (p *Page) Fill(selector, text string) {
	p.t.Helper()
	p.Click(selector)
	p.Wait("focus "+selector, "document.activeElement?.matches("+quote(selector)+")")
	p.Do("document.activeElement.select?.()")
	p.Type(text)
}

// Type types the text key by key into whatever has the focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do(fmt.Sprintf("type %q", text), func(ctx context.Context) error { return p.tab.keys(ctx, text) })
}

// Press presses one key by its name: Enter, Escape, Tab, Space, Backspace, Delete, Home, End, ArrowUp, ArrowDown,
// ArrowLeft, ArrowRight, PageUp, PageDown, or a single character. "Control+", "Alt+" and "Shift+" before it hold these keys.
func (p *Page) Press(key string) {
	p.t.Helper()
	name, held := key, []modifier(nil)
	for _, m := range []modifier{control, alt, shift} {
		if rest, ok := strings.CutPrefix(name, string(m)+"+"); ok {
			name, held = rest, append(held, m)
		}
	}
	code, ok := keyCode(name)
	if !ok {
		p.t.Fatalf("press %q: no such key", key)
	}
	p.do("press "+key, func(ctx context.Context) error { return p.tab.keys(ctx, code, held...) })
}
