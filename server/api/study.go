package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/bank"
	"trivium/server/study"
)

// listStudy gives the packs that anybody may study alone.
func (s *server) listStudy(c echo.Context) error {
	if err := s.mayRead(c); err != nil {
		return err
	}
	packs, err := s.Study.List(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"packs": packs})
}

// showStudy gives what a pack asks, without the questions.
func (s *server) showStudy(c echo.Context) error {
	if err := s.mayRead(c); err != nil {
		return err
	}
	pack, items, err := s.Study.Contents(c.Request().Context(), c.Param("pack"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		Pack  study.Pack   `json:"pack"`
		Items []study.Item `json:"items"`
	}{pack, items})
}

// sittingMax bounds the name of a sitting, which the browser makes up.
const sittingMax = 64

// askStudy gives a question without its answer.
func (s *server) askStudy(c echo.Context) error {
	if err := s.mayRead(c); err != nil {
		return err
	}
	sitting := c.QueryParam("sitting")
	if len(sitting) > sittingMax {
		return refuse(http.StatusUnprocessableEntity, "bad", "sitting: at most 64 characters.")
	}
	question, err := s.Study.Question(c.Request().Context(), c.Param("pack"), c.Param("question"), sitting)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"question": question})
}

// answerStudy judges an answer and tells what there is to know.
func (s *server) answerStudy(c echo.Context) error {
	if err := s.mayRead(c); err != nil {
		return err
	}
	var ask struct {
		Sitting string `json:"sitting"`
		game.Answer

		GiveUp bool `json:"give_up"`
	}
	if err := decode(c, &ask); err != nil {
		return err
	}
	if len(ask.Sitting) > sittingMax {
		return refuse(http.StatusUnprocessableEntity, "bad", "sitting: at most 64 characters.")
	}
	answer := &ask.Answer
	if ask.GiveUp {
		answer = nil
	}
	lesson, err := s.Study.Answer(c.Request().Context(), c.Param("pack"), c.Param("question"), ask.Sitting, answer)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, lesson)
}

// mayRead refuses whoever asks too often.
func (s *server) mayRead(c echo.Context) error {
	if ok, wait := s.reads.Allow(c.RealIP()); !ok {
		return tooMany(c, wait)
	}
	return nil
}

// openStudy opens a pack for study, or closes it: one's own, and the first host also one that came along.
func (s *server) openStudy(c echo.Context) error {
	var ask struct {
		Open *bool `json:"open"`
	}
	if err := decode(c, &ask); err != nil {
		return err
	}
	if ask.Open == nil {
		return refuse(http.StatusUnprocessableEntity, "bad", "open: true or false.")
	}
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	if !s.mayOpenStudy(c, p) {
		if s.shipped(&p.Entry) {
			return refuse(http.StatusForbidden, "forbidden", "Packs that came along are opened for study by the first host.")
		}
		return bank.ErrNoPack
	}
	if accessOf(c).Host.Guest {
		return refuse(http.StatusForbidden, "guest", "Packs of guests are theirs alone. Ask a host for an invitation.")
	}
	if err := s.Study.Open(c.Request().Context(), p.Pack.ID, s.asker(c), *ask.Open); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"open": *ask.Open})
}

// mayOpenStudy tells whether the host who asks decides about the study of a pack.
func (s *server) mayOpenStudy(c echo.Context, p *sharedPack) bool {
	access := accessOf(c)
	if s.shipped(&p.Entry) {
		return access.Host.Owner
	}
	return access.Owns(p.share.Host)
}
