package questions_test

import (
	"slices"
	"strings"
	"testing"

	"trivium/questions"
)

func TestTagsHaveOneSpelling(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Food & Drink": "food-drink", " --Größe!": "größe", "ひらがな": "ひらがな", "1984": "1984", "C++": "c", "?": "", "a\xffb": "a-b",
		strings.Repeat("x", 39) + " y": strings.Repeat("x", 39),
	} {
		got := questions.Tag(text)
		if got != want {
			t.Errorf("the tag of %q is %q, want %q", text, got, want)
		}
		if got != "" && !questions.ValidTag(got) {
			t.Errorf("%q is a tag that is not valid", got)
		}
	}
	for _, bad := range []string{"", "Space", "two words", "a--b", "-a", strings.Repeat("x", questions.MaxTag+1)} {
		if questions.ValidTag(bad) {
			t.Errorf("%q is taken as a tag", bad)
		}
	}
	if got := questions.Tags([]string{"Space", "space ", "", "stars"}); !slices.Equal(got, []string{"space", "stars"}) {
		t.Errorf("tags: %q", got)
	}
}
