package bank_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/server/bank"
)

const small = `format: 1
id: %ID%
title: Small
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - id: one
    kind: single
    prompt: Which is a colour?
    choices:
      - {text: Blue, correct: true}
      - {text: Seven}
`

func text(id string) []byte { return []byte(strings.ReplaceAll(small, "%ID%", id)) }

func load(folder fs.FS, file string) (*questions.Pack, []bank.Finding) {
	p, found := pack.Load(folder, file, pack.Options{})
	return p, bank.FindingsOf(found)
}

func open(t *testing.T) (*bank.Bank, string) {
	t.Helper()
	data := t.TempDir()
	b, err := bank.Open(fstest.MapFS{"shipped.yaml": {Data: text("shipped")}}, data, load, load)
	if err != nil {
		t.Fatal(err)
	}
	return b, data
}

func TestUploadIsInTheBankAtOnce(t *testing.T) {
	b, _ := open(t)
	entry, findings, err := b.Add(t.Context(), bank.Upload{Name: "mine.yaml", Data: text("mine")})
	if err != nil || entry.Pack.ID != "mine" || entry.Source != bank.Yours {
		t.Fatalf("add: %+v %v %v", entry, findings, err)
	}
	if _, ok := b.Question("mine/one"); !ok {
		t.Error("its question is not found")
	}
	entries, problems := b.Entries()
	if len(entries) != 2 || entries[0].Source != bank.Yours || len(problems) != 0 {
		t.Errorf("entries %v, problems %v", entries, problems)
	}
	if err := b.Remove(t.Context(), "mine"); err != nil {
		t.Fatal(err)
	}
	if _, ok := b.Pack("mine"); ok {
		t.Error("still there after it was removed")
	}
	if err := b.Remove(t.Context(), "shipped"); !errors.Is(err, bank.ErrNoPack) {
		t.Errorf("a shipped pack was removed: %v", err)
	}
}

func TestShippedPacksStandInTheirOrder(t *testing.T) {
	shipped := fstest.MapFS{"order.txt": {Data: []byte("b\na\nc\n")}}
	for _, id := range []string{"a", "b", "c"} {
		shipped[id+".yaml"] = &fstest.MapFile{Data: text(id)}
	}
	b, err := bank.Open(shipped, t.TempDir(), load, load)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Add(t.Context(), bank.Upload{Name: "mine.yaml", Data: text("mine")}); err != nil {
		t.Fatal(err)
	}
	var got []string
	entries, _ := b.Entries()
	for _, e := range entries {
		got = append(got, e.Pack.ID)
	}
	if want := []string{"mine", "b", "a", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAPackThatTakesTheShippedOnesPlaceIsTold(t *testing.T) {
	b, _ := open(t)
	entry, findings, err := b.Add(t.Context(), bank.Upload{Name: "other.yaml", Data: text("shipped")})
	if err != nil || entry.Source != bank.Yours {
		t.Fatalf("add: %+v %v", entry, err)
	}
	told := slices.ContainsFunc(findings, func(f bank.Finding) bool { return f.Code == "covers" && f.Severity == "warning" })
	if !told {
		t.Errorf("nothing says that the shipped pack is covered: %v", findings)
	}
}

func TestDroppedFileIsTakenAndABrokenOneIsExplained(t *testing.T) {
	b, data := open(t)
	folder := filepath.Join(data, "packs")
	if err := os.WriteFile(filepath.Join(folder, "dropped.yaml"), text("dropped"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := bytes.Replace(text("broken"), []byte("kind: single"), []byte("kind: singel"), 1)
	if err := os.WriteFile(filepath.Join(folder, "broken.yaml"), broken, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := b.Pack("dropped"); !ok {
		t.Error("the dropped pack is not in the bank")
	}
	_, problems := b.Entries()
	if len(problems) != 1 || problems[0].File != "broken.yaml" || problems[0].Findings[0].Line != 9 {
		t.Errorf("problems: %+v", problems)
	}
}

func TestRefusedUploadWritesNothing(t *testing.T) {
	b, data := open(t)
	for name, content := range map[string]string{"bad.yaml": "format: 2", "../../escape.yaml": "x", "program.exe": "MZ", "empty.csv": ""} {
		if _, findings, err := b.Add(t.Context(), bank.Upload{Name: name, Data: []byte(content)}); !errors.Is(err, bank.ErrRefused) || len(findings) == 0 {
			t.Errorf("%s: %v %v", name, findings, err)
		}
	}
	entries, err := os.ReadDir(filepath.Join(data, "packs"))
	if err != nil || len(entries) != 0 {
		t.Errorf("files were left: %v %v", entries, err)
	}
}

func TestPicturesAreEncodedAgainAndNamedByTheirContents(t *testing.T) {
	b, data := open(t)
	folder := filepath.Join(data, "packs")
	if err := os.MkdirAll(filepath.Join(folder, "media"), 0o750); err != nil {
		t.Fatal(err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, 4, 4))
	picture.Set(1, 1, color.RGBA{R: 200, A: 255})
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, picture); err != nil {
		t.Fatal(err)
	}
	withTail := append(encoded.Bytes(), []byte("<script>alert(1)</script>")...)
	if err := os.WriteFile(filepath.Join(folder, "media", "secret-answer.png"), withTail, 0o600); err != nil {
		t.Fatal(err)
	}
	yaml := string(text("pictured")) + "    media:\n      - {type: image, src: media/secret-answer.png, alt: A red dot, license: CC0-1.0}\n"
	if _, findings, err := b.Add(t.Context(), bank.Upload{Name: "pictured.yaml", Data: []byte(yaml)}); err != nil {
		t.Fatalf("%v %v", findings, err)
	}
	q, ok := b.Question("pictured/one")
	if !ok {
		t.Fatal("no question")
	}
	url := q.Media[0].Src
	if !strings.HasPrefix(url, bank.URLPrefix) || strings.Contains(url, "secret") {
		t.Errorf("the address tells too much: %s", url)
	}
	served, kind, ok := b.Media(t.Context(), strings.TrimPrefix(url, bank.URLPrefix))
	if !ok || kind != "image/png" || bytes.Contains(served, []byte("script")) {
		t.Errorf("served %q, %d bytes, %v", kind, len(served), ok)
	}
	if err := b.Keep(t.Context(), []questions.Question{*q}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(data, "media", strings.TrimPrefix(url, bank.URLPrefix))); err != nil {
		t.Errorf("not kept for the game: %v", err)
	}
	for _, name := range []string{"../trivium.db", "x.png", strings.Repeat("a", 32) + ".exe"} {
		if _, _, ok := b.Media(t.Context(), name); ok {
			t.Errorf("%s was served", name)
		}
	}
}
