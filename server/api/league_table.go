package api

import (
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game/league"
	"trivium/server/leagues"
)

// seasonTable is where a season stands, for everybody.
type seasonTable struct {
	League   leagueRef      `json:"league"`
	Season   leagues.Season `json:"season"`
	Seasons  []seasonRef    `json:"seasons"`
	Revision int64          `json:"revision"`
	Nights   []heldNight    `json:"nights"`
	Lines    []tableLine    `json:"lines"`
}

// seasonRef is a season of a league in a list.
type seasonRef struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// heldNight is a night that counts, with the address of its audit.
type heldNight struct {
	league.Held
	At     time.Time     `json:"at"`
	Change *leagueChange `json:"change,omitempty"`
	Audit  string        `json:"audit"`
}

// tableLine is a line of the table with all that it follows from.
type tableLine struct {
	league.Line
	Results     []lineResult   `json:"results"`
	Adjustments []leagueChange `json:"adjustments,omitempty"`
}

// lineResult is what a team had of one night.
type lineResult struct {
	league.Result
	At time.Time `json:"at"`
}

// showTable gives the table of a season, as all finished games say.
func (s *server) showTable(c echo.Context) error {
	l, err := s.league(c)
	if err != nil {
		return err
	}
	filter := league.Filter{Division: c.QueryParam("division"), Venue: c.QueryParam("venue")}
	table, err := s.Seasons.Table(c.Request().Context(), l.ID, c.QueryParam("season"), filter)
	if err != nil {
		return err
	}
	answer := seasonTable{League: s.leagueRef(&table.League), Season: table.Season, Revision: table.Revision}
	for _, season := range table.League.Seasons {
		answer.Seasons = append(answer.Seasons, seasonRef{season.ID, season.Name, season.From, season.To})
	}
	for i := range table.Nights {
		answer.Nights = append(answer.Nights, nightLine(&table.Nights[i]))
	}
	for i := range table.Lines {
		answer.Lines = append(answer.Lines, teamLine(&table.Lines[i]))
	}
	return cached(c, boardFresh, answer)
}

func nightLine(held *league.Held) heldNight {
	night := heldNight{Held: *held, At: time.UnixMilli(held.At).UTC(), Audit: "/r/" + held.Game}
	if held.Change != nil {
		change := changeLine(*held.Change)
		night.Change = &change
	}
	return night
}

func teamLine(from *league.Line) tableLine {
	l := tableLine{Line: *from, Results: make([]lineResult, len(from.Results))}
	for i, result := range from.Results {
		l.Results[i] = lineResult{Result: result, At: time.UnixMilli(result.At).UTC()}
	}
	for _, change := range from.Adjustments {
		l.Adjustments = append(l.Adjustments, changeLine(change))
	}
	return l
}
