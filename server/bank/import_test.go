package bank_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/server/bank"
)

// picture is a PNG with something behind its end that nobody should get.
func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 4, 4))
	img.Set(1, 1, color.RGBA{R: shade, A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), "<script>"...)
}

func zipped(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, data := range files {
		entry, err := archive.Create(name)
		if err == nil {
			_, err = entry.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pictured is a pack with its picture in a zip.
func pictured(t *testing.T, id string, shade uint8) []byte {
	t.Helper()
	yaml := string(text(id)) + "    media:\n      - {type: image, src: media/secret.png, alt: A dot}\n"
	return zipped(t, map[string][]byte{id + ".yaml": []byte(yaml), "media/secret.png": picture(t, shade)})
}

// files are all files below a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPicturesComeAlongAndGoWithThePack(t *testing.T) {
	t.Parallel()
	b, data := open(t)
	add := func(shade uint8) string {
		t.Helper()
		entry, findings, err := b.Add(t.Context(), bank.Upload{Name: "any name.zip", Data: pictured(t, "mine", shade)})
		if err != nil || len(findings) != 0 || entry.Size == 0 {
			t.Fatalf("add: %+v %v %v", entry, findings, err)
		}
		url := entry.Pack.Questions[0].Media[0].Src
		served, kind, ok := b.Media(t.Context(), strings.TrimPrefix(url, bank.URLPrefix))
		if !ok || kind != "image/png" || bytes.Contains(served, []byte("script")) || strings.Contains(url, "secret") {
			t.Fatalf("%s: %q, %d bytes, %v", url, kind, len(served), ok)
		}
		return url
	}
	first := add(1)
	q, _ := b.Question("mine/one")
	if err := b.Keep(t.Context(), []questions.Question{*q}); err != nil {
		t.Fatal(err)
	}
	second := add(2)
	packs := filepath.Join(data, "packs")
	if got := files(t, packs); len(got) != 2 || !strings.HasPrefix(got[0], "media/imported/mine/") || got[1] != "mine.yaml" {
		t.Errorf("after the second upload there are %v", got)
	}
	if _, _, ok := b.Media(t.Context(), strings.TrimPrefix(first, bank.URLPrefix)); !ok {
		t.Error("a game that shows the first picture lost it")
	}
	if err := b.Remove(t.Context(), "mine"); err != nil {
		t.Fatal(err)
	}
	if got := files(t, packs); len(got) != 0 {
		t.Errorf("after the removal there are %v", got)
	}
	if _, _, ok := b.Media(t.Context(), strings.TrimPrefix(second, bank.URLPrefix)); ok {
		t.Error("the picture of a pack that is gone, and that no game shows, is still served")
	}
}

// TestAnEditedFileKeepsItsPictures takes the file of an imported pack along, and brings it back changed, without the pictures.
func TestAnEditedFileKeepsItsPictures(t *testing.T) {
	t.Parallel()
	b, _ := open(t)
	if _, findings, err := b.Add(t.Context(), bank.Upload{Name: "mine.zip", Data: pictured(t, "mine", 1)}); err != nil {
		t.Fatal(findings, err)
	}
	name, file, err := b.File(t.Context(), "mine")
	if err != nil || name != "mine.yaml" {
		t.Fatal(name, err)
	}
	changed := bytes.Replace(file, []byte("Blue"), []byte("Green"), 1)
	entry, findings, err := b.Add(t.Context(), bank.Upload{Name: name, Data: changed, Instead: "mine"})
	if err != nil || entry.Pack.Questions[0].Choices[0].Text != "Green" {
		t.Fatalf("%+v %v %v", entry, findings, err)
	}
	if _, _, ok := b.Media(t.Context(), strings.TrimPrefix(entry.Pack.Questions[0].Media[0].Src, bank.URLPrefix)); !ok {
		t.Error("its picture is gone")
	}
}

func TestHostileArchives(t *testing.T) {
	t.Parallel()
	b, data := open(t)
	zeros := bytes.Repeat([]byte{0}, 33<<20) // more than a pack file, or a picture, may have
	many := map[string][]byte{}
	for i := range 5001 {
		many[fmt.Sprintf("%d.yaml", i)] = nil
	}
	media := string(text("bomb")) + "    media:\n      - {type: image, src: media/a.png, alt: A dot}\n"
	for name, content := range map[string][]byte{
		"a pack that is a bomb":     zipped(t, map[string][]byte{"bomb.yaml": zeros}),
		"a picture that is a bomb":  zipped(t, map[string][]byte{"bomb.yaml": []byte(media), "media/a.png": append(picture(t, 1), zeros...)}),
		"too many files":            zipped(t, many),
		"names that lead elsewhere": zipped(t, map[string][]byte{"../../evil.yaml": text("evil")}),
		"cut off":                   pictured(t, "cut", 1)[:200],
	} {
		_, findings, err := b.Add(t.Context(), bank.Upload{Name: "file.zip", Data: content})
		if !errors.Is(err, bank.ErrRefused) || !slices.ContainsFunc(findings, func(f bank.Finding) bool { return f.Severity == "error" && f.Words != "" }) {
			t.Errorf("%s: %v %v", name, findings, err)
		}
	}
	if got := files(t, data); len(got) != 0 {
		t.Errorf("there are %v", got)
	}
}

func TestWhoMayNotIsToldBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	b, data := open(t)
	refused := errors.New("no")
	var size int64
	upload := bank.Upload{Name: "mine.zip", Data: pictured(t, "mine", 1), May: func(_ context.Context, _ string, whole int64) error {
		size = whole
		return refused
	}}
	if _, _, err := b.Add(t.Context(), upload); !errors.Is(err, refused) || size < 300 {
		t.Errorf("%v, %d bytes", err, size)
	}
	if got := files(t, data); len(got) != 0 {
		t.Errorf("there are %v", got)
	}
}
