package backup_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trivium/server/backup"
)

// zipped makes a file of a backup's form, with a manifest that is true to it.
func zipped(t testing.TB, body string, headers ...tar.Header) []byte {
	t.Helper()
	m := backup.Manifest{Format: 1, Schema: 1, Body: body}
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	writer := tar.NewWriter(zip)
	add := func(h tar.Header, content []byte) {
		h.Mode, h.Size = 0o600, int64(len(content))
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if h.Typeflag != tar.TypeReg {
			h.Size, content = 0, nil
		}
		check(t, writer.WriteHeader(&h))
		_, err := writer.Write(content)
		check(t, err)
	}
	for _, h := range headers {
		content := []byte("content of " + h.Name)
		sum := sha256.Sum256(content)
		m.Parts = append(m.Parts, backup.Part{Name: h.Name, Size: int64(len(content)), Sum: hex.EncodeToString(sum[:])})
		add(h, content)
	}
	manifest, err := json.Marshal(m)
	check(t, err)
	add(tar.Header{Name: "manifest.json"}, manifest)
	check(t, errors.Join(writer.Close(), zip.Close()))
	return out.Bytes()
}

// TestNothingLeadsOut: names and kinds that would write elsewhere, or over what a restore keeps.
func TestNothingLeadsOut(t *testing.T) {
	t.Parallel()
	database := tar.Header{Name: "trivium.db"}
	if _, err := backup.Check(bytes.NewReader(zipped(t, backup.SQLite, database, tar.Header{Name: "folder/packs/ä b.yaml"})), 1); err != nil {
		t.Fatalf("a good one: %v", err)
	}
	for _, name := range []string{
		"folder/../x", "folder/a/../../x", "folder//etc/passwd", "/etc/passwd", "folder", "x", "", ".", "..", "folder/a\\..\\..\\x",
		"folder/C:/x", "folder/a\nb", "folder/./a", "folder/trivium.db", "folder/trivium.db.lock", "folder/backups/a", "folder/.restore/ready",
		"folder/server.json", "folder/" + strings.Repeat("a/", 20) + "a", "folder/" + strings.Repeat("a", 500), "redis/1", "redis/../x", "redis/000001", "trivium.db",
	} {
		data := zipped(t, backup.SQLite, database, tar.Header{Name: name})
		if _, err := backup.Check(bytes.NewReader(data), 1); !errors.Is(err, backup.ErrBroken) {
			t.Errorf("a part called %q: %v", name, err)
		}
	}
	for _, kind := range []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeDir, tar.TypeChar, tar.TypeFifo} {
		data := zipped(t, backup.SQLite, database, tar.Header{Name: "folder/a", Typeflag: kind, Linkname: "/etc"})
		if _, err := backup.Check(bytes.NewReader(data), 1); !errors.Is(err, backup.ErrBroken) {
			t.Errorf("a part of kind %q: %v", kind, err)
		}
	}
	if _, err := backup.Check(bytes.NewReader(zipped(t, backup.SQLite)), 1); !errors.Is(err, backup.ErrBroken) {
		t.Errorf("no database: %v", err)
	}
	if _, err := backup.Check(bytes.NewReader(zipped(t, "paper", database)), 1); !errors.Is(err, backup.ErrBroken) {
		t.Errorf("another body: %v", err)
	}
	for words, change := range map[string]string{
		`"format":2`: `"format":1`, `"schema":2`: `"schema":1`,
	} {
		newer := strings.Replace(unzip(t, zipped(t, backup.SQLite, database)), change, words, 1)
		if _, err := backup.Check(bytes.NewReader(zip(t, newer)), 1); !errors.Is(err, backup.ErrNewer) {
			t.Errorf("%s: %v", words, err)
		}
	}
}

func unzip(t testing.TB, data []byte) string {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(data))
	check(t, err)
	text, err := io.ReadAll(reader)
	check(t, err)
	return string(text)
}

func zip(t testing.TB, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	_, err := io.WriteString(writer, text)
	check(t, errors.Join(err, writer.Close()))
	return out.Bytes()
}

