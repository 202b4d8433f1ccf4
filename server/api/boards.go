package api

import (
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/boards"
)

// serverBoard names the boards of the whole server, beside the ids of packs.
const serverBoard = "server"

// How long others may keep what they read.
const (
	boardFresh = 5 * time.Second
	listFresh  = time.Minute
)

// boardRef is a board that there is.
type boardRef struct {
	Board string `json:"board"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url"`
}

func (s *server) boardRef(board string) boardRef {
	ref := boardRef{Board: board, URL: "/boards/" + board}
	if e, ok := s.Bank.Entry(board); ok && board != serverBoard {
		ref.Title = e.Pack.Title
	}
	return ref
}

// listBoards gives what there are boards of: the server, then packs, the latest played first.
func (s *server) listBoards(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	place, err := cursorOf(c, "boards")
	if err != nil {
		return err
	}
	packs, next, err := s.Boards.Packs(c.Request().Context(), place, limit)
	if err != nil {
		return err
	}
	list := []boardRef{}
	if place == "" {
		list = append(list, s.boardRef(serverBoard))
	}
	for _, pack := range packs {
		list = append(list, s.boardRef(pack))
	}
	next = writeCursor("boards", next)
	linkNext(c, next)
	return cached(c, listFresh, struct {
		Boards []boardRef    `json:"boards"`
		Spans  []boards.Span `json:"spans"`
		Next   string        `json:"next,omitempty"`
	}{list, boards.Spans(), next})
}

// boardPage is a stretch of a board.
type boardPage struct {
	boardRef
	Span    boards.Span `json:"span"`
	Period  string      `json:"period,omitempty"`
	From    *time.Time  `json:"from,omitempty"`
	To      *time.Time  `json:"to,omitempty"`
	Count   int         `json:"count"`
	Entries []boardRow  `json:"entries"`
	Next    string      `json:"next,omitempty"`
}

// boardRow is an entry with the address of its audit.
type boardRow struct {
	boards.Row
	Audit string `json:"audit"`
}

// around is how many rows stand before and behind an entry that is looked for.
const around = 10

// showBoard gives a page of a board, the entries whose names begin with a text, or what is around an entry.
func (s *server) showBoard(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	search, entry := strings.TrimSpace(c.QueryParam("q")), c.QueryParam("around")
	list := "board"
	if search != "" {
		list = "board search"
	}
	place, err := cursorOf(c, list)
	if err != nil {
		return err
	}
	ctx, pack := c.Request().Context(), c.Param("board")
	if pack == serverBoard {
		pack = ""
	}
	span := boards.Span(c.QueryParam("span"))
	if span == "" {
		span = boards.AllTime
	}
	period, err := s.Boards.Named(ctx, span, c.QueryParam("period"))
	if err != nil {
		return err
	}
	board := period.Board(pack)
	var page boards.Page
	switch {
	case entry != "":
		page, err = s.Boards.Around(ctx, board, entry, around)
		page.Next = ""
	case search != "":
		page, err = s.Boards.Search(ctx, board, search, place, limit)
	default:
		page, err = s.Boards.After(ctx, board, place, limit)
	}
	if err != nil {
		return err
	}
	next := writeCursor(list, page.Next)
	linkNext(c, next)
	answer := boardPage{
		boardRef: s.boardRef(c.Param("board")), Span: span, Period: period.Name, Count: page.Count, Entries: make([]boardRow, len(page.Rows)),
		Next: next,
	}
	if !period.From.IsZero() {
		from, to := period.From.UTC(), period.To.UTC()
		answer.From, answer.To = &from, &to
	}
	for i, row := range page.Rows {
		answer.Entries[i] = boardRow{Row: row, Audit: "/r/" + row.Game}
	}
	return cached(c, boardFresh, answer)
}
