package draft

import (
	"strings"
	"testing"
)

// TestHTML shows what a reader sees of a field.
func TestHTML(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"plain &amp; simple":                            "plain & simple",
		"<p>One  two\nthree</p><p>four</p>":             "One two three\nfour",
		"a<br>b<br/>c":                                  "a\nb\nc",
		"&lt;b&gt; is a tag; &amp;lt; is not":           "<b> is a tag; &lt; is not",
		"H<sub>2</sub>O and m<sup>2</sup>":              "H₂O and m²",
		"x<sup>k</sup>, y<sup>ab</sup>":                 "x^k, y^(ab)",
		"<b>bold</b> <i>it</i>":                         "bold it",
		"<script>alert(1)</script><style>p{}</style>ok": "ok",
		"<ul><li>one</li><li>two</li></ul>":             "one\ntwo",
		"<!-- hidden -->seen":                           "seen",
		"2 < 3 and 4 > 1":                               "2 < 3 and 4 > 1",
		"broken <b":                                     "broken",
		"&nbsp;wide&nbsp;&nbsp;space":                   "wide space",
		"<td>a</td><td>b</td>":                          "a b",
		"":                                              "",
	} {
		if got := HTML(source); got.Text != want {
			t.Errorf("%s: %q, want %q", source, got.Text, want)
		}
	}
}

// TestHTMLTellsWhatIsNotText finds pictures, and names what is lost.
func TestHTMLTellsWhatIsNotText(t *testing.T) {
	t.Parallel()
	got := HTML(`<img src="@@PLUGINFILE@@/a.png" alt=" A  cat "><table><tr><td>x</td></tr></table><video src=v></video><video></video><math></math>`)
	if len(got.Images) != 1 || got.Images[0] != (Image{Src: "@@PLUGINFILE@@/a.png", Alt: "A cat"}) {
		t.Errorf("pictures: %v", got.Images)
	}
	if lost := strings.Join(got.Lost, " "); lost != "table video formula" {
		t.Errorf("lost: %s", lost)
	}
}

// FuzzHTML ends on anything, and never gives an empty line or a space at an end.
func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<p>a<br>b", "&amp;lt;", "<sup>", "<![CDATA[x]]>", "<script><", "\v\v"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for line := range strings.SplitSeq(HTML(source).Text, "\n") {
			if strings.TrimSpace(line) != line {
				t.Errorf("%q has the line %q", source, line)
			}
		}
	})
}
