package api

import (
	"errors"
	"net/http"
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
	// HostName is what the host is called whose it is, if that is another.
	HostName string   `json:"host_name,omitempty"`
	Taken    bool     `json:"taken,omitempty"`   // it came by a link
	Sharing  *sharing `json:"sharing,omitempty"` // of one's own
	Study    *bool    `json:"study,omitempty"`   // it is open for study, for who decides that
}

// others says that a pack is another host's.
const others = "others"

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

func infoOf(e bank.Entry) packInfo {
	p := e.Pack
	info := packInfo{
		ID: p.ID, Title: p.Title, Description: p.Description, Language: p.Language, License: p.License, Source: e.Source,
		Questions: len(p.Questions), Kinds: map[string]int{}, Rounds: []roundInfo{},
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
		infos[i] = questionOf(&qs[i])
	}
	return infos
}

func questionOf(q *questions.Question) questionInfo {
	info := questionInfo{
		ID: q.ID, Kind: q.Kind, Prompt: q.Prompt, Round: q.Round, Answer: game.AnswerText(q), Seconds: int(q.Time / time.Second),
		Points: q.Points,
	}
	for _, choice := range q.Choices {
		info.Choices = append(info.Choices, choice.Text)
	}
	return info
}

// infoOf tells of a pack, and of whose it is.
func (s *server) infoOf(c echo.Context, p *sharedPack) (packInfo, error) {
	return s.infos(c)(p)
}

// infos tells of many packs.
func (s *server) infos(c echo.Context) func(p *sharedPack) (packInfo, error) {
	names, access := s.hostNames(c.Request().Context()), accessOf(c)
	return func(p *sharedPack) (packInfo, error) {
		info := infoOf(p.Entry)
		if !access.Host.Guest && s.mayOpenStudy(c, p) {
			open, err := s.Study.IsOpen(c.Request().Context(), p.Pack.ID)
			if err != nil {
				return info, err
			}
			info.Study = &open
		}
		if p.Source == bank.Shipped {
			return info, nil
		}
		if p.share.Host != access.Host.ID {
			info.Source, info.Taken = others, p.share.Taken(access.Host.ID)
			var err error
			if info.HostName, err = names(p.share.Host); err != nil {
				return info, err
			}
		}
		if access.Owns(p.share.Host) && !access.Host.Guest {
			info.Sharing = sharingOf(&p.share)
		}
		return info, nil
	}
}

// listPacks gives the packs that the host who asks may play. Files that can not be played lie in the first host's folder.
func (s *server) listPacks(c echo.Context) error {
	list, err := s.offered(c)
	if err != nil {
		return err
	}
	packs, of := make([]packInfo, len(list)), s.infos(c)
	for i := range list {
		if packs[i], err = of(&list[i]); err != nil {
			return err
		}
	}
	problems := []bank.Problem{}
	if accessOf(c).Host.Owner {
		_, found := s.Bank.Entries()
		problems = append(problems, found...)
	}
	return c.JSON(http.StatusOK, map[string]any{"packs": packs, "problems": problems})
}

func (s *server) showPack(c echo.Context) error {
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	info, err := s.infoOf(c, p)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"pack": info, "questions": questionsOf(p.Pack.Questions)})
}

func (s *server) removePack(c echo.Context) error {
	ctx := c.Request().Context()
	p, err := s.ownPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	if err := s.Bank.Remove(ctx, p.Pack.ID); err != nil {
		return err
	}
	if err := errors.Join(s.Shares.Forget(ctx, p.Pack.ID), s.Study.Open(ctx, p.Pack.ID, "", false)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