// TestABombIsNotUnpacked: much of nothing in little.
func TestABombIsNotUnpacked(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	check(t, err)
	writer := tar.NewWriter(zip)
	const size = 256 << 20
	check(t, writer.WriteHeader(&tar.Header{Name: "trivium.db", Typeflag: tar.TypeReg, Size: size, Mode: 0o600}))
	nothing := make([]byte, 1<<20)
	for range size >> 20 {
		_, err := writer.Write(nothing)
		check(t, err)
	}
	check(t, errors.Join(writer.Close(), zip.Close()))
	if _, err := backup.Check(bytes.NewReader(out.Bytes()), 1); !errors.Is(err, backup.ErrBroken) || !strings.Contains(err.Error(), "far more") {
		t.Errorf("%d bytes unpack to %d: %v", out.Len(), size, err)
	}
}

// TestDamageIsFound: a backup that was cut off anywhere, or in which one bit is another. Nothing is restored of it.
func TestDamageIsFound(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, next func() site) {
		from := next()
		fill(t, from.open(t))
		from.write(t, "packs/mine.yaml", "pack")
		file, _ := saved(t, from)
		whole, err := os.ReadFile(file)
		check(t, err)
		for cut := 0; cut < len(whole); cut += 1 + len(whole)/300 {
			if _, err := backup.Check(bytes.NewReader(whole[:cut]), 1); !errors.Is(err, backup.ErrBroken) {
				t.Errorf("cut off after %d of %d bytes: %v", cut, len(whole), err)
			}
		}
		const header = 10 // of gzip: flags and a time, which are in no sum
		for at := header; at < len(whole); at += 1 + len(whole)/300 {
			flipped := bytes.Clone(whole)
			flipped[at] ^= 1 << (at % 8)
			_, err := backup.Check(bytes.NewReader(flipped), 1)
			if err == nil && unzip(t, flipped) == unzip(t, whole) { // a bit that only fills a byte up
				continue
			}
			if !errors.Is(err, backup.ErrBroken) && !errors.Is(err, backup.ErrNewer) {
				t.Errorf("another bit at %d of %d bytes: %v", at, len(whole), err)
			}
		}
		// The sums are right, and what is in it makes no sense.
		to := next()
		broken := zipped(t, backup.SQLite, tar.Header{Name: "trivium.db"})
		if to.Redis != nil {
			broken = zipped(t, backup.Redis, tar.Header{Name: "redis/000001"})
		}
		nonsense := filepath.Join(t.TempDir(), "nonsense")
		check(t, os.WriteFile(nonsense, broken, 0o600))
		if _, _, err := backup.Restore(t.Context(), nonsense, to.Place, false); err == nil {
			t.Error("nonsense was restored")
		}
		for _, name := range []string{"trivium.db", ".restore"} {
			if _, err := os.Lstat(filepath.Join(to.Data, name)); err == nil {
				t.Errorf("%s is there", name)
			}
		}
		if to.Redis != nil {
			if keys, err := backup.Keys(t.Context(), to.Redis); err != nil || len(keys) > 0 {
				t.Errorf("in Redis there are %q, %v", keys, err)
			}
		}
		_, _, err = backup.Restore(t.Context(), file, to.Place, false)
		check(t, err)
	})
}

// FuzzCheck: no file, whatever is in it, makes more than an error. What passes has names that lead nowhere else.
func FuzzCheck(f *testing.F) {
	f.Add(unzip(f, zipped(f, backup.SQLite, tar.Header{Name: "trivium.db"}, tar.Header{Name: "folder/a"})), true)
	f.Add(unzip(f, zipped(f, backup.Redis, tar.Header{Name: "redis/000001"})), true)
	f.Add("no gzip", false)
	f.Fuzz(func(t *testing.T, text string, packed bool) {
		data := []byte(text)
		if packed {
			data = zip(t, text)
		}
		m, err := backup.Check(bytes.NewReader(data), 1)
		if err != nil {
			if !errors.Is(err, backup.ErrBroken) && !errors.Is(err, backup.ErrNewer) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		for _, part := range m.Parts {
			if name, ok := strings.CutPrefix(part.Name, "folder/"); ok && !filepath.IsLocal(name) {
				t.Errorf("it has a part %q", part.Name)
			}
		}
	})
}
