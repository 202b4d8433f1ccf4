package draft

import "unicode/utf8"

// MaxPlain is the most bytes of a file in a plain text format: many times what 10,000 questions need.
const MaxPlain = 16 << 20

// headSize is how much of a file is looked at to tell its format.
const headSize = 128 << 10

// Plain decodes a file in a plain text format, and says so where that failed or was a guess.
func (d *Draft) Plain(data []byte) (string, bool) {
	if len(data) > MaxPlain {
		d.Fail(Place{}, "too-large", "the file has more than %d MiB; split it into several files", MaxPlain>>20)
		return "", false
	}
	return d.Text(data)
}

// Head is the beginning of a file as text, for telling its format; empty if it is no text.
func Head(data []byte) string {
	if len(data) > headSize {
		data = data[:headSize]
		for range utf8.UTFMax {
			if r, size := utf8.DecodeLastRune(data); r != utf8.RuneError || size != 1 {
				break
			}
			data = data[:len(data)-1]
		}
	}
	text, _, err := Decode(data)
	if err != nil {
		return ""
	}
	return text
}
