package site

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

//go:embed texts/*.json
var textFiles embed.FS

// words are the texts of one language.
type words struct {
	Language string
	texts    map[string]string
}

// spoken are the languages, the first one for everybody who speaks none of them.
func spoken() []language.Tag { return []language.Tag{language.English, language.German} }

func readWords() (map[string]*words, error) {
	all := map[string]*words{}
	for _, tag := range spoken() {
		data, err := textFiles.ReadFile("texts/" + tag.String() + ".json")
		if err != nil {
			return nil, fmt.Errorf("read the texts of the public pages: %w", err)
		}
		w := &words{Language: tag.String()}
		if err := json.Unmarshal(data, &w.texts); err != nil {
			return nil, fmt.Errorf("read the texts in %s: %w", tag, err)
		}
		all[w.Language] = w
	}
	return all, nil
}

// choose gives the language of a reader: the one that the address asks for, or what the browser prefers.
func choose(r *http.Request) string {
	matcher := language.NewMatcher(spoken())
	asked, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if wish, err := language.Parse(r.URL.Query().Get("lang")); err == nil {
		asked = append([]language.Tag{wish}, asked...)
	}
	_, index, _ := matcher.Match(asked...)
	return spoken()[index].String()
}

// text gives a text as it stands.
func (w *words) text(key string) string {
	text, ok := w.texts[key]
	if !ok {
		return key
	}
	return text
}

// say gives a text with "{name}" replaced, for names and values in turn. What it gives is plain text.
func (w *words) say(key string, pairs ...any) string { return w.fill(w.text(key), pairs) }

func (w *words) fill(text string, pairs []any) string { return w.replaced(text, pairs, w.plainly) }

// plainly writes a value into a text.
func (w *words) plainly(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return w.number(v)
	}
	return fmt.Sprint(value)
}

// replaced puts values in the place of "{name}", for names and values in turn.
func (w *words) replaced(text string, pairs []any, write func(any) string) string {
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		key, after, closed := strings.Cut(rest, "}")
		out.WriteString(before)
		if !open || !closed {
			return out.String()
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == key {
				out.WriteString(write(pairs[i+1]))
			}
		}
		text = after
	}
}

// markup is say for a page: text is escaped, and values that are HTML already stay so.
func (w *words) markup(key string, pairs ...any) template.HTML {
	return template.HTML(w.replaced(template.HTMLEscapeString(w.text(key)), pairs, func(value any) string { //nolint:gosec // all of it is escaped
		if html, ok := value.(template.HTML); ok {
			return string(html)
		}
		return template.HTMLEscapeString(w.plainly(value))
	}))
}

// many gives a text with two forms, "one|many", for a number, which stands in it as {n}.
func (w *words) many(key string, n int, pairs ...any) string {
	text, more, _ := strings.Cut(w.text(key), "|")
	if n != 1 {
		text = more
	}
	return w.fill(text, append([]any{"n", n}, pairs...))
}

// name is a name as people chose it: it keeps its own direction.
func name(text string) template.HTML {
	return template.HTML("<bdi>" + template.HTMLEscapeString(text) + "</bdi>") //nolint:gosec // it is escaped
}

// number writes a number with its thousands apart: 1,250 or 1.250.
func (w *words) number(n int) string {
	digits := strconv.Itoa(max(n, -n))
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + w.text("thousands") + digits[at:]
	}
	if n < 0 {
		return "−" + digits
	}
	return digits
}

// signed writes a number with its sign.
func (w *words) signed(n int) string {
	if n > 0 {
		return "+" + w.number(n)
	}
	return w.number(n)
}

// seconds writes milliseconds as seconds.
func (w *words) seconds(ms int64) string {
	text := strconv.FormatFloat(float64(ms)/1000, 'f', 1, 64)
	return strings.Replace(text, ".", w.text("decimal"), 1)
}
