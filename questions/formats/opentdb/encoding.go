package opentdb

import (
	"encoding/base64"
	"errors"
	"html"
	"net/url"
	"strings"
	"unicode/utf8"
)

// decoder makes plain text of one text of a file.
type decoder func(text string) (string, error)

// encodingOf tells by all texts of a file how they are encoded.
func encodingOf(results []result) decoder {
	encoded, marked := true, false
	for _, r := range results {
		switch r.Type {
		case "bXVsdGlwbGU=", "Ym9vbGVhbg==": // multiple, boolean
			return fromBase64
		}
		for _, text := range r.texts() {
			encoded = encoded && inURL(*text)
			marked = marked || strings.ContainsAny(*text, "%+")
		}
	}
	if encoded && marked {
		return fromURL
	}
	return fromHTML
}

// inURL tells whether a text may stand in a URL, as no question in plain words does.
func inURL(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte("-_.~+%!*'()", c) < 0 {
			return false
		}
	}
	return true
}

// fromHTML resolves entities once: what is then still one was meant as text.
func fromHTML(text string) (string, error) { return html.UnescapeString(text), nil }

// fromURL reads both ways of escaping: RFC 3986, and the older one in which a space is a plus. The newer has no plain plus.
func fromURL(text string) (string, error) {
	text, err := url.QueryUnescape(text)
	return valid(text, err)
}

func fromBase64(text string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	return valid(string(data), err)
}

var errNoText = errors.New("it is no text")

func valid(text string, err error) (string, error) {
	if err == nil && !utf8.ValidString(text) {
		err = errNoText
	}
	return text, err
}
