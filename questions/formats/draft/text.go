package draft

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// ErrEncoding is Decode's error for bytes that are no text.
var ErrEncoding = errors.New("the file is not text in a known encoding; save it as UTF-8")

// Decode makes UTF-8 of the encodings that programs save text in: UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-16
// without one, and else Windows-1252. guessed is true if that last one was taken because the bytes are not UTF-8: somebody should
// look at the accents. Line ends become \n.
func Decode(data []byte) (text string, guessed bool, err error) {
	decoder, data := encodingOf(data)
	if decoder != nil {
		if data, err = decoder.NewDecoder().Bytes(data); err != nil {
			return "", false, fmt.Errorf("%w: %w", ErrEncoding, err)
		}
	}
	if !utf8.Valid(data) {
		if bytes.IndexByte(data, 0) >= 0 {
			return "", false, ErrEncoding
		}
		guessed = true
		if data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
			return "", false, fmt.Errorf("%w: %w", ErrEncoding, err)
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", false, ErrEncoding
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data)), guessed, nil
}

// encodingOf reads the byte order mark, which it takes off, and finds UTF-16 without one by the zeros of ASCII texts in it.
func encodingOf(data []byte) (encoding.Encoding, []byte) {
	for _, known := range []struct {
		mark     string
		encoding encoding.Encoding
	}{
		{"\xef\xbb\xbf", nil},
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		if rest, found := bytes.CutPrefix(data, []byte(known.mark)); found {
			return known.encoding, rest
		}
	}
	if len(data) >= 4 && len(data)%2 == 0 {
		switch {
		case data[0] != 0 && data[1] == 0 && data[3] == 0:
			return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data
		case data[0] == 0 && data[1] != 0 && data[2] == 0:
			return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data
		}
	}
	return nil, data
}

// Text decodes the file, and says so where that failed or was a guess.
func (d *Draft) Text(data []byte) (string, bool) {
	text, guessed, err := Decode(data)
	if err != nil {
		d.Fail(Place{}, "encoding", "%v", err)
		return "", false
	}
	if guessed {
		d.Warn(Place{}, "encoding", "the file is not UTF-8; it was read as Windows-1252, so look at letters with accents")
	}
	return text, true
}
