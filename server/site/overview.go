package site

import (
	"net/http"

	"trivium/server/boards"
	"trivium/web"
)

// What the list of boards shows.
const (
	overviewPacks   = 24
	overviewRows    = 3
	overviewLeagues = 50
)

// overview is the list of boards.
type overview struct {
	common
	Leagues []leagueLink
	Cards   []card
	Next    string
	First   string
}

// leagueLink is a league that is listed.
type leagueLink struct{ Name, Href, When string }

// card is a board in the list, with its best.
type card struct {
	Title  string
	Href   string
	Count  int
	Rows   []boards.Row
	Spans  []choice
	Server bool
}

// overview serves the list of boards: the server's own, and those of packs, the latest played first.
func (s *Site) overview(w http.ResponseWriter, v *visit) error {
	view := overview{common: s.common(v)}
	cursor := v.asked("cursor")
	if cursor == "" {
		c, err := s.card(v, serverBoard, "")
		if err != nil {
			return err
		}
		view.Cards = append(view.Cards, c)
		if view.Leagues, err = s.listed(v); err != nil {
			return err
		}
	} else {
		view.First = v.link("/boards")
	}
	packs, next, err := s.options.Boards.Packs(v.Context(), cursor, overviewPacks)
	if err != nil {
		return err
	}
	for _, pack := range packs {
		c, err := s.card(v, pack, pack)
		if err != nil {
			return err
		}
		if c.Count > 0 {
			view.Cards = append(view.Cards, c)
		}
	}
	if next != "" {
		view.Next = v.link("/boards", "cursor", next)
	}
	body, err := s.render(v, "overview", view)
	if err != nil {
		return err
	}
	return s.page(w, v, web.PageData{
		Title: v.words.text("boards") + " · Trivium", Description: v.words.text("boards_description"), Body: body,
		Canonical: s.options.Base(v.Request) + "/boards", Unlisted: cursor != "",
	})
}

// listed gives the leagues that are listed, the newest first, with their next nights.
func (s *Site) listed(v *visit) ([]leagueLink, error) {
	if s.options.Leagues == nil {
		return nil, nil
	}
	all, _, err := s.options.Leagues.List(v.Context(), "", "", overviewLeagues)
	if err != nil {
		return nil, err
	}
	links := make([]leagueLink, len(all))
	for i := range all {
		links[i] = leagueLink{Name: all[i].Name, Href: v.link(leaguePath(all[i].Slug))}
		if night, ok := all[i].Next(s.now()); ok {
			links[i].When = v.words.moment(night.At.In(all[i].Place()))
		}
	}
	return links, nil
}

func (s *Site) card(v *visit, slug, pack string) (card, error) {
	page, err := s.options.Boards.From(v.Context(), boards.Board{Pack: pack, Span: boards.AllTime}, 1, overviewRows)
	if err != nil {
		return card{}, err
	}
	path := boardPath(slug)
	c := card{Title: pack, Href: v.link(path), Count: page.Count, Rows: page.Rows, Server: pack == ""}
	if title, ok := s.options.Pack(pack); ok {
		c.Title = title
	}
	if c.Server {
		c.Title = v.words.text("board_server")
	}
	for _, span := range boards.Spans() {
		param := string(span)
		if span == boards.AllTime {
			param = ""
		}
		c.Spans = append(c.Spans, choice{Label: v.words.text("span_" + string(span)), Href: v.link(path, "span", param)})
	}
	return c, nil
}
