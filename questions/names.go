package questions

import "strings"

// maxID is the most characters in an id of a pack or in a pack.
const maxID = 64

// ValidID tells whether an id is made of small ASCII letters, digits and single hyphens inside, at most 64 characters.
func ValidID(id string) bool {
	if id == "" || len(id) > maxID || strings.HasPrefix(id, "-") || strings.HasSuffix(id, "-") || strings.Contains(id, "--") {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// ValidLanguage tells whether a tag has the shape of BCP 47 (RFC 5646): a language of two or three letters and subtags of up
// to eight letters and digits. Whether the language exists is not looked up.
func ValidLanguage(tag string) bool {
	if len(tag) > 35 {
		return false
	}
	for i, part := range strings.Split(strings.ToLower(tag), "-") {
		letters := strings.Trim(part, "abcdefghijklmnopqrstuvwxyz") == ""
		switch {
		case i == 0 && (!letters || len(part) < 2 || len(part) > 3):
			return false
		case part == "" || len(part) > 8 || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "":
			return false
		}
	}
	return true
}

// ValidLicense tells whether a text has the shape of an SPDX licence expression (ISO/IEC 5962, annex D): licence ids joined by
// AND, OR and WITH. Whether a licence of that id exists is not looked up.
func ValidLicense(expression string) bool {
	words := strings.FieldsFunc(expression, func(r rune) bool { return r == ' ' || r == '(' || r == ')' })
	if len(words)%2 == 0 || len(expression) > 200 {
		return false
	}
	for i, word := range words {
		joins := word == "AND" || word == "OR" || word == "WITH"
		if joins != (i%2 == 1) {
			return false
		}
		if !joins && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-+:") != "" {
			return false
		}
	}
	return true
}

// ValidVersion tells whether a text is a version of three whole numbers, like 1.0.0 (semver.org 2.0.0, without its labels).
func ValidVersion(version string) bool {
	parts := strings.Split(version, ".")
	for _, part := range parts {
		if !onlyDigits(part) || len(part) > 6 || len(part) > 1 && part[0] == '0' {
			return false
		}
	}
	return len(parts) == 3
}
