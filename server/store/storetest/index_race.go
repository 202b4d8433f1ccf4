package storetest

import (
	"fmt"
	"sync"
	"testing"

	"trivium/server/store"
)

// testIndexRaces: many enter and leave at once while others read. A page is of one moment, and in the end all is as it should
// be.
func testIndexRaces(t *testing.T, s store.Store) {
	const people, each = 4, 30
	enter(t, s, "board", store.Member{ID: "stays", Order: "5"})
	done := make(chan struct{})
	var readers sync.WaitGroup
	readers.Go(func() { readPages(t, s, done) })
	together(people, func(person int) {
		for i := range each {
			moveAbout(t, s, fmt.Sprintf("%d-%d", person, i), i%2 == 1)
		}
	})
	close(done)
	readers.Wait()
	page, err := s.From(t.Context(), "board", 1, store.PageMax)
	if err != nil || page.Count != people*each/2+1 || len(page.Members) != page.Count {
		t.Fatalf("in the end %d of %d, %v", len(page.Members), page.Count, err)
	}
	for _, m := range page.Members {
		if m.Rank != 1 || m.Order != "5" {
			t.Errorf("in the end %v", m)
		}
	}
}

// moveAbout enters a member at several places, and takes it out again if it is to leave.
func moveAbout(t *testing.T, s store.Store, id string, leave bool) {
	for _, order := range []string{"1", "9", "5"} {
		if err := s.Enter(t.Context(), "board", store.Member{ID: id, Order: order}); err != nil {
			t.Error(err)
		}
	}
	if leave {
		if err := s.Leave(t.Context(), "board", id); err != nil {
			t.Error(err)
		}
	}
}

// readPages reads until done.
func readPages(t *testing.T, s store.Store, done <-chan struct{}) {
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		page, err := s.Around(t.Context(), "board", "stays", 50, 1000)
		if err != nil {
			t.Error(err)
			return
		}
		for i, m := range page.Members {
			if m.Position != page.Members[0].Position+i || m.Rank > m.Position || m.Position > page.Count {
				t.Errorf("a page of no moment: %s", shown(page))
				return
			}
		}
	}
}
