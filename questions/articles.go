package questions

import "strings"

// articles are the words, after folding, that a language may put before a noun and that say nothing in a quiz answer.
func articles(base string) string {
	switch base {
	case "en":
		return "the a an"
	case "de":
		return "der die das den dem des ein eine einen einem einer eines"
	case "fr":
		return "le la les l un une des du"
	case "es":
		return "el la los las un una unos unas"
	case "it":
		return "il lo la i gli le l un uno una"
	case "pt":
		return "o a os as um uma uns umas"
	case "ca":
		return "el la els les l un una uns unes"
	case "nl":
		return "de het een t"
	case "sv":
		return "en ett den det de"
	case "da", "nb", "nn", "no":
		return "en et ei den det de"
	case "hu":
		return "a az egy"
	case "ro":
		return "un o niste"
	case "el":
		return "ο η το οι τα ενασ ενα μια"
	}
	return ""
}

// withoutArticle drops a leading article if something remains: of "The The" one The stays.
func (n normaliser) withoutArticle(words []string) []string {
	if n.rules.Articles == "exact" || len(words) < 2 {
		return words
	}
	for article := range strings.FieldsSeq(articles(n.base)) {
		if strings.EqualFold(words[0], article) {
			return words[1:]
		}
	}
	return words
}

// withoutElision drops an article that hangs on its noun by an apostrophe (l'amour), before the apostrophe is dropped.
func (n normaliser) withoutElision(text string) string {
	if n.rules.Articles == "exact" || n.rules.Punctuation == "exact" {
		return text
	}
	switch n.base {
	case "fr", "it", "ca":
	default:
		return text
	}
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, isApostrophe)
	if end < 0 {
		return text
	}
	switch strings.ToLower(text[:end]) {
	case "l", "d", "un", "gl":
		rest := strings.TrimLeftFunc(text[end:], isApostrophe)
		if strings.TrimSpace(rest) != "" {
			return rest
		}
	}
	return text
}
