package boards

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"trivium/server/store"
)

// Row is an entry where it stands on a board. Both numbers count from 1.
type Row struct {
	Entry
	Rank     int `json:"rank"`     // equals share it
	Position int `json:"position"` // nobody shares it
}

// Page is a stretch of a board at one moment.
type Page struct {
	Rows  []Row `json:"rows"`
	Count int   `json:"count"` // how many entries the board has
	// Next is the cursor of the page behind this one, empty at the end.
	Next string `json:"next,omitempty"`
}

// PageMax is how many rows a page has at most.
const PageMax = 200

// From gives the page that begins at a position; 1 is the top.
func (s *Service) From(ctx context.Context, b Board, position, limit int) (Page, error) {
	return rows(s.store.From(ctx, b.scores(), position, bounded(limit)))
}

// After gives the page behind a cursor, or the first one without a cursor. Rows that come or go meanwhile do not make a page
// repeat others or leave others out. ErrBad says that it is no cursor.
func (s *Service) After(ctx context.Context, b Board, cursor string, limit int) (Page, error) {
	if cursor == "" {
		return s.From(ctx, b, 1, limit)
	}
	order, id, err := readCursor(cursor)
	if err != nil {
		return Page{}, err
	}
	return rows(s.store.After(ctx, b.scores(), order, id, bounded(limit)))
}

// Around gives an entry with at most so many rows before and behind it. ErrNotFound.
func (s *Service) Around(ctx context.Context, b Board, entry string, each int) (Page, error) {
	each = min(max(each, 0), PageMax/2)
	page, err := s.store.Around(ctx, b.scores(), entry, each, each)
	if errors.Is(err, store.ErrNotFound) {
		return Page{}, fmt.Errorf("%w: entry", ErrNotFound)
	}
	return rows(page, err)
}

// Search gives the entries whose name begins with a text, by name, with where they stand on the board. Count is that of the board.
// ErrBad says that there is no text, or that it is no cursor.
func (s *Service) Search(ctx context.Context, b Board, prefix, cursor string, limit int) (Page, error) {
	prefix = s.fold(prefix)
	if prefix == "" || len(prefix) > 200 {
		return Page{}, fmt.Errorf("%w: search: type the beginning of a name", ErrBad)
	}
	after := prefix // it is no member itself: they all have an end behind the name
	if cursor != "" {
		var err error
		if _, after, err = readCursor(cursor); err != nil {
			return Page{}, err
		}
	}
	limit = bounded(limit)
	found, err := s.store.After(ctx, b.names(), "", after, limit)
	if err != nil {
		return Page{}, err
	}
	var ids []string
	last := ""
	for _, m := range found.Members {
		name, id, _ := strings.Cut(m.ID, "\x00")
		if !strings.HasPrefix(name, prefix) {
			last = ""
			break
		}
		ids, last = append(ids, id), m.ID
	}
	page, err := rows(s.store.Find(ctx, b.scores(), ids...))
	page.Next = ""
	if len(ids) == limit && last != "" {
		page.Next = writeCursor("", last)
	}
	return page, err
}

func bounded(limit int) int { return min(max(limit, 1), PageMax) }

// rows reads a page of the index.
func rows(page store.Page, err error) (Page, error) {
	if err != nil {
		return Page{}, err
	}
	out := Page{Count: page.Count, Rows: make([]Row, len(page.Members))}
	for i, m := range page.Members {
		row := Row{Rank: m.Rank, Position: m.Position}
		if err := json.Unmarshal(m.Data, &row.Entry); err != nil {
			return Page{}, fmt.Errorf("read an entry of a board: %w", err)
		}
		out.Rows[i] = row
		if i == len(page.Members)-1 && m.Position < page.Count {
			out.Next = writeCursor(m.Order, m.ID)
		}
	}
	return out, nil
}

// A cursor is a place in an index, in a form that goes into an address.
func writeCursor(order, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(order + "\x00" + id))
}

func readCursor(cursor string) (order, id string, err error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	order, id, ok := strings.Cut(string(text), "\x00")
	if err != nil || !ok || len(text) > 1000 {
		return "", "", fmt.Errorf("%w: this is no cursor", ErrBad)
	}
	return order, id, nil
}
