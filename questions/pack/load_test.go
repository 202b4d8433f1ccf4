package pack_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"trivium/questions"
	"trivium/questions/pack"
)

// files are the beginnings of media files of each kind, and of one that only has the name.
func files() map[string]string {
	return map[string]string{
		"a.png": "\x89PNG\r\n\x1a\n...", "a.jpg": "\xff\xd8\xff\xe0", "a.gif": "GIF89a..", "a.webp": "RIFF....WEBPVP8 ",
		"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "a.mp3": "ID3\x04", "a.ogg": "OggS\x00\x02", "a.wav": "RIFF....WAVEfmt ",
		"fake.png": "<script>", "notes.txt": "hello", "empty.png": "",
	}
}

func folder(packPath, question string) fstest.MapFS {
	const head = "format: 1\nid: p\ntitle: A\nlanguage: en\nversion: 1.0.0\nlicense: CC0-1.0\nquestions:\n  - "
	root := strings.TrimSuffix(packPath, "p.yaml")
	fsys := fstest.MapFS{packPath: {Data: []byte(head + question)}}
	for name, text := range files() {
		fsys[root+"media/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func slideWith(kind, src string) string {
	return "{id: s, kind: slide, prompt: A, media: [{type: " + kind + ", src: " + src + ", alt: A thing}]}"
}

func TestLoadLooksForMedia(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, src string
		svg       bool
		refused   string // words of the finding, empty when it is taken
	}{
		{kind: "image", src: "media/a.png"},
		{kind: "image", src: "media/a.jpg"},
		{kind: "image", src: "media/a.gif"},
		{kind: "image", src: "media/a.webp"},
		{kind: "audio", src: "media/a.mp3"},
		{kind: "audio", src: "media/a.ogg"},
		{kind: "audio", src: "media/a.wav"},
		{kind: "image", src: "media/a.svg", svg: true},
		{kind: "image", src: "media/a.svg", refused: "SVG is not taken"},
		{kind: "audio", src: "media/a.png", refused: "the name is that of image"},
		{kind: "image", src: "media/none.png", refused: "there is no file"},
		{kind: "image", src: "media/fake.png", refused: "not png"},
		{kind: "image", src: "media/empty.png", refused: "not png"},
		{kind: "image", src: "media/notes.txt", refused: "the name must end"},
	} {
		got, findings := pack.Load(folder("p.yaml", slideWith(c.kind, c.src)), "p.yaml", pack.Options{SVG: c.svg})
		switch {
		case c.refused == "" && (got == nil || got.Questions[0].Media[0].Src != c.src):
			t.Errorf("%s as %s: not taken: %v", c.src, c.kind, findings)
		case c.refused != "" && (got != nil || len(findings) != 1 || !strings.Contains(findings[0].Words, c.refused)):
			t.Errorf("%s as %s: got %v, want a finding with %q", c.src, c.kind, findings, c.refused)
		}
	}
}

func TestLoadFindsMediaBesideThePack(t *testing.T) {
	t.Parallel()
	got, findings := pack.Load(folder("some/where/p.yaml", slideWith("image", "media/a.png")), "some/where/p.yaml", pack.Options{})
	if got == nil {
		t.Fatal(findings)
	}
	if src := got.Questions[0].Media[0].Src; src != "some/where/media/a.png" {
		t.Errorf("the medium is %s, want its path in the file system", src)
	}
}

func TestLoadRefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"large.yaml": {Data: make([]byte, pack.MaxFile+1)},
		"folder":     {Mode: 0o755 | 1<<31},
	}
	for _, name := range []string{"none.yaml", "large.yaml", "folder", "../out.yaml"} {
		got, findings := pack.Load(fsys, name, pack.Options{})
		if got != nil || len(findings) != 1 || findings[0].Severity != questions.Error {
			t.Errorf("%s: got %v, want one error", name, findings)
		}
	}
}

func TestTooManyFindingsAreCutShort(t *testing.T) {
	t.Parallel()
	_, findings := pack.Parse("a.yaml", []byte("format: 1\n"+strings.Repeat("x: 1\n", 5000)))
	if len(findings) > 101 {
		t.Errorf("there are %d findings; nobody reads so many", len(findings))
	}
	if last := findings[len(findings)-1]; last.Code != "too-many" {
		t.Errorf("the last finding is %v, want one that says there is more", last)
	}
}

func TestSizesAreBounded(t *testing.T) {
	t.Parallel()
	row := "q?,a,b,1\n"
	many := "question,choice1,choice2,correct\n" + strings.Repeat(row, pack.MaxQuestions+1)
	for name, text := range map[string]string{
		"many.csv":   many,
		"large.csv":  strings.Repeat("x", pack.MaxFile+1),
		"large.yaml": strings.Repeat("#", pack.MaxFile+1),
		"long.csv":   "question,answer\n" + strings.Repeat("x", questions.MaxPrompt+1) + ",y\n",
	} {
		if got, findings := pack.Parse(name, []byte(text)); got != nil || len(findings) == 0 {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestTheContentsTellTheFormat(t *testing.T) {
	t.Parallel()
	const yamlText = "format: 1\nid: x\ntitle: A\nlanguage: en\nversion: 1.0.0\nlicense: CC0-1.0\nquestions: [{id: a, kind: slide, prompt: A}]\n"
	for name, text := range map[string]string{
		"x": yamlText, "x.yaml": yamlText, "x.csv": yamlText, "table": "question,answer\nWho?,Me\n", "x.txt": "question;answer\nWho?;Me\n",
	} {
		if got, findings := pack.Parse(name, []byte(text)); got == nil || len(got.Questions) != 1 {
			t.Errorf("%s: %v", name, findings)
		}
	}
}
