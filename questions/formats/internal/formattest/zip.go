package formattest

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"
)

// Zip makes an archive of the files in a folder.
func Zip(tb testing.TB, folder string) []byte {
	tb.Helper()
	files := map[string]string{}
	fsys := os.DirFS(folder)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		tb.Fatalf("%s has %d files, error %v", folder, len(files), err)
	}
	return Zipped(tb, files)
}

// Zipped makes an archive of files by name, in the order of the names.
func Zipped(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry, err := archive.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := entry.Write([]byte(files[name])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
