package triviaapi_test

import (
	"strings"
	"testing"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/formattest"
	"trivium/questions/formats/triviaapi"
)

func TestVersion1(t *testing.T) {
	t.Parallel()
	formattest.Compare(t, triviaapi.Read("v1.json", formattest.File(t, "v1.json")), `v1 "v1" en
single 622a1c377cc59eab6f950500: "Which film of 1975 has a shark?" round="Film & TV" difficulty="easy"
  *Jaws
  Gills
  Fins
  Teeth
single 622a1c377cc59eab6f950501: "What is Norway's capital?" round="Geography" difficulty="medium"
  *Oslo
  Bergen
warning: questions that are meant for some countries only: 1 (region)
`)
}

func TestVersion2(t *testing.T) {
	t.Parallel()
	formattest.Compare(t, triviaapi.Read("v2.json", formattest.File(t, "v2.json")), `v2 "v2" en
single abc: "Which film of 1975 has a shark?" round="Film & TV" difficulty="hard"
  *Jaws
  Gills
  Fins
text abd: "How many days has a week?" round="General Knowledge" difficulty="easy"
  *Seven
single abc-2: "The same id?"
  *Yes
  No
6: skipped: not taken: the choices are pictures at web addresses; choices here are text (kind)
8: skipped: not taken: prompt: a text is missing here (missing)
9: skipped: not taken: choices.1.text: number 1 and number 2 of the choices are the same (equal)
10: skipped: not taken: the type "drawing" is not known; the types are text_choice, text_input and Multiple Choice (kind)
11: skipped: not taken: the answers are not text (item)
12: skipped: not taken: this is no question as the service gives them out: its category is a number (item)
13: warning: the difficulty "mad" is not known and was left out (difficulty)
`)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for text, code := range map[string]string{
		`{"questions":[]}`:         "empty",
		`{"error":"no"}`:           "json",
		`[{"correctAnswer":`:       "json",
		strings.Repeat(`[`, 1<<20): "json",
		"[" + strings.Repeat(`{"type":"text_input","question":"a","correctAnswer":"b"},`, draft.MaxQuestions) +
			`{"type":"text_input","question":"a","correctAnswer":"b"}]`: "too-many",
	} {
		got := formattest.Bounded(t, []byte(text), triviaapi.Read)
		if last := got.Findings[len(got.Findings)-1]; got.Pack != nil || last.Code != code {
			t.Errorf("%.40q: the last finding is %v, not %s", text, last, code)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		triviaapi.Is("fuzz.json", data)
		formattest.Promise(t, triviaapi.Read("fuzz.json", data))
	})
}
