package api

import (
	"cmp"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/games"
)

type created struct {
	PIN       string `json:"pin"`
	HostURL   string `json:"host_url"`
	ScreenURL string `json:"screen_url"`
	JoinURL   string `json:"join_url"`
}

func (s *server) createGame(c echo.Context) error {
	request := games.Request{Settings: game.DefaultSettings()}
	if err := decode(c, &request); err != nil {
		return err
	}
	if err := s.guestMay(c, &request); err != nil {
		return err
	}
	if err := s.mayPlay(c, request.From()); err != nil {
		return err
	}
	record, err := s.Games.Create(c.Request().Context(), s.asker(c), request)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/games/"+record.PIN)
	return c.JSON(http.StatusCreated, created{
		PIN: record.PIN, HostURL: "/host/" + record.PIN, ScreenURL: "/s/" + record.PIN,
		JoinURL: s.Addresses.Chosen(c.Request()) + "/j/" + record.PIN,
	})
}

type liveGame struct {
	PIN     string     `json:"pin"`
	Title   string     `json:"title"`
	Phase   game.Phase `json:"phase"`
	Players int        `json:"players"`
	Opened  time.Time  `json:"opened"`
}

// listGames gives the host's own games, the latest first: those that live, and those that have ended. The first host may ask for all.
func (s *server) listGames(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	below, err := cursorOf(c, "games")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	records, next, err := s.Games.Page(ctx, func(r *games.Record) bool { return s.lists(c, r) }, below, limit)
	if err != nil {
		return err
	}
	live, finished := []liveGame{}, []finishedGame{}
	for i := range records {
		r := &records[i]
		if !r.Ended.IsZero() {
			finished = append(finished, finishedOf(r))
			continue
		}
		room, err := s.Games.Live(ctx, r.PIN)
		if err != nil || string(room.ID()) != r.Room {
			continue
		}
		state, _ := room.Now()
		live = append(live, liveGame{PIN: r.PIN, Title: r.Title, Phase: state.Phase, Players: state.PlayersCount(), Opened: r.Opened})
	}
	next = writeCursor("games", next)
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Live     []liveGame     `json:"live"`
		Finished []finishedGame `json:"finished"`
		Next     string         `json:"next,omitempty"`
	}{live, finished, next})
}

func (s *server) showGame(c echo.Context) error {
	r, err := s.ownRoom(c)
	if err != nil {
		return err
	}
	var urls []string
	for _, address := range s.Addresses.All(c.Request()) {
		urls = append(urls, address+"/j/"+r.PIN())
	}
	return c.JSON(http.StatusOK, map[string]any{
		"pin": r.PIN(), "token": s.Games.HostToken(r.ID()), "join_urls": urls, "result_url": "/r/" + string(r.ID()),
	})
}

// joinInfo tells a phone what the join form has to ask. It tells no more than a wrong Hello would.
func (s *server) joinInfo(c echo.Context) error {
	if !s.guesses.Left(c.RealIP()) {
		return tooMany(c, 2*time.Second)
	}
	room, err := s.Games.Live(c.Request().Context(), c.Param("pin"))
	if err != nil {
		s.guesses.Allow(c.RealIP())
		return refuse(http.StatusNotFound, "no_room", "There is no game with this PIN.")
	}
	state, _ := room.Now()
	if state.Ended() { // it lives on for those who were in it; nobody else should type a name in vain
		return refuse(http.StatusNotFound, "no_room", "This game is over.")
	}
	teams := append([]string{}, state.Settings.TeamNames...)
	return c.JSON(http.StatusOK, map[string]any{
		"title": state.Settings.Title, "teams": state.Settings.Teams, "team_names": teams,
		"draw_names": state.Settings.DrawNames, "locked": state.Locked, "boards": state.Settings.Boards,
		"leagues": s.fitting(c.Request().Context(), string(room.ID()), state),
	})
}

func (s *server) listAddresses(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]any{
		"addresses": s.Addresses.All(c.Request()), "chosen": s.Addresses.Chosen(c.Request()),
	})
}

func (s *server) chooseAddress(c echo.Context) error {
	var body struct {
		Chosen string `json:"chosen"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if err := s.Addresses.Choose(cmp.Or(body.Chosen, "-"), c.Request()); err != nil {
		return refuse(http.StatusUnprocessableEntity, "address", err.Error())
	}
	return s.listAddresses(c)
}
