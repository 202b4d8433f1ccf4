package pack_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/pack"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestWhatIsRefusedAndWhy(t *testing.T) {
	t.Parallel()
	for _, file := range fixtures(t, "refused") {
		got, findings := pack.Parse(filepath.Base(file), read(t, file))
		if got != nil || !questions.HasErrors(findings) {
			t.Errorf("%s is taken", file)
		}
		var words strings.Builder
		for _, finding := range findings {
			words.WriteString(finding.String() + "\n")
		}
		compare(t, file+".golden", words.String())
	}
}

func TestWhatIsTaken(t *testing.T) {
	t.Parallel()
	for _, file := range fixtures(t, "taken") {
		got, findings := pack.Parse(filepath.Base(file), read(t, file))
		if got == nil {
			t.Errorf("%s is not taken: %v", file, findings)
			continue
		}
		text, err := json.MarshalIndent(map[string]any{"pack": got, "findings": findings}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		compare(t, file+".golden", string(text)+"\n")
		for i := range got.Questions {
			for _, problem := range got.Questions[i].Check() {
				t.Errorf("%s: the question %s is taken but %v", file, got.Questions[i].ID, problem)
			}
		}
	}
}

// fixtures are the files in a folder of testdata, without the golden ones.
func fixtures(t *testing.T, folder string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", folder, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, file := range all {
		if filepath.Ext(file) != ".golden" {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		t.Fatalf("there are no fixtures in testdata/%s", folder)
	}
	return files
}

// seeds are the contents of fixtures.
func seeds(f *testing.F, folder string) [][]byte {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
	if err != nil {
		f.Fatal(err)
	}
	var all [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, golden)), got); diff != "" {
		t.Errorf("%s is not what was read (-want +got); run with -update if that is right:\n%s", golden, diff)
	}
}
