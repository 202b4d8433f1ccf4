package questions

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ValidTag tells whether a tag is made of small letters and digits of any script with single hyphens inside, at most 40
// characters: one spelling for each, so that a list of them has no doubles.
func ValidTag(tag string) bool { return tag != "" && Tag(tag) == tag }

// Tag makes a tag of a text: small letters, and a hyphen for whatever else stands between words. Empty if nothing of the text can
// be in one.
func Tag(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	runes := []rune(strings.Join(words, "-"))
	return strings.TrimRight(string(runes[:min(len(runes), MaxTag)]), "-")
}

// Tags makes tags of texts, each once, at most MaxTags.
func Tags(texts []string) []string {
	var tags []string
	seen := map[string]bool{"": true}
	for _, text := range texts {
		if tag := Tag(text); !seen[tag] && len(tags) < MaxTags {
			seen[tag] = true
			tags = append(tags, tag)
		}
	}
	return tags
}

// tags checks the tags: well formed, and each there once.
func (c *checker) tags() {
	if len(c.q.Tags) > MaxTags {
		c.add("tags", "too-many", "there are %d tags; the most is %d", len(c.q.Tags), MaxTags)
	}
	seen := map[string]bool{}
	for _, tag := range c.q.Tags {
		switch {
		case !ValidTag(tag):
			c.add("tags", "tag", "%q is not a tag: small letters, digits and single hyphens, at most %d; write it %q", shorten(tag), MaxTag, Tag(tag))
		case seen[tag]:
			c.add("tags", "duplicate", "the tag %q is there twice", tag)
		}
		seen[tag] = true
	}
}
