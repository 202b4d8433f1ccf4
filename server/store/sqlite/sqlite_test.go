package sqlite_test

import (
	"errors"
	"path/filepath"
	"testing"

	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/store"
	"trivium/server/store/sqlite"
)

func open(t *testing.T) store.Store {
	t.Helper()
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := sqlite.New(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVersionsGuardAgainstLostUpdates(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	d := store.Document{ID: "a", Order: "1", Data: []byte("one")}
	version, err := s.Put(ctx, "things", d)
	if err != nil || version != 1 {
		t.Fatalf("first put: version %d, %v", version, err)
	}
	if _, err := s.Put(ctx, "things", d); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a put of a version that is past: %v", err)
	}
	read, err := s.Get(ctx, "things", "a")
	if err != nil || string(read.Data) != "one" || read.Version != 1 {
		t.Fatalf("read %+v, %v", read, err)
	}
	read.Data = []byte("two")
	if version, err = s.Put(ctx, "things", read); err != nil || version != 2 {
		t.Errorf("second put: version %d, %v", version, err)
	}
	if _, err := s.Get(ctx, "other", "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another collection: %v", err)
	}
	if err := s.Delete(ctx, "things", "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(ctx, "things", "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after delete: %v", err)
	}
	if err := s.Delete(ctx, "things", "a"); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
}

func TestListGoesByOrderInPages(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	for _, id := range []string{"b", "d", "a", "c"} {
		if _, err := s.Put(ctx, "games", store.Document{ID: id, Order: "order-" + id, Data: []byte(id)}); err != nil {
			t.Fatal(err)
		}
	}
	var got string
	below := ""
	for {
		page, err := s.List(ctx, "games", below, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, d := range page {
			got += d.ID
			below = d.Order
		}
	}
	if got != "dcba" {
		t.Errorf("listed %q, want the greatest order first and each once: dcba", got)
	}
}
