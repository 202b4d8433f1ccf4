package site_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/server/leagues"
	"trivium/server/store"
)

// addressed cuts a port and random ids out of an answer.
func addressed(h *house, c *club, text string) string {
	text = strings.ReplaceAll(text, strings.TrimPrefix(h.URL, "http://"), "quiz.example.org")
	text = strings.ReplaceAll(text, c.league.ID, "LEAGUE")
	return regexp.MustCompile(`urn:uuid:[0-9a-f-]{36}|data-has="[0-9a-f]+"`).ReplaceAllString(text, "ID")
}

func TestLeaguePages(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		c := anchor(t, st)
		h := open(t, st, withClub(c))
		look := func(files map[string]string) {
			t.Helper()
			for file, address := range files {
				a := h.get(t, address)
				if a.StatusCode != http.StatusOK {
					t.Errorf("%s: %s", address, a.Status)
				}
				got := body(h, a.body)
				switch {
				case strings.HasSuffix(file, ".json"):
					var out bytes.Buffer
					if err := json.Indent(&out, []byte(a.body), "", "  "); err != nil {
						t.Fatal(err)
					}
					got = out.String()
				case !strings.HasSuffix(file, ".html"):
					got = strings.ReplaceAll(a.body, "\r\n", "\n")
				}
				golden(t, file, addressed(h, c, got))
			}
		}
		look(map[string]string{
			"league.html": "/l/anchor", "league-de.html": "/l/anchor/2026-autumn?division=South&lang=de", "league-empty.html": "/l/anchor/2026-spring",
			"league.json": "/l/anchor.json", "league.atom": "/l/anchor/feed.atom", "league.ics": "/l/anchor/next.ics", "team.html": "/l/anchor/t/team-0",
			"league-embed.html": "/l/anchor/embed", "league-screen.html": "/l/anchor?view=screen",
		})
		c.opens(lobby())
		look(map[string]string{"door.html": "/l/anchor"})
		c.opens(playing())
		look(map[string]string{"running.html": "/l/anchor", "running.json": "/l/anchor.json"})
	})
}

// TestLeagueKeepsSecrets asks for every form in every state: nothing of who is hidden is in any.
func TestLeagueKeepsSecrets(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	c := anchor(t, st)
	c.change(league.Change{Kind: league.Enter, Key: "harry-too", Name: "Harry once more"})
	c.change(league.Change{Kind: league.Merge, Key: "harry-too", Into: "team-11", Why: "Harry is Harry"})
	c.change(league.Change{Kind: league.Assign, Key: "team-11", Game: night(0, friday).ID, Into: "harry-too", Why: "Harry again"})
	h := open(t, st, withClub(c))
	for _, step := range []func(){func() {}, func() { c.opens(lobby()) }, func() { c.opens(playing()) }} {
		step()
		for _, address := range []string{
			"/l/anchor", "/l/anchor.json", "/l/anchor/2026-autumn.json", "/l/anchor/feed.atom", "/l/anchor/embed", "/l/anchor?view=screen",
			"/l/anchor?division=South", "/l/anchor/t/team-11", "/l/anchor/t/harry-too", "/l/anchor/t/team-0", "/l/anchor/next.ics",
		} {
			if a := h.get(t, address); strings.Contains(a.body, "Harry") || strings.Contains(a.body, "host-1") {
				t.Errorf("%s tells of who is hidden, or who hid it", address)
			}
		}
		if e := firstTable(t, h, "/l/anchor/live"); strings.Contains(e, "Harry") {
			t.Error("the stream tells of who is hidden")
		}
	}
	if a := h.get(t, "/l/anchor/t/team-11"); a.StatusCode != http.StatusNotFound {
		t.Errorf("the page of who is hidden: %s", a.Status)
	}
	c.change(league.Change{Kind: league.Show, Key: "team-11", Why: "Harry wants it"})
	if a := h.get(t, "/l/anchor"); !strings.Contains(a.body, "Harry") {
		t.Error("who is shown again is not there")
	}
}

// TestLeagueAddresses are told in words, and old ones lead to the new.
func TestLeagueAddresses(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	for address, want := range map[string]int{
		"/l/nobody": 404, "/l/anchor/summer": 404, "/l/anchor/t/nobody": 404, "/l/anchor/feed.rss": 404, "/l/": 404, "/l/anchor/t": 404,
		"/l/%2e%2e%2fetc": 404, "/l/anchor/t/team-1?season=2026-spring": 404,
	} {
		a := h.get(t, address)
		if a.StatusCode != want || !strings.Contains(a.body, "<h1>") {
			t.Errorf("%s: %s, want %d", address, a.Status, want)
		}
	}
	draft := c.league.Draft
	draft.Slug, draft.Listed, draft.Nights = "golden-anchor", false, nil
	if _, err := c.Update(t.Context(), c.league.ID, c.league.Version, draft); err != nil {
		t.Fatal(err)
	}
	h.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for old, to := range map[string]string{
		"/l/anchor": "/l/golden-anchor", "/l/anchor.json?division=North": "/l/golden-anchor.json?division=North",
		"/l/anchor/t/team-0?lang=de": "/l/golden-anchor/t/team-0?lang=de",
	} {
		if a := h.get(t, old); a.StatusCode != http.StatusMovedPermanently || a.Header.Get("Location") != to {
			t.Errorf("%s leads with %s to %q, want %q", old, a.Status, a.Header.Get("Location"), to)
		}
	}
	if a := h.get(t, "/l/golden-anchor"); a.Header.Get("X-Robots-Tag") != "noindex" {
		t.Error("a league that is not listed may be indexed")
	}
	if a := h.get(t, "/l/golden-anchor/next.ics"); a.StatusCode != http.StatusNotFound {
		t.Errorf("a calendar without nights: %s", a.Status)
	}
}

