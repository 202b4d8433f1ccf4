package site

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWords holds the languages against each other and against the templates: every text is there in each, has the same values in
// it, and every key that a template or the code names exists.
func TestWords(t *testing.T) {
	t.Parallel()
	all, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	english := all["en"].texts
	values := regexp.MustCompile(`\{\w+\}`)
	used := func(text string) []string {
		list := values.FindAllString(text, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	dates := func(key string) bool { return strings.HasPrefix(key, "date_") || strings.HasPrefix(key, "period_") }
	for language, w := range all {
		for key, text := range english {
			other, ok := w.texts[key]
			if !ok || other == "" {
				t.Errorf("%s has no text %s", language, key)
			}
			if !slices.Equal(used(text), used(other)) && !dates(key) {
				t.Errorf("%s in %s has other values: %q", key, language, other)
			}
			if strings.Count(text, "|") != strings.Count(other, "|") {
				t.Errorf("%s in %s has another number of forms", key, language)
			}
		}
		for key := range maps.Keys(w.texts) {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has a text %s that English has not", language, key)
			}
		}
	}
	named := regexp.MustCompile(`(?:\{\{|\()(?:t|say|many) "(\w+)"`)
	err = fs.WalkDir(templateFiles, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := templateFiles.ReadFile(path)
		for _, found := range named.FindAllStringSubmatch(string(data), -1) {
			if _, ok := english[found[1]]; !ok {
				t.Errorf("%s wants a text %s that there is not", path, found[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNumbersAndRules(t *testing.T) {
	t.Parallel()
	all, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	en, de := all["en"], all["de"]
	for got, want := range map[string]string{
		en.number(1_234_567): "1,234,567", de.number(-1250): "−1.250", en.number(0): "0", en.signed(3): "+3", de.seconds(3450): "3,5",
		en.many("entries", 1): "1 entry", de.many("entries", 2500): "2.500 Einträge",
		en.rule("speed, streak, penalty 50%, no clock, other 3%"): "speed, streaks, wrong answers cost 50%, no clock, other 3%",
		string(en.markup("search_none", "text", name("<i>"))):     "Nobody’s name here begins with <bdi>&lt;i&gt;</bdi>.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
