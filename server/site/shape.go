package site

import (
	"net/url"
	"strings"
)

// shape is all that the look of a part of a page depends on beside what it shows.
type shape struct {
	Language string
	Asked    bool // the language was asked for, and links keep it
	Screen   bool
	Framed   bool
}

func shapeOf(v *visit) shape {
	return shape{
		Language: v.words.Language, Asked: v.asked("lang") != "", Screen: v.screen(),
		Framed: v.asked("framed") != "" || strings.HasSuffix(v.URL.Path, "/embed"),
	}
}

// common gives what is around a part of a page.
func (s shape) common() common {
	return common{Language: s.Language, Screen: s.Screen, Framed: s.Framed}
}

// link makes an address for whoever sees this shape: a path with some parameters, those without a value left out.
func (s shape) link(path string, pairs ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	if s.Asked {
		query.Set("lang", s.Language)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// plain makes an address that says nothing of who asks.
func plain(path string, pairs ...string) string { return shape{}.link(path, pairs...) }
