package gift

import "regexp"

// patterns are compiled once for a file: it may have millions of fields.
type patterns struct {
	weight   *regexp.Regexp // %50% before an answer
	note     *regexp.Regexp // [id:...] in a comment
	cut      *regexp.Regexp // a tag that ends where a sign in it was taken for the beginning of the next answer
	picture  *regexp.Regexp // one in Markdown that the file holds
	markdown *regexp.Regexp // what looks like Markdown
	exponent *regexp.Regexp // 1.5e3
}

func compile() patterns {
	return patterns{
		weight: regexp.MustCompile(`^%(-*[0-9]{1,2}\.?[0-9]*)%`),
		note:   regexp.MustCompile(`\[(id|tag|title|language):((?:\\\]|[^\]\x00-\x1f])+)\]`),
		cut: regexp.MustCompile(
			`<[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?\s(?:alt|class|color|height|href|id|lang|size|src|style|target|title|width)\s*$`),
		picture:  regexp.MustCompile(`!\[([^\[\]]*)\]\((\x{fdee}[0-9]+\x{fdee})\)`),
		markdown: regexp.MustCompile("(?m)\\*\\*|__|`|\\]\\(|^#+ |^[*-] "),
		exponent: regexp.MustCompile(`^([^eE]+)[eE]([+-]?[0-9]{1,2})$`),
	}
}
