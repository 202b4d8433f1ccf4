package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/questions"
	"trivium/server/search"
)

// errNoQuestion says that there is no such question, or none that the host who asks may see.
var errNoQuestion = errors.New("no such question")

// foundQuestion is a question with where it comes from, what it is about, and what the host who asks has done with it.
type foundQuestion struct {
	questionInfo
	PackTitle  string            `json:"pack_title"`
	Language   string            `json:"language"`
	Topic      string            `json:"topic,omitempty"`
	Tags       []string          `json:"tags,omitempty"`
	Difficulty string            `json:"difficulty,omitempty"`
	Summary    string            `json:"summary,omitempty"`
	Favourite  bool              `json:"favourite,omitempty"`
	Played     time.Time         `json:"played,omitzero"` // when it was last, in the host's games
	View       game.QuestionView `json:"view"`            // as a phone shows it
}

// count is a value of a filter with how many questions have it.
type count struct {
	Value string `json:"value"`
	Title string `json:"title,omitempty"` // of a pack
	Count int    `json:"count"`
}

// searchQuestions finds questions in the packs that the host who asks is offered.
func (s *server) searchQuestions(c echo.Context) error {
	query, err := s.queryOf(c)
	if err != nil {
		return err
	}
	titles, err := s.indexed(c, &query)
	if err != nil {
		return err
	}
	result, err := s.Search.Search(c.Request().Context(), query)
	if err != nil {
		return err
	}
	found := make([]foundQuestion, len(result.Hits))
	for i := range result.Hits {
		found[i] = foundOf(&result.Hits[i], &query)
	}
	next := writeCursor("questions", result.Next)
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Questions []foundQuestion    `json:"questions"`
		Total     int                `json:"total"`
		Facets    map[string][]count `json:"facets"`
		Next      string             `json:"next,omitempty"`
	}{found, result.Total, facetsOf(&result.Facets, titles), next})
}

// queryOf reads what is looked for.
func (s *server) queryOf(c echo.Context) (query search.Query, err error) {
	values := c.QueryParams()
	query = search.Query{
		Words: c.QueryParam("q"), Kinds: values["kind"], Rounds: values["round"], Topics: values["topic"], Tags: values["tag"],
		Difficulties: values["difficulty"], Languages: values["language"], Lengths: values["length"], Packs: values["pack"], IDs: values["id"],
		Favourite: c.QueryParam("favourite") == "true",
	}
	switch played := c.QueryParam("played"); played {
	case "":
	case "never":
		query.Fresh = true
	case "recently":
		query.Recent = true
	default:
		return query, refuse(http.StatusBadRequest, "played", "played: never or recently.")
	}
	if query.Limit, err = limitOf(c); err != nil {
		return query, err
	}
	if query.After, err = cursorOf(c, "questions"); err != nil {
		return query, err
	}
	ctx, host := c.Request().Context(), s.asker(c)
	if query.Favourites, err = s.Marks.Favourites(ctx, host); err != nil {
		return query, err
	}
	query.Played, err = s.Marks.Played(ctx, host)
	return query, err
}

// indexed brings the index up to the bank, and the query to the packs that the host who asks is offered. It gives their titles.
func (s *server) indexed(c echo.Context, query *search.Query) (titles map[string]string, err error) {
	list, err := s.offered(c)
	if err != nil {
		return nil, err
	}
	titles = make(map[string]string, len(list))
	for i := range list {
		titles[list[i].Pack.ID] = list[i].Pack.Title
	}
	query.Sees = func(pack string) bool { _, ok := titles[pack]; return ok }
	entries, _ := s.Bank.Entries()
	packs := make([]*questions.Pack, len(entries))
	for i := range entries {
		packs[i] = entries[i].Pack
	}
	// Whoever types on gives up the search before; what was indexed for it is good for the next.
	if err := s.Search.Update(context.WithoutCancel(c.Request().Context()), packs); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return titles, nil
}

func foundOf(hit *search.Hit, query *search.Query) foundQuestion {
	q := hit.Question
	_, favourite := query.Favourites[q.ID]
	return foundQuestion{
		questionInfo: questionOf(q), PackTitle: hit.Pack.Title, Language: q.Language, Topic: hit.Topic, Tags: q.Tags, Difficulty: q.Difficulty,
		Summary: q.Summary, Favourite: favourite, Played: query.Played[q.ID], View: game.PreviewOf(q),
	}
}

// facetsOf names the counts as the parameters that filter by them.
func facetsOf(f *search.Facets, titles map[string]string) map[string][]count {
	facets := map[string][]count{}
	for name, list := range map[string][]search.Count{
		"kind": f.Kinds, "round": f.Rounds, "topic": f.Topics, "tag": f.Tags, "difficulty": f.Difficulties, "language": f.Languages,
		"length": f.Lengths, "pack": f.Packs,
	} {
		counts := make([]count, len(list))
		for i, counted := range list {
			counts[i] = count{Value: counted.Value, Count: counted.Count}
			if name == "pack" {
				counts[i].Title = titles[counted.Value]
			}
		}
		facets[name] = counts
	}
	return facets
}

// star makes a question a favourite of the host who asks.
func (s *server) star(c echo.Context) error {
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	id := p.Pack.ID + "/" + c.Param("question")
	if !slices.ContainsFunc(p.Pack.Questions, func(q questions.Question) bool { return q.ID == id }) {
		return errNoQuestion
	}
	if err := s.Marks.Star(c.Request().Context(), s.asker(c), id); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// unstar takes that back. The question may be gone by then.
func (s *server) unstar(c echo.Context) error {
	if err := s.Marks.Unstar(c.Request().Context(), s.asker(c), c.Param("pack")+"/"+c.Param("question")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
