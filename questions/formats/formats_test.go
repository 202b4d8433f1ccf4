package formats_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"trivium/questions"
	"trivium/questions/formats"
	"trivium/questions/formats/draft"
)

// fixtures are all fixtures of all formats, by the id of their format; in its folder testdata, or the shipped packs.
func fixtures(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, pattern := range []string{"*/testdata/*.*", "../packs/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, file := range files {
			id := filepath.Base(filepath.Dir(filepath.Dir(file)))
			if filepath.Ext(file) == ".yaml" && filepath.Base(filepath.Dir(file)) == "packs" {
				id = "native"
			}
			all[id] = append(all[id], file)
		}
	}
	return all
}

func TestEachFixtureIsOfItsOwnFormatAndOfNoOther(t *testing.T) {
	t.Parallel()
	for id, files := range fixtures(t) {
		if _, err := formats.Find(id); err != nil {
			t.Errorf("there are fixtures, but %v", err)
			continue
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range formats.All() {
				if format.Read == nil {
					continue
				}
				if is := format.Is("upload", data); is != (format.ID == id) {
					t.Errorf("%s is of the format %s: %v", file, format.ID, is)
				}
			}
			if got := formats.Read(filepath.Base(file), data); got.Format != id {
				t.Errorf("%s is read as %q", file, got.Format)
			}
		}
	}
}

func TestWhatIsOfNoFormatIsSaid(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Hello, world.", "\x00\x01\x02", "PK\x03\x04", "{}", "[]"} {
		if got := formats.Read("x", []byte(text)); got.Pack != nil || !questions.HasErrors(got.Findings) {
			t.Errorf("%q is taken as %s: %v", text, got.Format, got.Findings)
		}
	}
}

// TestAnArchiveOfTooManyFilesIsToldSo reads one with a file more than any format looks into, and one that is just of none.
func TestAnArchiveOfTooManyFilesIsToldSo(t *testing.T) {
	for files, want := range map[int]string{1: "format", draft.MaxEntries + 1: "too-large"} {
		var data bytes.Buffer
		archive := zip.NewWriter(&data)
		for i := range files {
			if _, err := archive.CreateHeader(&zip.FileHeader{Name: strconv.Itoa(i), Method: zip.Store}); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		got := formats.Read("many.zip", data.Bytes())
		if len(got.Findings) != 1 || got.Findings[0].Code != want {
			t.Errorf("%d files: %v, want %s", files, got.Findings, want)
		}
	}
}
