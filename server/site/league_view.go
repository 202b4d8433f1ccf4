package site

import (
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"trivium/game/league"
	"trivium/server/leagues"
	"trivium/web"
)

// What a league's page shows of long things.
const (
	latestNights = 6  // columns of the table
	tonightRows  = 12 // of a running game
	changesShown = 20
)

// leaguePart is the part of a league's page that is kept fresh.
type leaguePart struct {
	common
	*season
	Choices     seasonChoices
	Doors       []door
	Tonight     []tonight
	Next        *nextNight
	Columns     []column // the latest nights, the latest last
	Groups      [][]leagueLine
	Nights      []nightLine // the latest first
	Changes     []changeLine
	Provisional bool
	Moves       bool // there are ranks of before to compare with
	Teams       bool
	Minimum     int
}

// door is an open lobby.
type door struct {
	PIN, Title, Where string
	Join              string // address
	Address           string // as people type it
	QR                string
	Players           int
}

// tonight is a running game.
type tonight struct {
	Title, Where string
	Join         string
	Players      int
	Rows         []tonightRow
	More         int // rows that are not shown
	Shown, Over  bool
}

// tonightRow is how somebody stands in a running game.
type tonightRow struct {
	Place int
	Name  string
	Score int
}

// nextNight is the night that is planned next.
type nextNight struct {
	Title, Where string
	At           time.Time
	When         string
	Zone         string
	Calendar     string // address of the calendar file
}

// column is a night as a column.
type column struct {
	Day, Game, Title, Href string
	Void                   bool
}

// leagueLine is a line of a season's table.
type leagueLine struct {
	league.Line
	ID       string // in the page
	Href     string
	Unproven bool // plays under a claimed name without the claim
	Up       int  // places won, or lost if less than 0, since before the latest night
	New      bool
	Equal    bool // it shares the rank with the line above or below
	Tied     string
	Cells    []cell
}

// cell is what a night brought.
type cell struct {
	Played bool
	Points int
	Fate   league.Fate
}

// nightLine is a night in the list.
type nightLine struct {
	Game, Title, Day, Where string
	Stamp                   time.Time
	Href                    string
	Players                 int
	Best                    []placed
	Void                    bool
	Why                     string
}

// placed is one of the best of a night.
type placed struct {
	Place int
	Name  string
}

// changeLine is a change of the history in words.
type changeLine struct{ Day, Words, Why string }

// day and moment write times in the league's zone.
func (s *season) day(w *words, ms int64) string { return w.day(time.UnixMilli(ms).In(s.Zone)) }

// leaguePart makes what is shown of a state.
func (s *Site) leaguePart(shape shape, base string, st *state) *leaguePart {
	w := s.words[shape.Language]
	p := &leaguePart{
		common: shape.common(), season: st.season, Provisional: st.provisional(), Teams: st.League.Of != leagues.Players,
		Minimum: st.Season.Rules.Minimum,
	}
	p.Choices = choicesOf(shape, w, st)
	p.addOpen(shape, base, st)
	if st.Next.ID != "" && len(st.Open) == 0 && st.Now {
		at := st.Next.At.In(st.Zone)
		zone, _ := at.Zone()
		p.Next = &nextNight{
			Title: st.Next.Title, Where: joined(st.Next.Venue, st.Next.Division), At: st.Next.At, When: w.moment(at), Zone: zone,
			Calendar: st.Path() + "/next.ics",
		}
	}
	p.addLines(shape, w, st)
	p.addNights(shape, w, st)
	return p
}

func (p *leaguePart) addOpen(shape shape, base string, st *state) {
	for i := range st.Open {
		g := &st.Open[i]
		join := shape.link("/j/" + g.PIN)
		if g.Lobby {
			p.Doors = append(p.Doors, door{
				PIN: g.PIN, Title: g.Title, Where: joined(g.Venue, g.Division), Join: join, Address: bare(base), QR: "/qr/" + g.PIN + ".svg",
				Players: g.Players,
			})
			continue
		}
		t := tonight{Title: g.Title, Where: joined(g.Venue, g.Division), Join: join, Players: g.Players, Shown: g.Shown, Over: g.Over}
		if g.Shown {
			rows := rowsOf(st.Table.Lines, g.Game.ID)
			t.Rows = rows[:min(tonightRows, len(rows))]
			t.More = len(rows) - len(t.Rows)
		}
		p.Tonight = append(p.Tonight, t)
	}
}

