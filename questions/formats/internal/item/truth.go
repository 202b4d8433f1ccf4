package item

import "strings"

// Truth is 1 for a word that says true, 0 for one that says false and -1 for anything else, in the languages of most exporters.
func Truth(word string) int {
	switch strings.ToLower(strings.TrimSuffix(strings.TrimSpace(word), ".")) {
	case "true", "t", "wahr", "vrai", "verdadero", "vero", "waar", "verdadeiro", "sant":
		return 1
	case "false", "f", "falsch", "faux", "falso", "onwaar", "falskt":
		return 0
	}
	return -1
}
