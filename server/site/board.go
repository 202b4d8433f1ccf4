package site

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"trivium/server/boards"
)

// How many rows a board shows.
const (
	pageRows   = 50
	frameRows  = 10
	aroundEach = 10 // before and behind somebody
	screenPage = 10 // on a screen at once
)

// serverBoard names the board of the whole server in addresses.
const serverBoard = "server"

// wish is what of a board somebody wants to see.
type wish struct {
	Slug   string // in addresses
	Title  string
	Period boards.Period
	Board  boards.Board
	Rows   int

	cursor, search, around string
}

// top tells whether the wish is for the top of the board.
func (w *wish) top() bool { return w.cursor == "" && w.search == "" && w.around == "" }

// Path is the address of the board.
func (w *wish) Path() string { return boardPath(w.Slug) }

// askedBoard reads which board a visit is for. There is a board of the server, and one of each pack that the bank has or that was
// played.
func (s *Site) askedBoard(v *visit, slug string, rows int) (*wish, error) {
	w := &wish{Slug: slug, Rows: rows, cursor: v.asked("cursor"), search: strings.TrimSpace(v.asked("q")), around: v.asked("around")}
	if n, err := strconv.Atoi(v.asked("rows")); err == nil && n > 0 {
		w.Rows = min(n, boards.PageMax)
	}
	span := boards.Span(v.asked("span"))
	if span == "" {
		span = boards.AllTime
	}
	var err error
	if w.Period, err = s.options.Boards.Named(v.Context(), span, v.asked("period")); err != nil {
		return nil, err
	}
	pack := slug
	if slug == serverBoard {
		pack = ""
	}
	w.Board = w.Period.Board(pack)
	w.Title, err = s.boardTitle(v.Context(), v.words, pack)
	return w, err
}

// boardTitle names the board of a pack, or of the server.
func (s *Site) boardTitle(ctx context.Context, words *words, pack string) (string, error) {
	if pack == "" {
		return words.text("board_server"), nil
	}
	if title, ok := s.options.Pack(pack); ok {
		return title, nil
	}
	page, err := s.options.Boards.From(ctx, boards.Board{Pack: pack, Span: boards.AllTime}, 1, 1)
	if err == nil && page.Count == 0 {
		err = &refusal{status: http.StatusNotFound, key: "error_no_board"}
	}
	return pack, err
}

// read reads what is wished for.
func (s *Site) read(ctx context.Context, w *wish) (boards.Page, error) {
	b := s.options.Boards
	switch {
	case w.search != "":
		return b.Search(ctx, w.Board, w.search, w.cursor, w.Rows)
	case w.around != "":
		return b.Around(ctx, w.Board, w.around, aroundEach)
	}
	return b.After(ctx, w.Board, w.cursor, w.Rows)
}

// board serves a board as a page, or as JSON if its address ends so.
func (s *Site) board(w http.ResponseWriter, v *visit) error {
	slug, asJSON := strings.CutSuffix(v.PathValue("board"), ".json")
	wish, err := s.askedBoard(v, slug, pageRows)
	if err != nil {
		return err
	}
	page, err := s.read(v.Context(), wish)
	if err != nil {
		return err
	}
	if asJSON {
		return s.json(w, v, s.boardData(v, wish, page))
	}
	return s.boardPage(w, v, wish, page)
}

// boardStream keeps the top of a board fresh for those who look at it.
func (s *Site) boardStream(w http.ResponseWriter, v *visit) error {
	rows := pageRows
	if v.asked("framed") != "" {
		rows = frameRows
	}
	wish, err := s.askedBoard(v, v.PathValue("board"), rows)
	if err != nil {
		return err
	}
	wish.cursor, wish.search, wish.around = "", "", ""
	shape := shapeOf(v)
	key := fmt.Sprintf("board|%s|%s|%s|%d|%v", wish.Slug, wish.Period.Span, wish.Period.Name, wish.Rows, shape)
	return s.stream(w, v, key, func(ctx context.Context) (string, func(context.Context) (update, error), error) {
		page, err := s.read(ctx, wish)
		if err != nil {
			return "", nil, err
		}
		return revisionOf(page), func(context.Context) (update, error) { return s.boardUpdate(shape, wish, page) }, nil
	})
}

func leaguePath(slug string) string { return "/l/" + escape(slug) }

func boardPath(slug string) string { return "/boards/" + escape(slug) }

// escape makes one segment of a path of a name.
func escape(name string) string { return url.PathEscape(name) }
