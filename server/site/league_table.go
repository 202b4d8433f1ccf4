package site

import (
	"slices"
	"time"

	"trivium/game/league"
	"trivium/server/leagues"
)

// addLines adds the table.
func (p *leaguePart) addLines(shape shape, w *words, st *state) {
	nights := st.Table.Nights
	latest := nights[max(0, len(nights)-latestNights):]
	for i := range latest {
		n := &latest[i]
		c := column{Day: w.dated("date_tiny", at(n.At).In(st.Zone)), Game: n.Game, Title: n.Title, Void: n.Void}
		if !slices.Contains(st.Table.Live, n.Game) { // there is no result yet
			c.Href = shape.link("/r/" + n.Game)
		}
		p.Columns = append(p.Columns, c)
	}
	size := max(1, len(st.Table.Lines))
	if shape.Screen {
		size = screenPage
	}
	lines := st.Table.Lines
	for i := range lines {
		l := &lines[i]
		shown := leagueLine{
			Line: *l, Href: shape.link(st.Path()+"/t/"+escape(l.Key), "season", p.otherSeason()), Cells: cells(l, latest),
			Unproven: leagues.Unproven(l.Key), ID: escape(l.Key), Equal: l.Rank > 0 && (i > 0 && lines[i-1].Rank == l.Rank || i+1 < len(lines) && lines[i+1].Rank == l.Rank),
		}
		if l.Tie != "" && i > 0 {
			shown.Tied = w.say("tied_"+string(l.Tie), "name", lines[i-1].Name)
		}
		switch {
		case l.Rank == 0:
		case l.Was == 0:
			shown.New = true
		default:
			shown.Up = l.Was - l.Rank
			p.Moves = true
		}
		if i%size == 0 {
			p.Groups = append(p.Groups, nil)
		}
		p.Groups[len(p.Groups)-1] = append(p.Groups[len(p.Groups)-1], shown)
	}
}

// otherSeason is the season that links have to name: none if it is the one that runs.
func (p *leaguePart) otherSeason() string {
	if p.Now {
		return ""
	}
	return p.Season.ID
}

// cells gives what nights brought to a line; of two results of one night the one that counts.
func cells(l *league.Line, nights []league.Held) []cell {
	list := make([]cell, len(nights))
	for i := range nights {
		for j := range l.Results {
			r := &l.Results[j]
			if r.Game == nights[i].Game && r.Fate != league.Doubled {
				list[i] = cell{Played: true, Points: r.Points, Fate: r.Fate}
			}
		}
	}
	return list
}

// addNights adds the list of nights and the history.
func (p *leaguePart) addNights(shape shape, w *words, st *state) {
	best := bestOf(st.Table.Lines)
	titles := map[string]string{}
	for _, n := range slices.Backward(st.Table.Nights) {
		titles[n.Game] = n.Title
		if slices.Contains(st.Table.Live, n.Game) { // it is shown above
			continue
		}
		line := nightLine{
			Game: n.Game, Title: n.Title, Day: p.day(w, n.At), Stamp: at(n.At), Where: joined(n.Venue, n.Division), Href: shape.link("/r/" + n.Game),
			Players: n.Players, Best: best[n.Game], Void: n.Void,
		}
		if n.Change != nil {
			line.Why = n.Change.Why
		}
		p.Nights = append(p.Nights, line)
	}
	p.addChanges(w, st, func(game string) string { return titles[game] })
}

func (p *leaguePart) addChanges(w *words, st *state, night func(string) string) {
	for i := range st.Changes[:min(changesShown, len(st.Changes))] {
		c := &st.Changes[i]
		p.Changes = append(p.Changes, changeLine{Day: p.day(w, c.At), Words: w.change(c, st.Roster, night), Why: c.Why})
	}
}

// bestOf gives the best three of each night, as they are called in the league.
func bestOf(lines []league.Line) map[string][]placed {
	best := map[string][]placed{}
	for i := range lines {
		for j := range lines[i].Results {
			if r := &lines[i].Results[j]; r.Place <= 3 {
				best[r.Game] = append(best[r.Game], placed{r.Place, lines[i].Name})
			}
		}
	}
	for _, list := range best {
		slices.SortStableFunc(list, func(a, b placed) int { return a.Place - b.Place })
	}
	return best
}

func at(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
