package site

import (
	"net/http"
	"slices"

	"trivium/game/league"
	"trivium/web"
)

// teamView is the page of a competitor.
type teamView struct {
	common
	*season
	Line        league.Line
	Equal       bool
	Tied        string // why it stands below the one above, if they are level
	Above       string
	Results     []resultLine // the latest first
	Adjustments []changeLine
	Back        string
	Seasons     []choice
	Here        string
	Kind        string // "team" or "player"
}

// resultLine is what a night brought to a competitor.
type resultLine struct {
	league.Result
	Title, Day, Href string
	Note             string // why it does not count
}

// team serves the page of a competitor, who may have been merged into another since its address was written down.
func (s *Site) team(w http.ResponseWriter, v *visit) error {
	asked, err := s.askedLeague(v, v.PathValue("slug"), v.asked("season"))
	if err != nil {
		return err
	}
	asked.Filter = league.Filter{}
	st, err := s.look(v.Context(), asked, nil)
	if err != nil {
		return err
	}
	key := v.PathValue("key")
	if who, known := st.Roster.Find(key); known {
		key = who.Key
	}
	lines := st.Table.Lines
	i := slices.IndexFunc(lines, func(l league.Line) bool { return l.Key == key })
	if i < 0 {
		return &refusal{status: http.StatusNotFound, key: "error_no_team"}
	}
	view := s.teamView(v, st, i)
	body, err := s.render(v, "team", view)
	if err != nil {
		return err
	}
	return s.page(w, v, web.PageData{
		Title: view.Line.Name + " · " + st.League.Name + " · Trivium", Body: body, Canonical: s.options.Base(v.Request) + view.Here,
		Description: v.words.say("team_description", "name", view.Line.Name, "league", st.League.Name, "points", view.Line.Points),
		Unlisted:    !st.League.Listed,
	})
}

func (s *Site) teamView(v *visit, st *state, i int) *teamView {
	lines := st.Table.Lines
	l := lines[i]
	path := st.Path() + "/t/" + escape(l.Key)
	view := &teamView{
		common: s.common(v), season: st.season, Line: l, Kind: leagueOf(&st.League),
		Equal: l.Rank > 0 && (i > 0 && lines[i-1].Rank == l.Rank || i+1 < len(lines) && lines[i+1].Rank == l.Rank),
	}
	season, back := "", st.Path()
	if !st.Now {
		season = st.Season.ID
		back += "/" + season
	}
	view.Here, view.Back = plain(path, "season", season), v.link(back)
	for _, one := range st.League.Seasons {
		view.Seasons = append(view.Seasons, choice{Label: one.Name, Href: v.link(path, "season", one.ID), Taken: one.ID == st.Season.ID})
	}
	if l.Tie != "" && i > 0 {
		view.Tied = v.words.say("tied_"+string(l.Tie), "name", lines[i-1].Name)
	}
	titles := map[string]league.Held{}
	for _, n := range st.Table.Nights {
		titles[n.Game] = n
	}
	for _, r := range slices.Backward(l.Results) {
		line := resultLine{Result: r, Title: titles[r.Game].Title, Day: st.day(v.words, r.At), Href: v.link("/r/" + r.Game)}
		if r.Fate != league.Counts {
			line.Note = v.words.text("fate_" + string(r.Fate))
		}
		if c := titles[r.Game].Change; c != nil && c.Why != "" {
			line.Note += ": " + c.Why
		}
		view.Results = append(view.Results, line)
	}
	for _, c := range slices.Backward(l.Adjustments) {
		view.Adjustments = append(view.Adjustments, changeLine{Day: st.day(v.words, c.At), Words: v.words.signed(c.Points), Why: c.Why})
	}
	return view
}
