package site

import (
	"encoding/json"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"trivium/server/boards"
	"trivium/web"
)

// boardTable is the part of a board's page that is kept fresh.
type boardTable struct {
	common
	*wish
	Groups      [][]boardRow // of rows that a screen shows at once; one on other pages
	Count       int
	Server      bool
	First, Next string
	Search      string
	Around      bool
}

// boardRow is an entry as it is shown.
type boardRow struct {
	boards.Row
	Audit string
	Mark  bool // it was asked for
	Of    []boardPack
}

// boardPack is a pack that an entry's questions came from.
type boardPack struct{ Title, Href string }

func (s *Site) boardTable(shape shape, w *wish, page boards.Page) *boardTable {
	t := &boardTable{
		common: shape.common(), wish: w, Count: page.Count,
		Server: w.Board.Pack == "", Search: w.search, Around: w.around != "",
	}
	size := len(page.Rows)
	if shape.Screen {
		size = screenPage
	}
	for i, row := range page.Rows {
		if size > 0 && i%size == 0 {
			t.Groups = append(t.Groups, nil)
		}
		shown := boardRow{Row: row, Audit: shape.link("/r/" + row.Game), Mark: row.ID == w.around}
		if t.Server && !shape.Screen {
			shown.Of = s.packsOf(shape, row.Packs)
		}
		last := len(t.Groups) - 1
		t.Groups[last] = append(t.Groups[last], shown)
	}
	kept := []string{"span", string(w.Period.Span), "period", w.Period.Name, "q", w.search}
	if w.Period.Span == boards.AllTime {
		kept = []string{"q", w.search}
	}
	if page.Next != "" && w.around == "" {
		t.Next = shape.link(w.Path(), append(kept, "cursor", page.Next)...)
	}
	if !w.top() {
		t.First = shape.link(w.Path(), kept[:len(kept)-2]...)
	}
	return t
}

func (s *Site) packsOf(shape shape, ids []string) []boardPack {
	var list []boardPack
	for _, id := range ids {
		if title, ok := s.options.Pack(id); ok {
			list = append(list, boardPack{title, shape.link(boardPath(id))})
		}
	}
	return list
}

// boardUpdate renders the part that is kept fresh.
func (s *Site) boardUpdate(shape shape, w *wish, page boards.Page) (update, error) {
	html, err := s.renderIn(shape.Language, "board-table", s.boardTable(shape, w, page))
	words := s.words[shape.Language]
	var best []string
	for _, row := range page.Rows[:min(3, len(page.Rows))] {
		best = append(best, words.say("news_line", "rank", row.Rank, "name", row.Name, "points", row.Score))
	}
	news := words.say("news_board", "count", page.Count, "best", strings.Join(best, ", "))
	return update{HTML: string(html), News: news}, err
}

// revisionOf moves on with all that a page of a board shows.
func revisionOf(page boards.Page) string {
	data, _ := json.Marshal(page) // strings, numbers and times always encode
	return hashOf(data)
}

// boardView is the page of a board.
type boardView struct {
	common
	*wish
	Tabs          []choice
	Before, After string // addresses of the periods beside this one
	Count         int
	Server        bool
	Search        string
	Kept          [][2]string // what the search keeps, by name
	Table         template.HTML
	Has           string
	Stream        string
	Top           bool   // the stream replaces what is shown; if not, it only tells of changes
	Here, Address string // as a link, and as people type it
	ScreenLink    string
	Embed         string // to be copied
	Data          string
}

func (s *Site) boardPage(w http.ResponseWriter, v *visit, wish *wish, page boards.Page) error {
	view, err := s.boardView(v, wish, page)
	if err != nil {
		return err
	}
	name := "board"
	if view.Screen {
		name = "board-screen"
	}
	body, err := s.render(v, name, view)
	if err != nil {
		return err
	}
	return s.page(w, v, web.PageData{
		Title: wish.Title + " · " + v.words.period(wish.Period) + " · Trivium", Body: body, Canonical: s.options.Base(v.Request) + view.Here,
		Description: v.words.many("board_description", page.Count, "title", wish.Title),
		Alternates:  []web.Alternate{{Type: "application/json", Title: v.words.text("data"), Href: view.Data}},
		Unlisted:    !wish.top(),
	})
}

func (s *Site) boardView(v *visit, wish *wish, page boards.Page) (*boardView, error) {
	u, err := s.boardUpdate(shapeOf(v), wish, page)
	if err != nil {
		return nil, err
	}
	view := &boardView{
		common: s.common(v), wish: wish, Count: page.Count, Server: wish.Board.Pack == "", Search: wish.search, Top: wish.top(),
		Table: template.HTML(u.HTML), Has: hashOf([]byte(u.HTML)), //nolint:gosec // it was rendered
	}
	view.Framed = shapeOf(v).Framed
	span, period := string(wish.Period.Span), wish.Period.Name
	if wish.Period.Span == boards.AllTime {
		span = ""
	}
	for _, one := range boards.Spans() {
		param := string(one)
		if one == boards.AllTime {
			param = ""
		}
		view.Tabs = append(view.Tabs, choice{
			Label: v.words.text("span_" + string(one)), Href: v.link(wish.Path(), "span", param), Taken: one == wish.Period.Span,
		})
	}
	before, after, err := s.options.Boards.Beside(v.Context(), wish.Period)
	if err != nil {
		return nil, err
	}
	if before.Name != "" {
		view.Before = v.link(wish.Path(), "span", span, "period", before.Name)
	}
	if after.Name != "" {
		view.After = v.link(wish.Path(), "span", span, "period", after.Name)
	}
	view.Kept = [][2]string{{"span", span}, {"period", period}, {"lang", v.asked("lang")}}
	view.Here = plain(wish.Path(), "span", span, "period", period)
	view.Address = strings.TrimPrefix(strings.TrimPrefix(s.options.Base(v.Request), "https://"), "http://") + wish.Path()
	view.Data = plain(wish.Path()+".json", "span", span, "period", period, "cursor", wish.cursor, "q", wish.search, "around", wish.around)
	view.Embed = snippet(s.options.Base(v.Request)+plain(wish.Path()+"/embed", "span", span), wish.Title)
	framed, look, rows := "", "", ""
	if view.Framed {
		framed = "1"
	}
	if view.Screen {
		look = "screen"
	}
	if v.asked("rows") != "" {
		rows = strconv.Itoa(wish.Rows)
	}
	view.ScreenLink = v.link(wish.Path(), "span", span, "period", period, "view", "screen")
	view.Stream = v.link(wish.Path()+"/live", "span", span, "period", period, "framed", framed, "view", look, "rows", rows)
	return view, nil
}

// boardFrame serves a board for a frame in a page of somebody else.
func (s *Site) boardFrame(w http.ResponseWriter, v *visit) error {
	wish, err := s.askedBoard(v, v.PathValue("board"), frameRows)
	if err != nil {
		return err
	}
	wish.cursor, wish.search, wish.around = "", "", ""
	page, err := s.read(v.Context(), wish)
	if err != nil {
		return err
	}
	view, err := s.boardView(v, wish, page)
	if err != nil {
		return err
	}
	body, err := s.render(v, "board-frame", view)
	if err != nil {
		return err
	}
	return s.page(w, v, web.PageData{Title: wish.Title + " · Trivium", Body: body, Framed: true, Unlisted: true})
}
