package browsertest

import (
	"strings"

	"github.com/chromedp/chromedp/kb"
)

// modifier is a key that is held while others are pressed.
type modifier string

const (
	control modifier = "Control"
	alt     modifier = "Alt"
	shift   modifier = "Shift"
)

// keyCode returns the character that stands for a named key in the texts that a tab's keys method takes. Special keys
// have the code points of the WebDriver standard (section "Keyboard actions", normalised key values).
func keyCode(name string) (string, bool) {
	codes := map[string]string{
		"Backspace": "\uE003", "Tab": "\uE004", "Enter": "\uE007", "Escape": "\uE00C", "Space": " ",
		"End": "\uE010", "Home": "\uE011", "ArrowLeft": "\uE012", "ArrowUp": "\uE013", "ArrowRight": "\uE014",
		"ArrowDown": "\uE015", "Delete": "\uE017", "PageUp": "\uE00E", "PageDown": "\uE00F",
	}
	if code, ok := codes[name]; ok {
		return code, true
	}
	return name, len([]rune(name)) == 1
}

// chromiumKeys translates the standard's special keys to those of the DevTools package.
func chromiumKeys(text string) string {
	return strings.NewReplacer(
		"\uE003", kb.Backspace, "\uE004", kb.Tab, "\uE007", kb.Enter, "\uE00C", kb.Escape,
		"\uE010", kb.End, "\uE011", kb.Home, "\uE012", kb.ArrowLeft, "\uE013", kb.ArrowUp, "\uE014", kb.ArrowRight,
		"\uE015", kb.ArrowDown, "\uE017", kb.Delete, "\uE00E", kb.PageUp, "\uE00F", kb.PageDown,
	).Replace(text)
}
