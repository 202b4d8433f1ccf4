package questions_test

import (
	"os"
	"strings"
	"testing"

	"trivium/questions"
)

// textCase is one line of testdata/judge.txt.
type textCase struct {
	line     string
	question questions.Question
	typed    string
	want     questions.Verdict
}

func TestJudgeText(t *testing.T) {
	t.Parallel()
	for _, c := range readTextCases(t) {
		if got := questions.JudgeText(&c.question, c.typed); got != c.want {
			t.Errorf("%s\n\tgot verdict %d, want %d; typed reads as %q", c.line, got, c.want,
				questions.NormaliseText(&c.question, c.typed))
		}
	}
}

func TestWhatIsTooLongIsNotJudged(t *testing.T) {
	t.Parallel()
	q := questions.Question{Kind: questions.Text, Accept: []questions.Accepted{{Text: "Oslo"}}}
	typed := "Oslo" + strings.Repeat(" ", questions.MaxTypedAnswer)
	if got := questions.JudgeText(&q, typed); got != questions.Unmatched {
		t.Errorf("an overlong answer got verdict %d, want unmatched", got)
	}
}

func TestNormaliseTextGroupsWhatIsTheSame(t *testing.T) {
	t.Parallel()
	q := questions.Question{Kind: questions.Text, Language: "en"}
	for _, group := range [][]string{
		{"The Beatles", "beatles", " BEATLES!", "the beatles"},
		{"twenty-one", "21", "Twenty One", "21st"},
		{"", "   ", "\u200b"},
		{"rock & roll", "Rock and Roll"},
	} {
		want := questions.NormaliseText(&q, group[0])
		for _, other := range group[1:] {
			if got := questions.NormaliseText(&q, other); got != want {
				t.Errorf("%q is grouped under %q, but %q under %q", other, got, group[0], want)
			}
		}
	}
}

func readTextCases(t *testing.T) []textCase {
	t.Helper()
	data, err := os.ReadFile("testdata/judge.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []textCase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "|")
		if len(fields) != 6 {
			t.Fatalf("%q has %d fields, want 6", line, len(fields))
		}
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		cases = append(cases, textCase{
			line: line,
			question: questions.Question{
				Kind: questions.Text, Language: fields[0], Rules: readRules(t, fields[1]),
				Accept: readAccepted(fields[2]), Reject: readList(fields[3]),
			},
			typed: strings.Trim(fields[4], `"`),
			want:  readVerdict(t, fields[5]),
		})
	}
	return cases
}

func readRules(t *testing.T, field string) questions.MatchRules {
	t.Helper()
	var rules questions.MatchRules
	places := map[string]*string{
		"case": &rules.Case, "diacritics": &rules.Diacritics, "punctuation": &rules.Punctuation,
		"articles": &rules.Articles, "typos": &rules.Typos, "numbers": &rules.Numbers,
	}
	for rule := range strings.FieldsSeq(field) {
		key, value, _ := strings.Cut(rule, "=")
		place := places[key]
		if place == nil {
			t.Fatalf("no rule is called %q", key)
		}
		*place = value
	}
	return rules
}

func readList(field string) []string {
	var items []string
	for item := range strings.SplitSeq(field, ";") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func readAccepted(field string) []questions.Accepted {
	var accepted []questions.Accepted
	for _, item := range readList(field) {
		accepted = append(accepted, questions.Accepted{Text: item})
	}
	return accepted
}

func readVerdict(t *testing.T, word string) questions.Verdict {
	t.Helper()
	switch word {
	case "right":
		return questions.Right
	case "wrong":
		return questions.Wrong
	case "unmatched":
		return questions.Unmatched
	}
	t.Fatalf("no verdict is called %q", word)
	return questions.Unmatched
}
