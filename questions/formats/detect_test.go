package formats_test

import (
	"os"
	"path/filepath"
	"testing"

	"trivium/questions/formats"
)

func TestEachFixtureIsDetectedAsItsOwnFormat(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("*", "testdata", "*"))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.IsDir() {
			continue // what fuzzing found
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		count++
		want := filepath.Base(filepath.Dir(filepath.Dir(file)))
		for _, name := range []string{filepath.Base(file), "upload"} {
			if got := formats.Read(name, data); got.Format != want {
				t.Errorf("%s, called %s, is read as %q: %v", file, name, got.Format, got.Findings)
			}
		}
	}
	if count == 0 {
		t.Fatal("there are no fixtures")
	}
}

func TestEachFormatIsToldByOneOnly(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("*", "testdata", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := filepath.Base(filepath.Dir(filepath.Dir(file)))
		for _, format := range formats.All() {
			if format.Read != nil && format.Is(filepath.Base(file), data) != (format.ID == want) {
				t.Errorf("%s: is it %s? %t", file, format.ID, format.ID != want)
			}
		}
	}
}

func TestWhatIsInNoFormat(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "just some words", "\x00\x01\x02\x03", "<html><body>no</body></html>", "{}", "[]", "null"} {
		got := formats.Read("a.txt", []byte(text))
		if got.Pack != nil || len(got.Findings) != 1 || got.Findings[0].Code != "format" {
			t.Errorf("%q is read as %q: %v", text, got.Format, got.Findings)
		}
	}
}

func TestFormatsAreFoundByTheirID(t *testing.T) {
	t.Parallel()
	for _, format := range formats.All() {
		found, err := formats.Find(format.ID)
		if err != nil || found.Name != format.Name {
			t.Errorf("%s: %v, %v", format.ID, found.Name, err)
		}
	}
	if _, err := formats.Find("none"); err == nil {
		t.Error("a format that is not there is found")
	}
}
