package questions_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"trivium/questions"
)

// languages are some that judging treats differently, and one that it does not know.
func languages() []string {
	return []string{"", "en", "de", "fr", "da", "tr", "ru", "hi", "ja", "ko", "xx"}
}

// anyRules draws lenient and exact rules in all mixtures.
func anyRules(t *rapid.T) questions.MatchRules {
	draw := func(name, strict string) string { return rapid.SampledFrom([]string{"", strict}).Draw(t, name) }
	return questions.MatchRules{
		Case: draw("case", "exact"), Diacritics: draw("diacritics", "exact"),
		Punctuation: draw("punctuation", "exact"), Articles: draw("articles", "exact"),
		Typos: draw("typos", "none"), Numbers: draw("numbers", "exact"),
	}
}

func TestAnAcceptedAnswerTypedAsItStandsIsRight(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 40, 120).Draw(t, "text")
		q := questions.Question{
			Kind: questions.Text, Language: rapid.SampledFrom(languages()).Draw(t, "language"), Rules: anyRules(t),
			Accept: []questions.Accepted{{Text: text}},
		}
		if questions.NormaliseText(&q, text) == "" {
			return // nothing visible: a pack is refused for it
		}
		if got := questions.JudgeText(&q, text); got != questions.Right {
			t.Fatalf("%q, accepted and typed, got verdict %d", text, got)
		}
		q.Reject = []string{text}
		if got := questions.JudgeText(&q, text); got != questions.Wrong {
			t.Fatalf("%q, rejected too, got verdict %d", text, got)
		}
	})
}

func TestEqualKeysGetEqualVerdicts(t *testing.T) {
	t.Parallel()
	words := rapid.SampledFrom([]string{
		"the", "The", "a", "one", "1", "1st", "I", "IV", "xiv", "and", "&", "AC/DC", "ac-dc", "Orwell", "orwel", "1,969", "1969",
		"twenty", "é", "e",
	})
	phrases := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(words, 1, 4).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		q := questions.Question{
			Kind: questions.Text, Language: "en", Rules: anyRules(t),
			Accept: []questions.Accepted{{Text: phrases.Draw(t, "accept")}}, Reject: []string{phrases.Draw(t, "reject")},
		}
		a := phrases.Draw(t, "a")
		judge := questions.NewTextJudge(&q)
		if got, again := judge.Judge(a), questions.JudgeText(&q, a); got != again {
			t.Fatalf("%q: a prepared judge says %d and a new one %d", a, got, again)
		}
		padded := "  " + a + "\t"
		if questions.NormaliseText(&q, a) != questions.NormaliseText(&q, padded) && q.Rules.Punctuation == "" {
			t.Fatalf("%q: space around it changes its key", a)
		}
		if judge.Judge(a) != judge.Judge(padded) {
			t.Fatalf("%q: space around it changes its verdict", a)
		}
	})
}

func TestExactRulesForgiveNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Z]{5,12}`).Draw(t, "word")
		other := rapid.StringMatching(`[a-zA-Z]{5,12}`).Draw(t, "other")
		q := questions.Question{
			Kind: questions.Text, Language: "en", Accept: []questions.Accepted{{Text: word}},
			Rules: questions.MatchRules{
				Case: "exact", Diacritics: "exact", Punctuation: "exact", Articles: "exact", Typos: "none", Numbers: "exact",
			},
		}
		if got := questions.JudgeText(&q, other); (got == questions.Right) != (word == other) {
			t.Fatalf("%q for %q got verdict %d", other, word, got)
		}
	})
}

func FuzzJudgeText(f *testing.F) {
	f.Add("The Beatles", "Stones", "beatles", "en")
	f.Add("Straße 1.969 XIV", "", "STRASSE 1969 14", "de")
	f.Add("L'Amour", "l’", "ï\xff", "fr")
	f.Fuzz(func(t *testing.T, accept, reject, typed, language string) {
		q := questions.Question{
			Kind: questions.Text, Language: language,
			Accept: []questions.Accepted{{Text: accept}}, Reject: []string{reject},
		}
		verdict := questions.JudgeText(&q, typed)
		key := questions.NormaliseText(&q, typed)
		if !utf8.ValidString(key) {
			t.Errorf("the key %q is not valid UTF-8", key)
		}
		if key == "" && verdict != questions.Unmatched {
			t.Errorf("the blank answer %q got verdict %d", typed, verdict)
		}
		if typed == reject && verdict == questions.Right {
			t.Errorf("the rejected answer %q is right", typed)
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"1,969", "1.969", "1 969", "3,14", "-.5", "1'234'567.8", "٣٫١٤", "12,34,567"} {
		f.Add(seed, "en")
		f.Add(seed, "de")
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		value, err := questions.ParseDecimal(text, language)
		if err != nil {
			return
		}
		again, err := questions.ReadDecimal(value.String())
		if err != nil || again.Cmp(value) != 0 {
			t.Errorf("%q reads as %s, which reads back as %s (%v)", text, value, again, err)
		}
	})
}