// TestAtom holds the feed against what RFC 4287 demands (section 4.1.1 and 4.1.2), and its ids against what changes.
func TestAtom(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
		Type string `xml:"type,attr"`
	}
	type entry struct {
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
		Content []string `xml:"http://www.w3.org/2005/Atom content"`
	}
	type feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Authors []struct {
			Name []string `xml:"http://www.w3.org/2005/Atom name"`
		} `xml:"http://www.w3.org/2005/Atom author"`
		Links   []link  `xml:"http://www.w3.org/2005/Atom link"`
		Entries []entry `xml:"http://www.w3.org/2005/Atom entry"`
	}
	read := func() (feed, answer) {
		t.Helper()
		a := h.get(t, "/l/anchor/feed.atom")
		if kind := a.Header.Get("Content-Type"); kind != "application/atom+xml; charset=utf-8" {
			t.Errorf("the type %q", kind)
		}
		var f feed
		if err := xml.Unmarshal([]byte(a.body), &f); err != nil {
			t.Fatal(err)
		}
		return f, a
	}
	one := func(what string, texts []string) string {
		t.Helper()
		if len(texts) != 1 || texts[0] == "" {
			t.Fatalf("%s: exactly one is needed: %q", what, texts)
		}
		return texts[0]
	}
	moment := func(what string, texts []string) time.Time {
		t.Helper()
		at, err := time.Parse(time.RFC3339, one(what, texts))
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		return at
	}
	f, a := read()
	ids := map[string]bool{one("id of the feed", f.ID): true}
	one("title of the feed", f.Title)
	latest := moment("updated of the feed", f.Updated)
	if len(f.Authors) != 1 || one("author", f.Authors[0].Name) == "" {
		t.Error("a feed without an author needs one in each entry")
	}
	rels := map[string]string{}
	for _, l := range f.Links {
		rels[l.Rel] = l.Href
	}
	if rels["self"] != h.URL+"/l/anchor/feed.atom" || rels["alternate"] != h.URL+"/l/anchor" {
		t.Errorf("the links %v", rels)
	}
	if len(f.Entries) != 9 {
		t.Errorf("%d entries, want six nights and three public changes", len(f.Entries))
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		id := one("id", e.ID)
		if u, err := url.Parse(id); err != nil || !u.IsAbs() || ids[id] {
			t.Errorf("the id %q is no IRI or is there twice", id)
		}
		ids[id] = true
		one("title", e.Title)
		if at := moment("updated", e.Updated); at.After(latest) {
			t.Error("an entry is newer than its feed")
		}
		if len(e.Links) != 1 || e.Links[0].Rel != "alternate" || !strings.HasPrefix(e.Links[0].Href, h.URL+"/") {
			t.Errorf("the links of an entry: %v", e.Links)
		}
	}
	if again := h.get(t, "/l/anchor/feed.atom", "If-None-Match", a.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("a feed that did not change: %s", again.Status)
	}
	g := night(3, friday.AddDate(0, 0, -22))
	g.Revision, g.Teams[0].Score = 2, 12_345
	c.take(g)
	c.change(league.Change{Kind: league.Adjust, Key: "team-2", Points: 1, Why: "for the song"})
	after, _ := read()
	if len(after.Entries) != 10 {
		t.Errorf("%d entries after a change", len(after.Entries))
	}
	for i := range after.Entries {
		delete(ids, after.Entries[i].ID[0])
	}
	delete(ids, after.ID[0])
	if len(ids) > 0 {
		t.Errorf("ids that are gone: %v", ids)
	}
}

// TestLeagueStates goes through a night at the one address.
func TestLeagueStates(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	see := func(texts ...string) {
		t.Helper()
		a := h.get(t, "/l/anchor?lang=en")
		for _, text := range texts {
			text, gone := strings.CutPrefix(text, "no ")
			if strings.Contains(a.body, text) == gone {
				t.Errorf("in the page: %v for %q", !gone == false, text)
			}
		}
	}
	see("The next night", "Thursday 3 December 2026, 19:30", "no The door is open", "no Tonight")
	c.opens(lobby())
	see("The door is open", "424242", "/qr/424242.svg", `href="/j/424242`, "23 are in already", "no The next night")
	hidden := playing()
	hidden.Shown = false
	c.opens(hidden)
	see("Tonight", "The host keeps tonight’s table secret", "no The table as it would be now")
	c.opens(playing())
	see("Tonight", "The table as it would be now", "A game is running", "8,922", "▲")
	c.opens()
	c.take(night(6, friday))
	see("The next night", "no A game is running", "Night 7")
	if a := h.get(t, "/l/anchor/2026-spring"); strings.Contains(a.body, "The next night") {
		t.Error("a season that is over shows the next night")
	}
	draft := c.league.Draft
	draft.Nights = []leagues.Planned{{ID: "x", At: friday.Add(-4 * time.Hour)}}
	if _, err := c.Update(t.Context(), c.league.ID, c.league.Version, draft); err != nil {
		t.Fatal(err)
	}
	see("no The next night")
}
