package site

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"trivium/game/league"
	"trivium/server/boards"
)

//go:embed templates/*.tmpl
var templateFiles embed.FS

// parse reads the templates once for each language, whose words they are full of.
func parse(all map[string]*words, location *time.Location) (map[string]*template.Template, error) {
	pages := map[string]*template.Template{}
	for language, w := range all {
		t, err := template.New("").Funcs(w.functions(location)).ParseFS(templateFiles, "templates/*.tmpl")
		if err != nil {
			return nil, fmt.Errorf("read the templates of the public pages: %w", err)
		}
		pages[language] = t
	}
	return pages, nil
}

func (w *words) functions(location *time.Location) template.FuncMap {
	return template.FuncMap{
		"t": w.text, "say": w.markup, "many": w.many, "number": w.number, "signed": w.signed, "secs": w.seconds, "name": name,
		"period": w.period, "rule": w.rule,
		"day":   func(at time.Time) string { return w.day(at.In(location)) },
		"stamp": func(at time.Time) string { return at.UTC().Format(time.RFC3339) },
		"spans": boards.Spans,
		"minus": func(n int) int { return -n },
		"fate":  func(f league.Fate) string { return "fate_" + string(f) },
		"medal": func(rank int) bool { return rank >= 1 && rank <= 3 },
	}
}

// rule says how a game was scored, in the reader's words where there are some: "speed, penalty 50%".
func (w *words) rule(rule string) string {
	parts := strings.Split(rule, ", ")
	for i, part := range parts {
		kind, value := part, ""
		if at := strings.LastIndexByte(part, ' '); at > 0 && strings.HasSuffix(part, "%") {
			kind, value = part[:at], part[at+1:]
		}
		key := "rule_" + strings.ReplaceAll(kind, " ", "_")
		if _, known := w.texts[key]; known {
			parts[i] = w.say(key, "value", value)
		}
	}
	return strings.Join(parts, ", ")
}

// common is what every page has around it.
type common struct {
	Language string
	Others   []choice // this page in other languages
	Boards   string   // address of the list of boards
	Screen   bool
	Framed   bool
}

// choice is a link of several, one of which is taken now.
type choice struct {
	Label string
	Code  string
	Href  string
	Taken bool
}

// Target makes a link of a page that is shown in a frame open in a tab of its own.
func (c common) Target() template.HTMLAttr {
	if c.Framed {
		return `target="_blank" rel="noopener"`
	}
	return ""
}

// common gives what is around a page.
func (s *Site) common(v *visit) common {
	c := common{Language: v.words.Language, Boards: v.link("/boards"), Screen: v.screen()}
	for _, tag := range spoken() {
		query := v.URL.Query()
		query.Set("lang", tag.String())
		c.Others = append(c.Others, choice{
			Label: s.words[tag.String()].text("language"), Code: tag.String(), Href: v.URL.Path + "?" + query.Encode(),
			Taken: tag.String() == c.Language,
		})
	}
	return c
}
