package draft

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"
)

// zipped makes an archive of names and contents, in pairs.
func zipped(t *testing.T, entries ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(entries); i += 2 {
		method := zip.Deflate
		if entries[i+1] == "" {
			method = zip.Store // ten thousand writers that compress nothing take their time with the race detector
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: entries[i], Method: method})
		if err == nil {
			_, err = f.Write([]byte(entries[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestArchive(t *testing.T) {
	t.Parallel()
	data := zipped(t, "a.xml", "one", "../out.xml", "x", "/etc/passwd", "x", `dir\b.xml`, "two", "dir/", "", "a.xml", "again")
	if !IsArchive(data) {
		t.Error("it does not look like an archive")
	}
	a, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if names := a.Names(); !slices.Equal(names, []string{"a.xml", "dir/b.xml"}) {
		t.Errorf("entries: %v", names)
	}
	if got, err := a.Read("a.xml", 10); string(got) != "one" || err != nil {
		t.Errorf("a.xml: %q, %v", got, err)
	}
	if _, err := a.Read("dir/b.xml", 2); !errors.Is(err, ErrTooLarge) {
		t.Errorf("more than may be: %v", err)
	}
	if _, err := a.Read("../out.xml", 10); !errors.Is(err, fs.ErrNotExist) || a.Has("../out.xml") {
		t.Errorf("a name that leads out: %v", err)
	}
	if _, err := Open([]byte("PK\x03\x04 and nothing")); !errors.Is(err, ErrArchive) {
		t.Errorf("a broken archive: %v", err)
	}
}

// TestABomb: what is unpacked is counted over all entries, whatever their headers say.
func TestABomb(t *testing.T) {
	t.Parallel()
	zeros := string(make([]byte, 400<<10))
	a, err := Open(zipped(t, "1", zeros, "2", zeros, "3", zeros, "4", zeros))
	if err != nil {
		t.Fatal(err)
	}
	a.left = 1 << 20
	for i := 1; i <= 4; i++ {
		_, err = a.Read(fmt.Sprint(i), 1<<20)
	}
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("more came out than may: %v", err)
	}
	var many []string
	for i := range MaxEntries + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	if _, err := Open(zipped(t, many...)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too many entries: %v", err)
	}
}
