package native_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/native"
	"trivium/questions/pack/packtest"
)

const packText = `format: 1
id: p
title: A pack
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - {id: one, kind: truefalse, prompt: "Is this a picture?", answer: true, media: [{type: image, src: media/a.png, alt: A square}]}
  - {id: two, kind: truefalse, prompt: "Is this a sound?", answer: true, media: [{type: audio, src: media/b.mp3, alt: A beep}]}
`

// picture is a small PNG.
func picture(tb testing.TB) []byte {
	tb.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	img.Set(1, 1, color.NRGBA{R: 200, A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// zipped is an archive of files by name.
func zipped(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range files {
		entry, err := archive.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := entry.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// lines are findings in short.
func lines(findings []questions.Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, f.String())
	}
	return strings.Join(all, "\n")
}

func TestAPackFileIsRead(t *testing.T) {
	t.Parallel()
	shipped, err := filepath.Glob("../../packs/*.yaml")
	if err != nil || len(shipped) == 0 {
		t.Fatalf("found the packs %v, error %v", shipped, err)
	}
	for _, file := range shipped {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := native.Read(filepath.Base(file), data)
		if !native.Is(filepath.Base(file), data) || got.Pack == nil || got.Format != "native" {
			t.Errorf("%s: %v", file, got.Findings)
		}
	}
}

func TestMediaThatAreNotInTheFileAreNamed(t *testing.T) {
	t.Parallel()
	got := native.Read("p.yaml", []byte(packText))
	want := "p.yaml: warning: question one: media/a.png is not in the file; to take it along, zip the pack file and its folder media" +
		" (media-missing)\np.yaml: warning: question two: media/b.mp3 is not in the file; to take it along, zip the pack file and its" +
		" folder media (media-missing)"
	if diff := cmp.Diff(want, lines(got.Findings)); diff != "" || got.Pack == nil {
		t.Error(diff)
	}
}

func TestAZipIsRead(t *testing.T) {
	t.Parallel()
	for name, folder := range map[string]string{"at the top": "", "in a folder": "some/where/"} {
		data := zipped(t, map[string]string{
			folder + "p.yaml": packText, folder + "media/a.png": string(picture(t)), folder + "media/b.mp3": "ID3\x04...",
			"__MACOSX/._p.yaml": "x", folder + "media/unused.png": "x", "../evil.yaml": "x", "/evil.yaml": "x",
		})
		got := native.Read("p.zip", data)
		if !native.Is("p.zip", data) || got.Pack == nil || len(got.Findings) > 0 {
			t.Fatalf("%s: %v", name, got.Findings)
		}
		for i, begins := range []string{"\x89PNG", "ID3"} {
			src := got.Pack.Questions[i].Media[0].Src
			if !strings.HasPrefix(src, "media/") || !strings.HasPrefix(string(got.Media[src]), begins) {
				t.Errorf("%s: %s is %.10q", name, src, got.Media[src])
			}
		}
		if len(got.Media) != 2 || got.Pack.Questions[0].ID != "p/one" {
			t.Errorf("%s: %d media, %s", name, len(got.Media), got.Pack.Questions[0].ID)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"two packs":    {map[string]string{"a.yaml": packText, "b.yml": packText}, "holds 2 pack files"},
		"no media":     {map[string]string{"p.yaml": packText}, "media/a.png: file does not exist (media)"},
		"fake picture": {map[string]string{"p.yaml": packText, "media/a.png": "<script>", "media/b.mp3": "ID3."}, "the contents are not png"},
		"broken picture": {
			map[string]string{"p.yaml": packText, "media/a.png": "\x89PNG\r\n\x1a\n...", "media/b.mp3": "ID3."}, "the picture cannot be read",
		},
		"broken pack": {map[string]string{"p.yaml": "format: 1\nid: p\nquestion: []\n"}, "did you mean questions?"},
		"svg": {
			map[string]string{"p.yaml": strings.ReplaceAll(packText, "a.png", "a.svg"), "media/a.svg": "<svg/>", "media/b.mp3": "ID3."},
			"SVG is not taken here",
		},
		"bomb": {map[string]string{"p.yaml": strings.Repeat("#", 33<<20)}, "unpacked"},
	} {
		got := native.Read("p.zip", zipped(t, c.files))
		if got.Pack != nil || !questions.HasErrors(got.Findings) || !strings.Contains(lines(got.Findings), c.want) {
			t.Errorf("%s: want %q in %s", name, c.want, lines(got.Findings))
		}
	}
	if got := native.Read("p.zip", []byte("PK\x03\x04...")); got.Pack != nil || !questions.HasErrors(got.Findings) {
		t.Errorf("a broken zip is taken: %v", got)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		packText: true, "# c\nformat: 1\n": true, "questions:\n  - a\n": true, "\ufefftitle: x\nformat: 1": true,
		"question,format: 1\n": false, "::format: 1:: {T}": false, "What are questions: {T}": false, "": false,
	} {
		if native.Is("x.txt", []byte(text)) != want {
			t.Errorf("%.30q: is %v", text, !want)
		}
	}
	for name, want := range map[string]bool{"p.yaml": true, "xl/workbook.xml": false, "media/x.png": false} {
		if native.Is("x.zip", zipped(t, map[string]string{name: "x"})) != want {
			t.Errorf("a zip with %s: is %v", name, !want)
		}
	}
}

// TestWhatIsWrittenIsReadAgain draws packs of all kinds, with their media.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	d := draft.New("", "")
	kept, err := d.Picture(picture(t), "x") // what was encoded once is not changed by encoding it again
	if err != nil {
		t.Fatal(err)
	}
	d.Add(draft.Place{}, questions.Question{Kind: questions.Slide, Prompt: "x", Media: []questions.Media{kept}})
	media := d.Result().Media
	rapid.Check(t, func(t *rapid.T) {
		want := packtest.Packs().Draw(t, "pack")
		for i := range want.Questions {
			for j := range want.Questions[i].Media {
				medium := &want.Questions[i].Media[j]
				medium.Type, medium.Src = "image", kept.Src
			}
		}
		data, findings, err := native.Write(want, func(src string) ([]byte, error) { return media[src], nil })
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		got := native.Read(want.ID+".yaml", data)
		if diff := cmp.Diff(want, got.Pack, cmpopts.EquateEmpty()); diff != "" || len(got.Findings) > 0 {
			t.Fatalf("%v\n%s", got.Findings, diff)
		}
	})
}

func TestMediaAreWritten(t *testing.T) {
	t.Parallel()
	p := native.Read("p.yaml", []byte(packText)).Pack
	p.Questions[0].Media[0].Src = "demo/media/a.png"
	p.Questions[1].Media = append(p.Questions[1].Media, questions.Media{Type: "image", Src: "other/media/a.png", Alt: "Another"})
	data, findings, err := native.Write(p, func(src string) ([]byte, error) {
		if strings.HasSuffix(src, ".mp3") {
			return nil, fs.ErrNotExist
		}
		return picture(t), nil
	})
	if err != nil || lines(findings) != "warning: question two: media/b.mp3 is not there and was left out (media-missing)" {
		t.Fatal(err, findings)
	}
	archive, err := draft.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"p.yaml", "media/a.png", "media/a-2.png"}, archive.Names()); diff != "" {
		t.Error(diff)
	}
	if _, _, err := native.Write(p, func(string) ([]byte, error) { return nil, fs.ErrPermission }); err == nil {
		t.Error("a medium that cannot be read is no error")
	}
	if p.Questions[0].Media[0].Src != "demo/media/a.png" {
		t.Error("the pack was changed")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(packText))
	kinds, err := os.ReadFile("../../pack/testdata/taken/kinds.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(kinds)
	f.Add(zipped(f, map[string]string{"p.yaml": packText, "media/a.png": string(picture(f)), "media/b.mp3": "ID3."}))
	f.Fuzz(func(t *testing.T, data []byte) {
		native.Is("x", data)
		got := native.Read("x", data)
		if (got.Pack == nil) != questions.HasErrors(got.Findings) {
			t.Fatalf("%v %v", got.Pack, got.Findings)
		}
		if got.Pack == nil {
			return
		}
		seen := map[string]bool{}
		for i := range got.Pack.Questions {
			q := &got.Pack.Questions[i]
			if problems := q.Check(); len(problems) > 0 || seen[q.ID] {
				t.Errorf("%s: %v", q.ID, problems)
			}
			seen[q.ID] = true
		}
		text, _, err := native.Write(got.Pack, func(src string) ([]byte, error) {
			if data, found := got.Media[src]; found {
				return data, nil
			}
			return nil, fs.ErrNotExist
		})
		if err != nil {
			t.Fatal(err)
		}
		again := native.Read("x", text)
		if again.Pack == nil {
			t.Fatalf("%v", again.Findings)
		}
		for _, p := range []*questions.Pack{got.Pack, again.Pack} {
			for i := range p.Questions {
				p.Questions[i].Media = nil // a JPEG is another one when it has been encoded again
			}
		}
		if diff := cmp.Diff(got.Pack, again.Pack, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
