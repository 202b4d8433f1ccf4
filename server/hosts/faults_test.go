package hosts_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"trivium/server/hosts"
	"trivium/server/store"
)

// failing is a store that takes no writes of one collection while it is told so.
type failing struct {
	store.Store

	mu   sync.Mutex
	name string
}

func (f *failing) fail(collection string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.name = collection
}

func (f *failing) Put(ctx context.Context, collection string, d store.Document) (int, error) {
	f.mu.Lock()
	failed := f.name == collection
	f.mu.Unlock()
	if failed {
		return 0, store.ErrUnavailable
	}
	return f.Store.Put(ctx, collection, d)
}

// TestACrashWhileAccepting stops an acceptance at each of its writes. Afterwards either the link is still good, or the host is there.
func TestACrashWhileAccepting(t *testing.T) {
	t.Parallel()
	for collection, made := range map[string]bool{"host_logins": false, "hosts": false, "host_invitations": true, "host_sessions": true} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			st := &failing{Store: inFile(t)}
			s, clock := service(t, st, false)
			ctx := t.Context()
			first, err := s.Get(ctx, hosts.FirstID)
			if err != nil {
				t.Fatal(err)
			}
			_, secret, err := s.Invite(ctx, first, "", "")
			if err != nil {
				t.Fatal(err)
			}
			accept := func() error {
				_, _, err := s.Accept(ctx, secret, hosts.Profile{Login: text("bea"), Name: text("Bea")}, password, "")
				return err
			}
			st.fail(collection)
			wantErr(t, "while the store fails", accept(), store.ErrUnavailable)
			st.fail("")
			clock.add(time.Second)
			err = accept()
			if made {
				wantErr(t, "the link again", err, hosts.ErrNotFound)
			} else if err != nil {
				t.Errorf("the link again: %v", err)
			}
			if _, _, err := s.SignIn(ctx, "bea", password, ""); err != nil {
				t.Errorf("sign in: %v", err)
			}
			if list, _, err := s.List(ctx, "", 10); err != nil || len(list) != 2 {
				t.Errorf("%d hosts, %v", len(list), err)
			}
		})
	}
}

// TestManyWantALogin has hosts take the same login at once, on both bodies.
func TestManyWantALogin(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, clock := service(t, st, false)
		ctx := t.Context()
		const several = 4
		ids := make([]string, several)
		for i := range ids {
			host, _ := invited(t, s, fmt.Sprintf("host%d", i))
			ids[i] = host.ID
		}
		var wait sync.WaitGroup
		results := make([]error, several)
		for i, id := range ids {
			wait.Go(func() { _, results[i] = s.SetProfile(ctx, id, hosts.Profile{Login: text("Wanted")}) })
		}
		wait.Wait()
		got := -1
		for i, err := range results {
			if err == nil && got < 0 {
				got = i
			} else {
				wantErr(t, "who came later", err, hosts.ErrTaken)
			}
		}
		if got < 0 {
			t.Fatal("nobody has it")
		}
		clock.add(time.Hour)
		host, _, err := s.SignIn(ctx, "wanted", password, "")
		if err != nil || host.ID != ids[got] {
			t.Errorf("signed in as %+v, %v; it is host %d's", host, err, got)
		}
		_, _, err = s.SignIn(ctx, fmt.Sprintf("host%d", got), password, "")
		wantErr(t, "the login of before", err, hosts.ErrWrong)
	})
}

// TestWhatIsAHostsGoesFirst has nothing settle what belongs to hosts who go, and then does.
func TestWhatIsAHostsGoesFirst(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	clock := &clock{now: time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)}
	broken, settled := errors.New("not now"), []string{}
	fails := true
	s := hosts.New(hosts.Options{Store: st, Key: key, Open: true, Clock: clock.Now, Gone: func(_ context.Context, host hosts.Host) error {
		if fails {
			return broken
		}
		settled = append(settled, host.ID)
		return nil
	}})
	ctx := t.Context()
	bea, _ := invited(t, s, "bea")
	guest, _, err := s.Guest(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	clock.add(40 * 24 * time.Hour)
	wantErr(t, "remove", s.Remove(ctx, bea.ID), broken)
	wantErr(t, "sweep", s.Sweep(ctx), broken)
	for _, id := range []string{bea.ID, guest.ID} {
		if _, err := s.Get(ctx, id); err != nil {
			t.Errorf("gone before what was theirs: %v", err)
		}
	}
	fails = false
	if err := errors.Join(s.Remove(ctx, bea.ID), s.Sweep(ctx)); err != nil {
		t.Fatal(err)
	}
	if len(settled) != 2 || settled[0] != bea.ID || settled[1] != guest.ID {
		t.Errorf("settled: %v", settled)
	}
	_, err = s.Get(ctx, guest.ID)
	wantErr(t, "the guest", err, hosts.ErrNotFound)
}
