// Package formattest is what the tests of formats share: a form of what was read that people can compare with the file, and what
// holds of anything that is read.
package formattest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Golden reads each of the fixtures in testdata and compares what was read with its golden file.
func Golden(t *testing.T, read func(name string, data []byte) draft.Imported, patterns ...string) {
	t.Helper()
	count := 0
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			count++
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := read(filepath.Base(file), data)
			Sound(t, got)
			Compare(t, filepath.Base(file), Outline(got))
		}
	}
	if count == 0 {
		t.Fatal("there are no fixtures")
	}
}

// Compare compares a text with the golden file of that name, which it writes if the test runs with -update.
func Compare(t *testing.T, name, got string) {
	t.Helper()
	golden := filepath.Join("testdata", "golden", name+".golden")
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not what was read (-want +got); run with -update if that is right:\n%s", golden, diff)
	}
}

// Sound checks what holds of anything that is read: a pack or an error, questions that can be played, ids that are unique.
func Sound(t *testing.T, got draft.Imported) {
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
	seen := map[string]bool{}
	for i := range got.Pack.Questions {
		q := &got.Pack.Questions[i]
		if seen[q.ID] || !strings.HasPrefix(q.ID, got.Pack.ID+"/") {
			t.Errorf("the id %s is not unique or not one of the pack %s", q.ID, got.Pack.ID)
		}
		seen[q.ID] = true
		for _, problem := range q.Check() {
			t.Errorf("question %s is taken but %v", q.ID, problem)
		}
		for _, medium := range q.Media {
			if len(got.Media[medium.Src]) == 0 {
				t.Errorf("question %s shows %s, which is not there", q.ID, medium.Src)
			}
		}
	}
}

// Seeds adds all fixtures in testdata to a fuzz test.
func Seeds(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	if err != nil || len(files) == 0 {
		f.Fatalf("there are %d fixtures, error %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// Words are findings, one a line.
func Words(findings []questions.Finding) string {
	var out strings.Builder
	for _, finding := range findings {
		fmt.Fprintln(&out, finding)
	}
	return out.String()
}
