package formattest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// File is the contents of a fixture.
func File(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Fixtures are the names and the contents of all fixtures.
func Fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, entry := range entries {
		if !entry.IsDir() {
			all[entry.Name()] = File(t, entry.Name())
		}
	}
	return all
}

// Compare compares an import with what Show is to write of it.
func Compare(t testing.TB, got draft.Imported, want string) {
	t.Helper()
	Promise(t, got)
	if diff := cmp.Diff(want, Show(got)); diff != "" {
		t.Errorf("this is not what the file holds (-want +got):\n%s", diff)
	}
}

// Promise checks what holds of every import: there is a pack or an error that says why there is none; what is in the pack can be
// played, has an id of its own, and has its media.
func Promise(t testing.TB, got draft.Imported) {
	t.Helper()
	if (got.Pack == nil) != questions.HasErrors(got.Findings) {
		t.Fatalf("the pack is %v, the findings are %v", got.Pack, got.Findings)
	}
	if got.Pack == nil {
		return
	}
	if len(got.Pack.Questions) == 0 || !questions.ValidID(got.Pack.ID) || got.Pack.Title == "" {
		t.Errorf("a pack without questions, id or title is taken: %+v", got.Pack)
	}
	rounds, seen := map[string]bool{"": true}, map[string]bool{}
	for _, round := range got.Pack.Rounds {
		if seen["round/"+round.ID] || !questions.ValidID(round.ID) {
			t.Errorf("the id %q of a round is not valid or not unique", round.ID)
		}
		rounds[round.Title], seen["round/"+round.ID] = true, true
	}
	for i := range got.Pack.Questions {
		q := &got.Pack.Questions[i]
		if seen[q.ID] || !rounds[q.Round] {
			t.Errorf("two questions are called %s, or its round %q is not listed", q.ID, q.Round)
		}
		seen[q.ID] = true
		for _, problem := range q.Check() {
			t.Errorf("question %s is taken but %v", q.ID, problem)
		}
		for _, medium := range q.Media {
			if got.Media[medium.Src] == nil {
				t.Errorf("the medium %s of question %s is not there", medium.Src, q.ID)
			}
		}
	}
}
