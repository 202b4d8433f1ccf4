package site

import (
	"time"

	"trivium/game/league"
)

// leagueData is a league as programs read it. Names stay; later versions only add.
type leagueData struct {
	Slug        string       `json:"slug"`
	Name        string       `json:"name"`
	About       string       `json:"about,omitempty"`
	URL         string       `json:"url"`
	Of          string       `json:"of"` // "teams" or "players"
	TimeZone    string       `json:"time_zone"`
	Divisions   []string     `json:"divisions,omitempty"`
	Venues      []string     `json:"venues,omitempty"`
	Seasons     []seasonData `json:"seasons"`
	Season      string       `json:"season,omitempty"` // whose table this is
	Division    string       `json:"division,omitempty"`
	Venue       string       `json:"venue,omitempty"`
	Next        *nextData    `json:"next,omitempty"`
	Open        []openData   `json:"open,omitempty"`
	Provisional bool         `json:"provisional"` // games that run now are in it
	Table       []lineData   `json:"table"`
	Nights      []nightData  `json:"nights"`
	Changes     []changeData `json:"changes"`
}

type seasonData struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	From  time.Time    `json:"from,omitzero"`
	To    time.Time    `json:"to,omitzero"`
	Rules league.Rules `json:"rules"`
	URL   string       `json:"url"`
}

type nextData struct {
	At       time.Time `json:"at"`
	Title    string    `json:"title,omitempty"`
	Venue    string    `json:"venue,omitempty"`
	Division string    `json:"division,omitempty"`
}

type openData struct {
	PIN     string `json:"pin"`
	URL     string `json:"url"` // where to join
	Lobby   bool   `json:"lobby"`
	Players int    `json:"players"`
	Venue   string `json:"venue,omitempty"`
}

type lineData struct {
	Rank     int          `json:"rank"` // 0: too few nights
	Was      int          `json:"was"`  // before the latest night; 0: none
	Key      string       `json:"key"`
	Name     string       `json:"name"`
	Division string       `json:"division,omitempty"`
	Venue    string       `json:"venue,omitempty"`
	Points   int          `json:"points"`
	Adjusted int          `json:"adjusted,omitempty"`
	Played   int          `json:"played"`
	Counted  int          `json:"counted"`
	Wins     int          `json:"wins"`
	Score    int          `json:"score"`
	Right    int          `json:"right"`
	Time     int64        `json:"time_ms"`
	Tie      league.Tie   `json:"tie,omitempty"` // the rule that put it below the line above
	Results  []resultData `json:"results"`
}

type resultData struct {
	Game   string      `json:"game"`
	Place  int         `json:"place"`
	Points int         `json:"points"`
	Score  int         `json:"score"`
	Fate   league.Fate `json:"fate"`
}

type nightData struct {
	Game     string    `json:"game"`
	Title    string    `json:"title,omitempty"`
	At       time.Time `json:"at"`
	Venue    string    `json:"venue,omitempty"`
	Division string    `json:"division,omitempty"`
	Players  int       `json:"players"`
	Void     bool      `json:"void,omitempty"`
	Audit    string    `json:"audit"`
}

type changeData struct {
	At    time.Time `json:"at"`
	Words string    `json:"words"`
	Why   string    `json:"why,omitempty"`
}

func (s *Site) leagueData(v *visit, st *state) *leagueData {
	base, l := s.options.Base(v.Request), &st.League
	d := &leagueData{
		Slug: l.Slug, Name: l.Name, About: l.About, URL: base + st.Path(), Of: string(l.Of), TimeZone: l.TimeZone, Divisions: l.Divisions, Venues: l.Venues,
		Seasons: []seasonData{}, Season: st.Season.ID, Division: st.Filter.Division, Venue: st.Filter.Venue, Provisional: st.provisional(),
		Table: []lineData{}, Nights: []nightData{}, Changes: []changeData{},
	}
	for i := range l.Seasons {
		one := &l.Seasons[i]
		d.Seasons = append(d.Seasons, seasonData{one.ID, one.Name, one.From, one.To, one.Rules, base + st.Path() + "/" + escape(one.ID)})
	}
	if n := st.Next; n.ID != "" {
		d.Next = &nextData{n.At.UTC(), n.Title, n.Venue, n.Division}
	}
	for i := range st.Open {
		g := &st.Open[i]
		d.Open = append(d.Open, openData{g.PIN, base + "/j/" + g.PIN, g.Lobby, g.Players, g.Venue})
	}
	for i := range st.Table.Lines {
		d.Table = append(d.Table, lineDataOf(&st.Table.Lines[i]))
	}
	titles := map[string]string{}
	for i := range st.Table.Nights {
		n := &st.Table.Nights[i]
		titles[n.Game] = n.Title
		d.Nights = append(d.Nights, nightData{n.Game, n.Title, at(n.At), n.Venue, n.Division, n.Players, n.Void, base + "/r/" + n.Game})
	}
	for i := range st.Changes {
		c := &st.Changes[i]
		d.Changes = append(d.Changes, changeData{at(c.At), v.words.change(c, st.Roster, func(game string) string { return titles[game] }), c.Why})
	}
	return d
}

func lineDataOf(l *league.Line) lineData {
	d := lineData{
		Rank: l.Rank, Was: l.Was, Key: l.Key, Name: l.Name, Division: l.Division, Venue: l.Venue, Points: l.Points, Adjusted: l.Adjusted,
		Played: l.Played, Counted: l.Counted, Wins: l.Wins, Score: l.Score, Right: l.Right, Time: l.Time, Tie: l.Tie,
		Results: make([]resultData, len(l.Results)),
	}
	for i := range l.Results {
		r := &l.Results[i]
		d.Results[i] = resultData{r.Game, r.Placed, r.Points, r.Score, r.Fate}
	}
	return d
}
