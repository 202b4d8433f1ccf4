package draft

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
)

// Embedded are pictures that a text holds itself, as data: URIs (RFC 2397), by the short names that stand in their place.
type Embedded map[string]string

// embeddedName begins and ends the names of embedded pictures: no character at all, so nothing in a text is mistaken for one.
const embeddedName = "\ufdee"

// Take returns a text with a short name in place of each picture in it, so that what reads the text needs not carry megabytes.
func (e Embedded) Take(text string) string {
	const begin = "data:image/"
	text = strings.ReplaceAll(text, embeddedName, "")
	if !strings.Contains(text, begin) {
		return text
	}
	var out strings.Builder
	for {
		at := strings.Index(text, begin)
		if at < 0 {
			break
		}
		end := at + len(begin)
		for end < len(text) && inDataURI(text[end]) {
			end++
		}
		name := embeddedName + strconv.Itoa(len(e)+1) + embeddedName
		e[name] = text[at:end]
		out.WriteString(text[:at])
		out.WriteString(name)
		text = text[end:]
	}
	out.WriteString(text)
	return out.String()
}

// Restore is the inverse of Take, for text that only looked like a picture.
func (e Embedded) Restore(text string) string {
	if !strings.Contains(text, embeddedName) {
		return text
	}
	var out strings.Builder
	for i, part := range strings.Split(text, embeddedName) { // every other part is a number
		if picture, known := e[embeddedName+part+embeddedName]; known && i%2 == 1 {
			part = picture
		}
		out.WriteString(part)
	}
	return out.String()
}

func inDataURI(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+/=%;,.-_", c) >= 0
}

// Picture returns the bytes of a picture that stands under that name. It is false if there is none or it cannot be decoded.
func (e Embedded) Picture(name string) ([]byte, bool) {
	head, body, _ := strings.Cut(e[name], ",")
	body, err := url.PathUnescape(body)
	if err != nil || !strings.HasSuffix(head, ";base64") {
		return nil, false
	}
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	return data, err == nil
}
