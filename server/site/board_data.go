package site

import (
	"time"

	"trivium/server/boards"
)

// boardData is a board as programs read it. Names stay; later versions only add.
type boardData struct {
	Board   string      `json:"board"` // "server", or the id of a pack
	Title   string      `json:"title"`
	URL     string      `json:"url"`
	Span    boards.Span `json:"span"`
	Period  string      `json:"period,omitempty"`
	From    *time.Time  `json:"from,omitempty"`
	To      *time.Time  `json:"to,omitempty"`
	Count   int         `json:"count"`
	Entries []entryData `json:"entries"`
	Next    string      `json:"next,omitempty"` // address of the entries behind these
}

// entryData is an entry with the address of its audit. What else the boards know of it is nobody's business.
type entryData struct {
	ID       string    `json:"id"`
	Rank     int       `json:"rank"`     // equals share it
	Position int       `json:"position"` // nobody shares it
	Name     string    `json:"name"`
	Score    int       `json:"score"`
	Right    int       `json:"right"`
	Time     int64     `json:"time_ms"` // over right answers
	Rule     string    `json:"rule"`
	Packs    []string  `json:"packs,omitempty"`
	Ended    time.Time `json:"ended"`
	Audit    string    `json:"audit"`
}

func entryDataOf(r *boards.Row, base string) entryData {
	return entryData{
		ID: r.ID, Rank: r.Rank, Position: r.Position, Name: r.Name, Score: r.Score, Right: r.Right, Time: r.Time, Rule: r.Rule,
		Packs: r.Packs, Ended: r.Ended, Audit: base + "/r/" + r.Game,
	}
}

func (s *Site) boardData(v *visit, w *wish, page boards.Page) boardData {
	base := s.options.Base(v.Request)
	span, path := string(w.Period.Span), w.Path()
	if w.Period.Span == boards.AllTime {
		span = ""
	}
	d := boardData{
		Board: w.Slug, Title: w.Title, URL: base + plain(path, "span", span, "period", w.Period.Name), Span: w.Period.Span,
		Period: w.Period.Name, Count: page.Count, Entries: make([]entryData, len(page.Rows)),
	}
	if !w.Period.From.IsZero() {
		from, to := w.Period.From.UTC(), w.Period.To.UTC()
		d.From, d.To = &from, &to
	}
	for i := range page.Rows {
		d.Entries[i] = entryDataOf(&page.Rows[i], base)
	}
	if page.Next != "" && w.around == "" {
		d.Next = base + plain(path+".json", "span", span, "period", w.Period.Name, "q", w.search, "cursor", page.Next, "rows", v.asked("rows"))
	}
	return d
}
