package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"trivium/game/league"
)

// feedEntries is how many entries a feed has at most, the latest.
const feedEntries = 50

// atomFeed is a feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	About   string      `xml:"subtitle,omitempty"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Content string   `xml:"content"`

	at time.Time
}

// feed serves the nights and the public changes of a league's running season as an Atom feed, in the language of the league.
func (s *Site) feed(w http.ResponseWriter, v *visit) error {
	asked, err := s.askedLeague(v, v.PathValue("slug"), "")
	if err != nil {
		return err
	}
	if own := s.words[asked.League.Language]; own != nil && v.asked("lang") == "" {
		v.words = own
	}
	asked.Filter = league.Filter{}
	st, err := s.look(v.Context(), asked, nil)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", " ")
	if err := encoder.Encode(feedOf(v.words, s.options.Base(v.Request), st)); err != nil {
		return fmt.Errorf("encode a feed: %w", err)
	}
	return s.data(w, v, "application/atom+xml; charset=utf-8", cacheFeed, out.Bytes())
}

func feedOf(w *words, base string, st *state) *atomFeed {
	l := &st.League
	page := base + st.Path()
	var entries []atomEntry
	best := bestOf(st.Table.Lines)
	titles := map[string]string{}
	for i := range st.Table.Nights {
		n := &st.Table.Nights[i]
		titles[n.Game] = cmp.Or(n.Title, w.text("night"))
		entries = append(entries, nightEntry(w, base, st, n, best[n.Game]))
	}
	for i := range st.Changes {
		c := &st.Changes[i]
		words := w.change(c, st.Roster, func(game string) string { return titles[game] })
		data, _ := json.Marshal(c) // strings and numbers always encode
		entries = append(entries, atomEntry{
			ID: urn(l.ID, "change", string(data)), Title: words, at: at(c.At), Link: atomLink{"alternate", "text/html", page},
			Content: strings.TrimSpace(words + ". " + c.Why),
		})
	}
	slices.SortStableFunc(entries, func(a, b atomEntry) int { return b.at.Compare(a.at) })
	entries = entries[:min(feedEntries, len(entries))]
	updated := l.Created
	for i := range entries {
		entries[i].Updated = entries[i].at.Format(time.RFC3339)
	}
	if len(entries) > 0 {
		updated = entries[0].at
	}
	return &atomFeed{
		Lang: w.Language, ID: urn(l.ID), Title: l.Name, About: l.About, Updated: updated.UTC().Format(time.RFC3339), Author: l.Name,
		Links: []atomLink{
			{"self", "application/atom+xml", page + "/feed.atom"},
			{"alternate", "text/html", page},
		},
		Entries: entries,
	}
}

func nightEntry(w *words, base string, st *state, n *league.Held, best []placed) atomEntry {
	e := atomEntry{
		ID: urn(st.League.ID, "night", n.Game), at: at(n.At), Link: atomLink{"alternate", "text/html", base + "/r/" + n.Game},
		Title: joined(cmp.Or(n.Title, w.text("night")), st.day(w, n.At)),
	}
	if n.Change != nil && at(n.Change.At).After(e.at) {
		e.at = at(n.Change.At)
	}
	if n.Void {
		e.Content = w.text("night_void")
		return e
	}
	var lines []string
	for _, b := range best {
		lines = append(lines, w.number(b.Place)+". "+b.Name)
	}
	e.Content = strings.Join(lines, ", ")
	return e
}

// urn names a thing for ever: a UUID made of what it is (RFC 9562, version 8), so that it is the same on every server that has it.
func urn(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
