package gift

import (
	"strings"
	"unicode/utf8"
)

// signs are the characters that a backslash takes the meaning from, in the order of the characters that stand for them meanwhile.
const signs = ":#={}~n"

// hidden is the first of the characters that stand for escaped signs. Unicode keeps them for uses like this one; no text has them.
const hidden = '\ufdd0'

// hide puts a stand-in for each escaped sign, so that what is left of the signs means something. A doubled backslash is one.
func hide(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	from := 0
	for at := 0; at < len(text); at++ {
		switch c := text[at]; {
		case c == '\\':
			out.WriteString(text[from:at])
			at += hideOne(&out, text[at+1:])
			from = at + 1
		case c == 0xef && isHidden(text[at:]): // no character at all, and in our way
			out.WriteString(text[from:at])
			at += len("\ufdd0") - 1
			from = at + 1
		}
	}
	out.WriteString(text[from:])
	return out.String()
}

// hideOne writes what stands for a backslash and the sign behind it, and returns how many bytes the sign takes.
func hideOne(out *strings.Builder, behind string) int {
	if behind != "" {
		if behind[0] == '\\' {
			out.WriteRune(hiddenSlash)
			return 1
		}
		if sign := strings.IndexByte(signs, behind[0]); sign >= 0 {
			out.WriteRune(hidden + rune(sign))
			return 1
		}
	}
	out.WriteByte('\\')
	return 0
}

// isHidden tells whether a text begins with a character that this package puts in itself.
func isHidden(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return c >= hidden && c <= hiddenSlash || c == hiddenPath
}

// hiddenSlash stands for a doubled backslash.
const hiddenSlash = hidden + rune(len(signs))

// hiddenPath stands for a slash in a category's path that does not part it.
const hiddenPath = '\ufdef'

// show puts back what hide has hidden, as it is meant: without backslashes.
func show(text string) string { return shown(text, "", "\n") }

// raw puts back what hide has hidden, as it stood in the file.
func raw(text string) string { return shown(text, "\\", "\\n") }

func shown(text, escape, lineEnd string) string {
	if !strings.Contains(text, "\xef\xb7") { // how the hidden ones begin in UTF-8
		return text
	}
	var out strings.Builder
	for _, c := range text {
		switch at := int(c - hidden); {
		case c < hidden || c > hiddenSlash:
			out.WriteRune(c)
		case c == hiddenSlash:
			out.WriteString(escape + "\\")
		case signs[at] == 'n':
			out.WriteString(lineEnd)
		default:
			out.WriteString(escape + signs[at:at+1])
		}
	}
	return out.String()
}

// escaped writes a text so that nothing in it is a sign. What is between the lines of a block is not.
func escaped(text string) string {
	return strings.NewReplacer(
		"\\", "\\\\", ":", "\\:", "#", "\\#", "=", "\\=", "{", "\\{", "}", "\\}", "~", "\\~", "\n", "\\n", "\r", "",
	).Replace(text)
}
