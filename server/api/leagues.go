package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/leagues"
)

// leagueRef is a league in a list.
type leagueRef struct {
	ID       string           `json:"id"`
	Slug     string           `json:"slug"`
	Name     string           `json:"name"`
	About    string           `json:"about,omitempty"`
	Of       leagues.Of       `json:"of"`
	Language string           `json:"language"`
	TimeZone string           `json:"time_zone"`
	URL      string           `json:"url"`
	Next     *leagues.Planned `json:"next_night,omitempty"`
}

func (s *server) leagueRef(l *leagues.League) leagueRef {
	ref := leagueRef{
		ID: l.ID, Slug: l.Slug, Name: l.Name, About: l.About, Of: l.Of, Language: l.Language, TimeZone: l.TimeZone, URL: "/l/" + l.Slug,
	}
	if next, ok := l.Next(s.Clock()); ok {
		ref.Next = &next
	}
	return ref
}

// listLeagues gives the leagues that are listed for everybody, or the host's own.
func (s *server) listLeagues(c echo.Context) error {
	if c.QueryParam("mine") == "" {
		return s.leaguePage(c, "", "leagues")
	}
	return s.can(LeaguesRead)(func(c echo.Context) error { return s.leaguePage(c, s.asker(c), "own leagues") })(c)
}

func (s *server) leaguePage(c echo.Context, owner, list string) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	place, err := cursorOf(c, list)
	if err != nil {
		return err
	}
	page, next, err := s.Seasons.List(c.Request().Context(), owner, place, limit)
	if err != nil {
		return err
	}
	next = writeCursor(list, next)
	linkNext(c, next)
	answer := struct {
		Leagues []leagueRef `json:"leagues"`
		Next    string      `json:"next,omitempty"`
	}{make([]leagueRef, len(page)), next}
	for i := range page {
		answer.Leagues[i] = s.leagueRef(&page[i])
	}
	if list != "leagues" {
		return c.JSON(http.StatusOK, answer)
	}
	return cached(c, listFresh, answer)
}

// ownLeague gives the league of an address if it is the host's own. leagues.ErrNotFound.
func (s *server) ownLeague(c echo.Context) (leagues.League, error) {
	l, err := s.league(c)
	if err == nil && !s.ownsOf(c, l.Owner) {
		return leagues.League{}, leagues.ErrNotFound
	}
	return l, err
}

// league gives the league of an address, by its id or by its slug. leagues.ErrNotFound.
func (s *server) league(c echo.Context) (leagues.League, error) {
	name := c.Param("league")
	if len(name) == 32 {
		if l, err := s.Seasons.Get(c.Request().Context(), name); err == nil {
			return l, nil
		}
	}
	return s.Seasons.BySlug(c.Request().Context(), name)
}

// tellLeague answers with a league and names its version, which the next change has to name.
func tellLeague(c echo.Context, status int, l *leagues.League) error {
	c.Response().Header().Set("ETag", versionTag(l.Version))
	return c.JSON(status, l)
}

func (s *server) createLeague(c echo.Context) error {
	var draft leagues.Draft
	if err := decode(c, &draft); err != nil {
		return err
	}
	l, err := s.Seasons.Create(c.Request().Context(), s.asker(c), draft)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/leagues/"+l.ID)
	return tellLeague(c, http.StatusCreated, &l)
}

func (s *server) showLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	return tellLeague(c, http.StatusOK, &l)
}

// updateLeague changes what a host says of a league: name, seasons with their rules, planned nights and the rest, all at once.
func (s *server) updateLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	version, err := asRead(c)
	if err != nil {
		return err
	}
	var draft leagues.Draft
	if err := decode(c, &draft); err != nil {
		return err
	}
	if l, err = s.Seasons.Update(c.Request().Context(), l.ID, version, draft); err != nil {
		return err
	}
	return tellLeague(c, http.StatusOK, &l)
}

func (s *server) removeLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	if err := s.Seasons.Delete(c.Request().Context(), l.ID); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
