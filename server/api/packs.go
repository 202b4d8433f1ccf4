package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/questions"
	"trivium/server/bank"
)

type packInfo struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Language    string         `json:"language"`
	License     string         `json:"license"`
	Source      string         `json:"source"`
	Questions   int            `json:"questions"`
	Minutes     int            `json:"minutes"`
	Kinds       map[string]int `json:"kinds"`
	Rounds      []roundInfo    `json:"rounds"`
	Sharing     sharing        `json:"sharing"`
}

type roundInfo struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Questions int    `json:"questions"`
}

type questionInfo struct {
	ID      string         `json:"id"`
	Kind    questions.Kind `json:"kind"`
	Prompt  string         `json:"prompt"`
	Round   string         `json:"round"`
	Choices []string       `json:"choices,omitempty"`
	Answer  string         `json:"answer"`
	Seconds int            `json:"seconds"`
	Points  int            `json:"points"`
}

// between is what a question takes besides its limit: reading, reveal and table, by hand.
const between = 20 * time.Second

func (s *server) infoOf(c echo.Context, e sharedEntry) packInfo {
	p := e.Pack
	info := packInfo{
		ID: p.ID, Title: p.Title, Description: p.Description, Language: p.Language, License: p.License, Source: e.Source,
		Questions: len(p.Questions), Kinds: map[string]int{}, Rounds: []roundInfo{}, Sharing: s.sharing(c, &e.share),
	}
	var total time.Duration
	rounds := map[string]int{}
	for i := range p.Questions {
		info.Kinds[string(p.Questions[i].Kind)]++
		rounds[p.Questions[i].Round]++
		total += p.Questions[i].Time/2 + between // most answer in half the time
	}
	info.Minutes = int((total + time.Minute - 1) / time.Minute)
	for _, round := range p.Rounds {
		info.Rounds = append(info.Rounds, roundInfo{ID: round.ID, Title: round.Title, Questions: rounds[round.Title] + rounds[round.ID]})
	}
	return info
}

func questionsOf(qs []questions.Question) []questionInfo {
	infos := make([]questionInfo, len(qs))
	for i := range qs {
		q := &qs[i]
		infos[i] = questionInfo{
			ID: q.ID, Kind: q.Kind, Prompt: q.Prompt, Round: q.Round, Answer: game.AnswerText(q),
			Seconds: int(q.Time / time.Second), Points: q.Points,
		}
		for _, choice := range q.Choices {
			infos[i].Choices = append(infos[i].Choices, choice.Text)
		}
	}
	return infos
}

func (s *server) listPacks(c echo.Context) error {
	entries, problems, err := s.seen(c)
	if err != nil {
		return err
	}
	packs := make([]packInfo, len(entries))
	for i, e := range entries {
		packs[i] = s.infoOf(c, e)
	}
	if problems == nil || !accessOf(c).Host.Owner { // files in the packs folder are the first host's
		problems = []bank.Problem{}
	}
	return c.JSON(http.StatusOK, map[string]any{"packs": packs, "problems": problems})
}

func (s *server) showPack(c echo.Context) error {
	e, err := s.seePack(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"pack": s.infoOf(c, e), "questions": questionsOf(e.Pack.Questions)})
}

// searchMost is how many questions a search gives.
const searchMost = 50

func (s *server) searchQuestions(c echo.Context) error {
	words := strings.Fields(strings.ToLower(c.QueryParam("q")))
	found := []questionInfo{}
	entries, _, err := s.seen(c)
	if err != nil {
		return err
	}
	for _, e := range entries {
		for i := range e.Pack.Questions {
			q := &e.Pack.Questions[i]
			text := strings.ToLower(q.Prompt + " " + q.ID + " " + q.Round + " " + game.AnswerText(q))
			if len(found) < searchMost && containsAll(text, words) {
				found = append(found, questionsOf(e.Pack.Questions[i:i+1])...)
			}
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"questions": found})
}

func containsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (s *server) removePack(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("pack")
	if _, err := s.Shares.Own(ctx, s.viewer(c), id); err != nil {
		return err
	}
	if err := s.Bank.Remove(ctx, id); err != nil {
		return err
	}
	if err := s.Shares.Remove(ctx, id); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
