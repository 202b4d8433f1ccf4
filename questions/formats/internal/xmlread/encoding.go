package xmlread

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"trivium/questions/formats/draft"
)

// maxDecoded is the most bytes of a file that must be decoded, which needs more memory than one in UTF-8.
const maxDecoded = 16 << 20

// decoded makes UTF-8 of a file. What is UTF-8 is that whatever the first line says, because programs change the one and forget the
// other. Else the first line is believed, and without it Windows-1252 is a guess.
func decoded(data []byte) (_ []byte, guessed bool, err error) {
	plain := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(plain) && bytes.IndexByte(plain, 0) < 0 {
		return plain, false, nil
	}
	if len(data) > maxDecoded {
		return nil, false, fmt.Errorf("%w: it is not in UTF-8 and has more than %d MiB; save it as UTF-8", ErrTooLarge, maxDecoded>>20)
	}
	if bytes.IndexByte(data, 0) < 0 {
		if stated := statedEncoding(data); stated != nil {
			text, err := stated.NewDecoder().Bytes(data)
			if err != nil {
				return nil, false, fmt.Errorf("%w: %w", draft.ErrEncoding, err)
			}
			return text, false, nil
		}
	}
	text, guessed, err := draft.Decode(data)
	return []byte(text), guessed, err
}

// statedEncoding is the encoding of one byte a letter that a file states in its first line; nil if it states none, or another.
func statedEncoding(data []byte) encoding.Encoding {
	found := regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']`).FindSubmatch(data[:min(len(data), 300)])
	if found == nil {
		return nil
	}
	stated := letters(string(found[1]))
	for _, alias := range [][2]string{{"latin1", "iso88591"}, {"cp", "windows"}} {
		if rest, is := strings.CutPrefix(stated, alias[0]); is {
			stated = alias[1] + rest
		}
	}
	for _, known := range charmap.All {
		if name, named := known.(fmt.Stringer); named && letters(name.String()) == stated {
			return known
		}
	}
	return nil
}

// letters are the letters and digits of an encoding's name: "iso88591" of "ISO-8859-1".
func letters(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(name))
}
