package xmlread_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/xmlread"
)

// outline reads a whole file and writes it down: names, lines, attributes "a" and texts.
func outline(data []byte) (string, error) {
	r, err := xmlread.New(data)
	if err != nil {
		return "", err
	}
	root, err := r.Child()
	if err != nil || root == nil {
		return "", err
	}
	if err := r.Fill(root); err != nil {
		return "", err
	}
	if after, err := r.Child(); err != nil || after != nil {
		return "", fmt.Errorf("after the root: %v, %w", after, err)
	}
	return write(root), nil
}

func write(e *xmlread.Element) string {
	out := fmt.Sprintf("%s:%d", e.Name, e.Line)
	if a := e.Attr("a"); a != "" {
		out += "[" + a + "]"
	}
	children := e.All("")
	if len(children) == 0 {
		return out + "=" + e.Text()
	}
	var inside []string
	for _, child := range children {
		inside = append(inside, write(child))
	}
	return out + "(" + strings.Join(inside, " ") + ")"
}

func TestWhatIsRead(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<a>b</a>":                                                               "a:1=b",
		"\ufeff<?xml version='1.0'?>\n<a/>":                                      "a:2=",
		"<x:a xmlns:x='u'><x:b a='1'/></x:a >":                                   "a:1(b:1[1]=)",
		"<a>\r\n<b>\r<c/></b></a>":                                               "a:1(b:2(c:3=))",
		"<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>":                             "a:1=<b>&amp;]]>",
		"<a>&lt;b&gt; &amp;amp; &#233;&#xe9;&nbsp;x &unknown; R&D</a>":           "a:1=<b> &amp; éé\u00a0x &unknown; R&D",
		"<a a='&quot;x&#10;y&quot;'/>":                                           "a:1[\"x\ny\"]=",
		"<!DOCTYPE a SYSTEM \"a>.dtd\" [<!ELEMENT a ANY><!-- it's > -->]><a/>":   "a:1=",
		"<!-- <b> -- ' --><a><!-- c -->d<?e f?>g</a>":                            "a:1=dg",
		"<a>\x01b\x0bc</a>":                                                      "a:1=bc",
		"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>":                 "a:1=é",
		"<?xml version='1.0' encoding='Latin1'?><a>é</a>":                        "a:1=é",
		"<?xml version='1.0' encoding='cp1251'?><a>\xcc\xee\xf1\xea\xe2\xe0</a>": "a:1=Москва",
		"<a>\x93caf\xe9\x94</a>":                                                 "a:1=“café”",
		"\xff\xfe<\x00a\x00/\x00>\x00":                                           "a:1=",
		"<a>one <b>two</b> three</a>":                                            "a:1(b:1=two)",
	} {
		got, err := outline([]byte(source))
		if err != nil || got != want {
			t.Errorf("%q is %q, %v and not %q", source, got, err, want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		source string
		want   error
		words  string
	}{
		"cut off":           {"<a>\n<b>", xmlread.ErrXML, "line 2: it ends before </b>"},
		"crossed":           {"<a>\n<b>\n</a></b>", xmlread.ErrXML, "line 3: </a> stands where </b> should"},
		"too many ends":     {"<a/></a>", xmlread.ErrXML, "</a> ends nothing"},
		"less than":         {"<a>1 < 2</a>", xmlread.ErrXML, "&lt;"},
		"no value":          {"<a b></a>", xmlread.ErrXML, `name="value"`},
		"no quotes":         {"<a b=1></a>", xmlread.ErrXML, "no quotes"},
		"open tag":          {"<a b='1'", xmlread.ErrXML, "never ended by >"},
		"open quote":        {"<a b='1>", xmlread.ErrXML, "never ended by '"},
		"open comment":      {"<a><!-- ", xmlread.ErrXML, "never ended by -->"},
		"slash":             {"<a / b='1'>", xmlread.ErrXML, "a / stands inside"},
		"entities":          {`<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z SYSTEM "file:///etc/passwd">]><a>&x;</a>`, xmlread.ErrEntities, ""},
		"parameter entity":  {`<!DOCTYPE a [ <!-- ' --> <!entity % x SYSTEM "http://example.org/">]><a/>`, xmlread.ErrEntities, ""},
		"open document":     {"<!DOCTYPE a [", xmlread.ErrXML, ""},
		"open comment type": {"<!DOCTYPE a [" + strings.Repeat("<!--", 1<<20), xmlread.ErrXML, ""},
		"deep":              {strings.Repeat("<a>", xmlread.MaxDepth+1), xmlread.ErrTooLarge, "101 deep"},
		"elements":          {"<a>" + strings.Repeat("<b/>", 20_001), xmlread.ErrTooLarge, "20000 elements"},
		"attributes":        {"<a" + strings.Repeat(" b=''", 101) + "/>", xmlread.ErrTooLarge, "100 attributes"},
		"zeros":             {"<a>\x00\x00\x01</a>", draft.ErrEncoding, ""},
		"large and odd":     {"<a>\xe9" + strings.Repeat(" ", 17<<20), xmlread.ErrTooLarge, "UTF-8"},
	} {
		_, err := outline([]byte(c.source))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestAFileIsGoneThroughElementByElement(t *testing.T) {
	t.Parallel()
	r, err := xmlread.New([]byte("<a>x<b><c/><c><d/></c></b>\n<b/><e><f/></e></a>"))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	var visit func()
	visit = func() {
		for {
			e, err := r.Child()
			if err != nil {
				t.Fatal(err)
			}
			if e == nil {
				return
			}
			seen = append(seen, fmt.Sprintf("%s:%d", e.Name, e.Line))
			switch e.Name {
			case "a", "b":
				visit()
			case "c":
				err = r.Fill(e)
			default:
				err = r.Skip()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	visit()
	if diff := cmp.Diff([]string{"a:1", "b:1", "c:1", "c:1", "b:2", "e:2"}, seen); diff != "" {
		t.Error(diff)
	}
}

func TestTooManyElementsEndTheFile(t *testing.T) {
	t.Parallel()
	r, err := xmlread.New([]byte("<a>" + strings.Repeat("<b/>", xmlread.MaxElements) + "</a>"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 * xmlread.MaxElements {
		if _, err = r.Child(); err != nil {
			break
		}
	}
	if !errors.Is(err, xmlread.ErrTooLarge) {
		t.Errorf("the error is %v", err)
	}
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<a>&lt;p&gt;x &amp;lt; y&lt;/p&gt;</a>":            "<p>x &lt; y</p>",
		"<a><h:p class='c&quot;'>x &lt; y<br/></h:p> z</a>": `<p class="c&#34;">x &lt; y<br></br></p> z`,
	} {
		r, err := xmlread.New([]byte(source))
		if err != nil {
			t.Fatal(err)
		}
		e, err := r.Child()
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Fill(e); err != nil {
			t.Fatal(err)
		}
		if got := e.Markup(); got != want {
			t.Errorf("%s is %s and not %s", source, got, want)
		}
	}
}

func TestNothingIsAnElementWithNothingInIt(t *testing.T) {
	t.Parallel()
	var e *xmlread.Element
	if got := e.First("a").First("b"); got.Text()+got.Attr("c")+got.Markup() != "" || got.Raw() != nil || len(got.Find("d")) > 0 {
		t.Errorf("it holds %v", got)
	}
}

func TestRoot(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<!-- c --><a><b>cut o": "a b", "<a></a>": "a -", "<a": "- -", "x<a>": "- -", "": "- -", "<a><b": "a -",
		"<!DOCTYPE a [<!ENTITY b 'c'>]><a><d/>": "a d",
	} {
		name := func(e *xmlread.Element) string {
			if e == nil {
				return "-"
			}
			return e.Name
		}
		root, first := xmlread.Root([]byte(source))
		if got := name(root) + " " + name(first); got != want {
			t.Errorf("%q begins with %s and not %s", source, got, want)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT b>]><a b='c'><!-- d --><e/>f&amp;<![CDATA[g]]></a>"))
	f.Add([]byte("\xff\xfe<\x00a\x00/\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := outline(data)
		if err == nil && strings.ContainsAny(text, "\x00\x01\r") {
			t.Errorf("%q", text)
		}
	})
}
