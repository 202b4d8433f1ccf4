package names

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"
	"golang.org/x/text/unicode/norm"
)

// Key gives the look-alike skeleton of a name: names that a person might take for one another have the same. It is the
// skeleton of UTS #39, section 4, of the letters in lower case, made three steps wider: the skeleton is taken before and
// after lower-casing, so that both a look-alike capital and the same name in capitals are found; i counts as l, because the
// capital I looks like l and is an i; and spaces do not count. Marks do: "Jose" and "José" are two names.
func Key(name string) string {
	skeleton := confusables.Skeleton(norm.NFKC.String(name))
	skeleton = confusables.Skeleton(strings.ToLower(skeleton))
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == 'i' || r == 'ı':
			return 'l'
		}
		return unicode.ToLower(r)
	}, skeleton)
}