// rowsOf gives the standings of one game, of those who are in the table and as they are called there: who is hidden in the league
// is hidden while the game runs, too.
func rowsOf(lines []league.Line, game string) []tonightRow {
	var rows []tonightRow
	for i := range lines {
		for j := range lines[i].Results {
			if r := &lines[i].Results[j]; r.Game == game {
				rows = append(rows, tonightRow{r.Place, lines[i].Name, r.Score})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b tonightRow) int { return a.Place - b.Place })
	return rows
}

// bare is an address as people type it.
func bare(address string) string {
	return strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
}

// leagueUpdate renders the part that is kept fresh.
func (s *Site) leagueUpdate(shape shape, base string, st *state) (update, error) {
	part := s.leaguePart(shape, base, st)
	html, err := s.renderIn(shape.Language, "league-part", part)
	return update{HTML: string(html), News: part.news(s.words[shape.Language])}, err
}

// news says what is worth hearing: the lobby, tonight's best, or the season's.
func (p *leaguePart) news(w *words) string {
	if len(p.Doors) > 0 {
		return w.say("news_lobby", "pin", p.Doors[0].PIN)
	}
	var best []string
	if len(p.Tonight) > 0 {
		for _, row := range p.Tonight[0].Rows[:min(3, len(p.Tonight[0].Rows))] {
			best = append(best, w.say("news_line", "rank", row.Place, "name", row.Name, "points", row.Score))
		}
		return w.say("news_tonight", "best", strings.Join(best, ", "))
	}
	if len(p.Groups) > 0 {
		for _, line := range p.Groups[0][:min(3, len(p.Groups[0]))] {
			best = append(best, w.say("news_line", "rank", line.Rank, "name", line.Name, "points", line.Points))
		}
	}
	return w.say("news_season", "best", strings.Join(best, ", "))
}

// leagueView is the page of a league.
type leagueView struct {
	common
	*season
	About                string
	Rules                []string
	Part                 template.HTML
	Has, Stream          string
	Here, Address        string
	ScreenLink, Data     string
	Feed, Embed, SeasonN string
}

func (s *Site) showLeague(w http.ResponseWriter, v *visit, st *state) error {
	view, err := s.leagueView(v, st)
	if err != nil {
		return err
	}
	name := "league"
	if view.Screen {
		name = "league-screen"
	}
	body, err := s.render(v, name, view)
	if err != nil {
		return err
	}
	title := st.League.Name
	if !st.Now {
		title += " · " + st.Season.Name
	}
	return s.page(w, v, web.PageData{
		Title: title + " · Trivium", Body: body, Description: s.leagueDescription(v, st), Canonical: s.options.Base(v.Request) + view.Here,
		Alternates: []web.Alternate{
			{Type: "application/atom+xml", Title: st.League.Name, Href: view.Feed},
			{Type: "application/json", Title: v.words.text("data"), Href: view.Data},
		},
		Unlisted: !st.League.Listed,
	})
}

// leagueDescription is what is shown of the page where it is linked.
func (s *Site) leagueDescription(v *visit, st *state) string {
	if night := st.Next; night.ID != "" && st.Now {
		return v.words.say("league_description_next", "name", st.League.Name, "when", v.words.moment(night.At.In(st.Zone)), "where", night.Venue)
	}
	if about := strings.TrimSpace(st.League.About); about != "" {
		return about
	}
	return v.words.say("league_description", "name", st.League.Name, "season", st.Season.Name)
}

func (s *Site) leagueView(v *visit, st *state) (*leagueView, error) {
	shape, base := shapeOf(v), s.options.Base(v.Request)
	u, err := s.leagueUpdate(shape, base, st)
	if err != nil {
		return nil, err
	}
	view := &leagueView{
		common: s.common(v), season: st.season, About: st.League.About, Rules: v.words.rules(&st.Season.Rules), Address: bare(base) + st.Path(),
		Part: template.HTML(u.HTML), Has: hashOf([]byte(u.HTML)), Feed: st.Path() + "/feed.atom", //nolint:gosec // it was rendered
	}
	view.Framed = shape.Framed
	at, season := st.here(), ""
	if !st.Now {
		season = st.Season.ID
	}
	division, venue := st.Filter.Division, st.Filter.Venue
	look, framed := "", ""
	if view.Screen {
		look = "screen"
	}
	if view.Framed {
		framed = "1"
	}
	view.Here = plain(at, "division", division, "venue", venue)
	view.Data = plain(at+".json", "division", division, "venue", venue)
	view.ScreenLink = v.link(at, "division", division, "venue", venue, "view", "screen")
	view.Stream = v.link(st.Path()+"/live", "season", season, "division", division, "venue", venue, "view", look, "framed", framed)
	view.Embed = snippet(base+plain(st.Path()+"/embed", "division", division, "venue", venue), st.League.Name)
	return view, nil
}

// leagueFrame serves a league's table for a frame in a page of somebody else.
func (s *Site) leagueFrame(w http.ResponseWriter, v *visit) error {
	asked, err := s.askedLeague(v, v.PathValue("slug"), v.asked("season"))
	if err != nil {
		return err
	}
	st, err := s.readLeague(v.Context(), asked)
	if err != nil {
		return err
	}
	view, err := s.leagueView(v, st)
	if err != nil {
		return err
	}
	body, err := s.render(v, "league-frame", view)
	if err != nil {
		return err
	}
	return s.page(w, v, web.PageData{Title: st.League.Name + " · Trivium", Body: body, Framed: true, Unlisted: true})
}

// leagueOf gives the season's table for who compete: their names are those of the league.
func leagueOf(l *leagues.League) string {
	if l.Of == leagues.Players {
		return "player"
	}
	return "team"
}
