package opentdb_test

import (
	"bytes"
	"strings"
	"testing"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/formattest"
	"trivium/questions/formats/opentdb"
)

// want is the same for all four encodings.
const want = `
single what-is-the-chemical-symbol-of: "What is the chemical symbol of \"gold\"?" round="Science & Nature" difficulty="medium"
  *Au
  Ag
  Fe
  Gd
truefalse the-letter-e-is-in-cafe: "The letter é is in \"café\" + 1 = 2 %25." round="Entertainment: Books" difficulty="easy"
  *true
single which-tag-is-a-line-break: "Which tag is a line break & what does &lt; mean?" round="Science: Computers" difficulty="hard"
  *<br> & less
  <b>
  &lt;
  100%
truefalse chad-is-in-asia: "Chad is in Asia." round="Geography" difficulty="easy"
  *false
`

func TestFourEncodings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"entities", "url-legacy", "url3986", "base64"} {
		got := opentdb.Read(name+".json", formattest.File(t, name+".json"))
		formattest.Compare(t, got, name+" \""+name+"\" en"+want)
	}
}

func TestTraps(t *testing.T) {
	t.Parallel()
	formattest.Compare(t, opentdb.Read("traps.json", formattest.File(t, "traps.json")), `traps "traps" en
single is-100-more-than-5: "Is 100% more than 5\u00a0% &amp; \"so\"?"
  *Yes
  No
2: warning: the difficulty "extreme" is not known and was left out (difficulty)
2: skipped: not taken: choices.1.text: number 1 and number 2 of the choices are the same (equal)
3: skipped: not taken: the type "essay" with the answer "a" is not known; the types are multiple and boolean (True or False) (kind)
4: skipped: not taken: the type "boolean" with the answer "Maybe" is not known; the types are multiple and boolean (True or False) (kind)
5: skipped: not taken: prompt: a text is missing here (missing)
6: skipped: not taken: this is no question as the database gives them out: its correct_answer is a number (item)
7: skipped: not taken: this is no question as the database gives them out: it is a string (item)
8: warning: the difficulty "extreme" is not known and was left out (difficulty)
`)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for text, code := range map[string]string{
		`{"response_code":5,"results":[]}`:       "response-code",
		`{"response_code":1,"results":[]}`:       "response-code",
		`{"response_code":"x","results":[]}`:     "response-code",
		`{"response_code":0,"results":[]}`:       "empty",
		`{"response_code":0}`:                    "json",
		`{"results":{}}`:                         "json",
		`{"results":[{"type":"multiple"`:         "json",
		`[] []`:                                  "json",
		`5`:                                      "json",
		``:                                       "json",
		strings.Repeat(`[`, 1<<20):               "json",
		`{"a":` + strings.Repeat(`{"a":`, 1<<20): "json",
		"[" + strings.Repeat(`{},`, draft.MaxQuestions) + "{}]": "too-many",
	} {
		got := formattest.Bounded(t, []byte(text), opentdb.Read)
		if last := got.Findings[len(got.Findings)-1]; got.Pack != nil || last.Code != code {
			t.Errorf("%.40q: the last finding is %v, not %s", text, last, code)
		}
	}
}

func TestBadBase64(t *testing.T) {
	t.Parallel()
	data := bytes.ReplaceAll(formattest.File(t, "base64.json"), []byte("QXU="), []byte("Q*U="))
	got := opentdb.Read("a.json", data)
	if len(got.Pack.Questions) != 3 || len(got.Findings) != 1 || got.Findings[0].Code != "encoding" {
		t.Errorf("%s", formattest.Show(got))
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		opentdb.Is("fuzz.json", data)
		formattest.Promise(t, opentdb.Read("fuzz.json", data))
	})
}
