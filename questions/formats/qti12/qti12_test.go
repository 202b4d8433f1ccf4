package qti12_test

import (
	"flag"
	"strings"
	"testing"

	"trivium/questions/formats/internal/formattest"
	"trivium/questions/formats/qti12"
)

var _ = flag.Bool("update", false, "write the golden files anew")

func TestWhatIsRead(t *testing.T) {
	t.Parallel()
	formattest.Golden(t, qti12.Read, "*.xml")
}

func TestPackages(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"course", "blackboard"} {
		data := formattest.Zip(t, "testdata/"+name)
		if !qti12.Is("upload", data) {
			t.Errorf("%s is not recognised", name)
		}
		got := qti12.Read(name+".zip", data)
		formattest.Sound(t, got)
		formattest.Compare(t, name, formattest.Outline(got))
	}
}

func TestIsTellsByTheContents(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"<questestinterop>": true, "<?xml version='1.0'?><!DOCTYPE questestinterop SYSTEM 'x'>\n<q:questestinterop/>": true,
		"<quiz><question type='x'/>": false, "<assessmentItem/>": false, "": false, "PK\x03\x04": false, "<questestinterop": false,
	} {
		if qti12.Is("x.xml", []byte(text)) != want {
			t.Errorf("%q: is %v", text, !want)
		}
	}
}

func TestHostileArchives(t *testing.T) {
	t.Parallel()
	const item = "<item><presentation><material><mattext>A &lt;img src='../../etc/x.png'></mattext></material></presentation></item>"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"bomb": {map[string]string{"a.xml": "<questestinterop>" + strings.Repeat(" ", 40<<20)}, "32768 KiB"},
		"traversal": {
			map[string]string{"a.xml": "<questestinterop>" + item + "</questestinterop>", "../../etc/x.png": "x"}, "is not in the file",
		},
		"broken":  {map[string]string{"a.xml": "<questestinterop><item>"}, "x.zip/a.xml:1: error: "},
		"no quiz": {map[string]string{"a.xml": "<html/>"}, "no question"},
		"many":    {map[string]string{"a.xml": "<questestinterop>" + strings.Repeat(item, 10_500)}, "too-many"},
	} {
		got := qti12.Read("x.zip", formattest.Zipped(t, c.files))
		formattest.Sound(t, got)
		if !strings.Contains(formattest.Words(got.Findings), c.want) {
			t.Errorf("%s: %.500s", name, formattest.Words(got.Findings))
		}
	}
	if got := qti12.Read("x.zip", []byte("PK\x03\x04 no zip")); got.Pack != nil || got.Findings[0].Code != "archive" {
		t.Errorf("what is no zip: %v", got.Findings)
	}
}

func FuzzRead(f *testing.F) {
	formattest.Seeds(f)
	for _, name := range []string{"course", "blackboard"} {
		f.Add(formattest.Zip(f, "testdata/"+name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		qti12.Is("x", data)
		formattest.Sound(t, qti12.Read("x", data))
	})
}
