package markdown_test

import (
	"strings"
	"testing"

	"trivium/server/markdown"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	r := markdown.New()
	for source, want := range map[string]string{
		"One **two** `three`":         "<p>One <strong>two</strong> <code>three</code></p>",
		"# Big":                       "<h3>Big</h3>",
		"- a\n- b":                    "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
		"a & b < c":                   "<p>a &amp; b &lt; c</p>",
		"![A cat](https://x.test/a)!": "<p>A cat!</p>",
		"[here](https://x.test/)":     `<p><a href="https://x.test/" rel="noopener noreferrer" target="_blank">here</a></p>`,
		"":                            "",
	} {
		got, err := r.HTML(source)
		if strings.TrimSpace(string(got)) != want || err != nil {
			t.Errorf("%q: %s, %v; want %s", source, got, err, want)
		}
	}
}

// TestNothingRuns: no text of a pack runs anything in a page that shows it.
func TestNothingRuns(t *testing.T) {
	t.Parallel()
	r := markdown.New()
	for _, source := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
		"![x](javascript:alert(1))", "[x](data:text/html;base64,AAAA)", "<a href=\"javascript:alert(1)\">x</a>", "`<script>`",
		"![a\"onload=alert(1)](x)", "<javascript:alert(1)>",
	} {
		got, err := r.HTML(source)
		low := strings.ToLower(string(got))
		if err != nil || strings.Contains(low, "<script") || strings.Contains(low, "<img") || strings.Contains(low, `"javascript:`) ||
			strings.Contains(low, `"data:`) || strings.Contains(low, "<a href=\"javascript") {
			t.Errorf("%q: %s, %v", source, got, err)
		}
	}
}

func FuzzHTML(f *testing.F) {
	f.Add("# a\n\n- **b** [c](d) ![e](f)\n\n|a|b|\n|-|-|\n|c|d|\n")
	f.Add("<script>x</script>")
	r := markdown.New()
	f.Fuzz(func(t *testing.T, source string) {
		got, err := r.HTML(source)
		if err != nil || strings.Contains(strings.ToLower(string(got)), "<script") {
			t.Errorf("%q: %s, %v", source, got, err)
		}
	})
}
