package browsertest

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
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

type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
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
	return top && (e.contains(top) || top.contains(e) && top.matches("label,button,a")) ? at : null;
`

func (p *Page) click(what, selector, text string) {
	p.t.Helper()
	at := await[point](p, what, "const e = find("+quote(selector)+","+quote(text)+");"+pressable)
	if p.view.Touch {
		p.do(what, chromedp.TapXY(at.X, at.Y))
		return
	}
	p.do(what, chromedp.MouseClickXY(at.X, at.Y))
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
	p.do(fmt.Sprintf("type %q", text), chromedp.KeyEvent(text))
}

// Press presses one key by its name: Enter, Escape, Tab, Space, Backspace, Delete, Home, End, ArrowUp, ArrowDown,
// ArrowLeft, ArrowRight, or a single character. "Shift+" before it holds the shift key.
func (p *Page) Press(key string) {
	p.t.Helper()
	name, shifted := strings.CutPrefix(key, "Shift+")
	code, ok := keyCode(name)
	if !ok {
		p.t.Fatalf("press %q: no such key", key)
	}
	var opts []chromedp.KeyOption
	if shifted {
		opts = append(opts, chromedp.KeyModifiers(chromedp.ModifierShift))
	}
	p.do("press "+key, chromedp.KeyEvent(code, opts...))
}

func keyCode(name string) (string, bool) {
	codes := map[string]string{
		"Enter": kb.Enter, "Escape": kb.Escape, "Tab": kb.Tab, "Space": " ", "Backspace": kb.Backspace,
		"Delete": kb.Delete, "Home": kb.Home, "End": kb.End, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown,
		"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	}
	if code, ok := codes[name]; ok {
		return code, true
	}
	return name, len([]rune(name)) == 1
}
