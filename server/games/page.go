package games

import (
	"context"
	"encoding/json"
	"fmt"
)

// scanMax is how many games are looked at for one page, so that a page of few among many others' stays quick.
const scanMax = 1000

// Page gives the latest games that are wanted, newest first, from behind a place on, and the place behind the last that was looked
// at; that is empty at the end. A page may have fewer than limit and still not be the last.
func (g *Games) Page(ctx context.Context, wanted func(*Record) bool, below string, limit int) (page []Record, next string, err error) {
	for looked := 0; looked < scanMax; {
		chunk := min(max(2*limit, 50), scanMax-looked)
		documents, err := g.store.List(ctx, collection, below, chunk)
		if err != nil {
			return nil, "", err
		}
		for _, d := range documents {
			var record Record
			if err := json.Unmarshal(d.Data, &record); err != nil {
				return nil, "", fmt.Errorf("read the game: %w", err)
			}
			below = d.Order
			if wanted(&record) {
				page = append(page, record)
			}
			if len(page) == limit {
				return page, below, nil
			}
		}
		if len(documents) < chunk {
			return page, "", nil
		}
		looked += chunk
	}
	return page, below, nil
}

// order is where a game lies among all. No two have the same, so that a place never falls between two of them.
func (r *Record) order() string {
	return r.Opened.UTC().Format("2006-01-02T15:04:05.000000000Z07:00") + "/" + r.Room
}
