package backup_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/backup"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/redistest"
	"trivium/server/store"
	storeredis "trivium/server/store/redis"
)

// TestAGameIsInItsRoomOrKept: while games are put away, which is to copy each into the store and then to forget its room, every
// backup has each game in one of the two places.
func TestAGameIsInItsRoomOrKept(t *testing.T) {
	t.Parallel()
	const rooms = 300
	from := shared(t, redistest.Start(t, redistest.Options{Fsync: "everysec"}))
	var later atomic.Int64
	l, err := ledgerredis.New(t.Context(), ledgerredis.Options{Client: from.Redis, Shift: func() time.Duration { return time.Duration(later.Load()) }})
	check(t, err)
	t.Cleanup(func() { _ = l.Close() })
	s := storeredis.New(from.Redis)
	end := map[ledger.RoomID]ledger.Pos{}
	for i := range rooms {
		id := ledger.RoomID(fmt.Sprint("room-", i))
		end[id], err = l.Create(t.Context(), id, fmt.Sprint(i), ledger.Batch{ID: "a", Events: [][]byte{{1}}, Release: true})
		check(t, err)
	}
	later.Store(int64(2 * ledger.PINRest))
	putting, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	begun := make(chan struct{})
	group.Go(func() {
		for i := 0; i < rooms && putting.Err() == nil; i++ {
			id := ledger.RoomID(fmt.Sprint("room-", i))
			_, err := s.Put(t.Context(), "kept", store.Document{ID: string(id), Data: []byte("kept")})
			if err == nil {
				err = l.Forget(t.Context(), id, end[id])
			}
			if err != nil {
				t.Error(err)
				return
			}
			if i == 10 {
				close(begun)
			}
		}
	})
	<-begun
	to := shared(t, redistest.Start(t, redistest.Options{Fsync: "off"}))
	for range 3 {
		file, m := saved(t, from)
		to.Data = filepath.Join(t.TempDir(), "data")
		check(t, to.Redis.FlushAll(t.Context()).Err())
		_, _, err := backup.Restore(t.Context(), file, to.Place, false)
		check(t, err)
		back := storeredis.New(to.Redis)
		for id := range end {
			_, kept := back.Get(t.Context(), "kept", string(id))
			there, err := to.Redis.Exists(t.Context(), "trivium:{"+string(id)+"}:log").Result()
			check(t, err)
			if there == 0 && errors.Is(kept, store.ErrNotFound) {
				t.Errorf("%s is nowhere", id)
			}
		}
		t.Logf("in the backup %d rooms and %d that were kept", m.Counts.Rooms, m.Counts.Collections["kept"])
	}
}
