package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// found is a document that was found.
type found struct {
	document *document
	order    int     // among all, as the bank has them
	rank     float64 // how well the words fit; the smaller the better
}

// Search finds questions. With words the best come first, with Recent the last played, else they come in the order of the bank.
func (x *Index) Search(ctx context.Context, q Query) (Result, error) {
	began := time.Now()
	defer func() { x.metrics.searches.Observe(time.Since(began).Seconds()) }()
	s := x.current.Load()
	candidates, err := x.candidates(ctx, s, q.Words)
	if err != nil {
		return Result{}, fmt.Errorf("search the questions: %w", err)
	}
	var c counts
	hits := candidates[:0]
	for _, candidate := range candidates {
		d := candidate.document
		if !q.may(d) {
			continue
		}
		failed, field := q.fails(d)
		c.add(d, failed, field)
		if failed == 0 {
			hits = append(hits, candidate)
		}
	}
	if len(q.Words) > 0 || q.Recent {
		q.sort(hits)
	}
	result := Result{Total: len(hits), Facets: c.facets(&q)}
	first := after(hits, q.After)
	last := min(first+q.Limit, len(hits))
	for _, hit := range hits[first:last] {
		d := hit.document
		result.Hits = append(result.Hits, Hit{Pack: d.pack, Question: d.question, Topic: d.topic})
	}
	if last < len(hits) {
		result.Next = strconv.Itoa(last) + " " + hits[last-1].document.question.ID
	}
	return result, nil
}

// sort brings what was found into the order that it is shown in.
func (q *Query) sort(hits []found) {
	slices.SortFunc(hits, func(x, y found) int {
		if q.Recent {
			if latest := q.Played[y.document.question.ID].Compare(q.Played[x.document.question.ID]); latest != 0 {
				return latest
			}
		}
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.order, y.order))
	})
}

// after is where a page begins: behind the last question of the page before, wherever that is now; where it was if it is gone.
func after(hits []found, place string) int {
	text, id, _ := strings.Cut(place, " ")
	if i := slices.IndexFunc(hits, func(f found) bool { return f.document.question.ID == id }); i >= 0 {
		return i + 1
	}
	count, err := strconv.Atoi(text)
	if err != nil || count < 0 {
		return 0
	}
	return min(count, len(hits))
}

// weights say how much a word counts where it stands: in the prompt, the answers, what it is about, what is said about it.
const weights = "10.0, 4.0, 6.0, 1.0"

// candidates are all documents that have the words.
func (x *Index) candidates(ctx context.Context, s *shelf, typed string) ([]found, error) {
	words := match(typed)
	if words == "" {
		if strings.TrimSpace(typed) != "" { // something that is in no text
			return nil, nil
		}
		return slices.Clone(s.all), nil
	}
	rows, err := x.db.QueryContext(ctx, `SELECT rowid, bm25(words, `+weights+`) FROM words WHERE words MATCH ?`, words)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []found
	for rows.Next() {
		var row int64
		var rank float64
		if err := rows.Scan(&row, &rank); err != nil {
			return nil, err
		}
		if at, known := s.at[row]; known {
			list = append(list, s.all[at])
			list[len(list)-1].rank = rank
		}
	}
	return list, rows.Err()
}
