package shares_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"trivium/server/hosts"
	"trivium/server/shares"
	"trivium/server/store"
)

// service is one whose clock a test moves.
func service(s store.Store) (*shares.Service, func(time.Duration)) {
	var mu sync.Mutex
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return now
	}
	return shares.New(shares.Options{Store: s, Clock: clock}), func(d time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(d)
	}
}

func wantErr(t *testing.T, what string, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Errorf("%s: got %v, want %v", what, err, wanted)
	}
}

// claim makes a pack that is not there yet a host's own.
func claim(t *testing.T, s *shares.Service, host, pack string) {
	t.Helper()
	if fresh, err := s.Claim(t.Context(), host, pack, false); err != nil || !fresh {
		t.Fatalf("claim %s: fresh %v, %v", pack, fresh, err)
	}
}

func TestAPackOfBefore(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(st)
		ctx := t.Context()
		share, err := s.Of(ctx, "old")
		if err != nil || share.Host != hosts.FirstID || !share.Open("anybody") || share.Open("") {
			t.Errorf("%+v, %v", share, err)
		}
		_, err = s.Claim(ctx, "bea", "old", true)
		wantErr(t, "another claims it", err, shares.ErrTaken)
		if fresh, err := s.Claim(ctx, hosts.FirstID, "old", true); err != nil || !fresh {
			t.Errorf("the first host claims it: %v, %v", fresh, err)
		}
		if share, _ := s.Of(ctx, "old"); !share.All {
			t.Errorf("it is shared no more by being replaced: %+v", share)
		}
		off := false
		if share, _, err := s.Change(ctx, "old", shares.Change{All: &off}); err != nil || share.Open("bea") || !share.Open(hosts.FirstID) {
			t.Errorf("for nobody else: %+v, %v", share, err)
		}
	})
}

func TestTwoClaimAtOnce(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, later := service(st)
		ctx := t.Context()
		var wait sync.WaitGroup
		results := make(chan error, 8)
		for i := range 8 {
			wait.Go(func() {
				_, err := s.Claim(ctx, fmt.Sprintf("host%d", i), "wanted", false)
				results <- err
			})
		}
		wait.Wait()
		close(results)
		got := 0
		for err := range results {
			if err == nil {
				got++
			} else {
				wantErr(t, "who came later", err, shares.ErrTaken)
			}
		}
		if got != 1 {
			t.Errorf("%d of 8 have it", got)
		}
		later(2 * time.Minute)
		if fresh, err := s.Claim(ctx, "bea", "wanted", false); err != nil || !fresh {
			t.Errorf("nobody uploaded it: %v, %v", fresh, err)
		}
		later(2 * time.Minute)
		_, err := s.Claim(ctx, "cem", "wanted", true)
		wantErr(t, "somebody did", err, shares.ErrTaken)
		if fresh, err := s.Claim(ctx, "bea", "wanted", true); err != nil || fresh {
			t.Errorf("once more: %v, %v", fresh, err)
		}
		if own, err := s.OfHost(ctx, "bea"); err != nil || !slices.Equal(own, []string{"wanted"}) {
			t.Errorf("her packs: %v, %v", own, err)
		}
	})
}

func TestALink(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(st)
		ctx := t.Context()
		claim(t, s, "bea", "beas")
		on, off := true, false
		_, first, err := s.Change(ctx, "beas", shares.Change{Link: &on})
		if err != nil || len(first) != 32 {
			t.Fatalf("a link: %q, %v", first, err)
		}
		if share, err := s.Linked(ctx, first); err != nil || share.Pack != "beas" || share.Link == first {
			t.Errorf("it is for %+v, %v", share, err)
		}
		var wait sync.WaitGroup // many at once
		for i := range 10 {
			wait.Go(func() {
				if _, err := s.Take(ctx, fmt.Sprintf("host%d", i), first); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if share, err := s.Take(ctx, "host3", first); err != nil || len(share.Takers) != 10 || !share.Open("host3") || share.Open("cem") {
			t.Errorf("taken: %+v, %v", share, err)
		}
		if err := s.Leave(ctx, "host3", "beas"); err != nil {
			t.Error(err)
		}
		if err := errors.Join(s.Leave(ctx, "host3", "beas"), s.Leave(ctx, "host3", "none")); err != nil {
			t.Errorf("left twice: %v", err)
		}
		share, second, err := s.Change(ctx, "beas", shares.Change{Link: &on})
		if err != nil || share.Open("host3") || !share.Open("host4") || second == first {
			t.Errorf("a new link: %+v, %v", share, err)
		}
		_, err = s.Take(ctx, "cem", first)
		wantErr(t, "the link of before", err, shares.ErrNotFound)
		if share, _, err := s.Change(ctx, "beas", shares.Change{Link: &off}); err != nil || share.Open("host4") {
			t.Errorf("no link: %+v, %v", share, err)
		}
		for _, secret := range []string{second, "", "x"} {
			_, err = s.Take(ctx, "cem", secret)
			wantErr(t, "no link", err, shares.ErrNotFound)
		}
	})
}

func TestAPackGoesOrGoesOver(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(st)
		ctx := t.Context()
		on := true
		claim(t, s, "bea", "one")
		claim(t, s, "bea", "two")
		_, secret, err := s.Change(ctx, "one", shares.Change{Link: &on})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(s.Forget(ctx, "one"), s.Forget(ctx, "one"), s.Forget(ctx, "none")); err != nil {
			t.Error(err)
		}
		_, err = s.Linked(ctx, secret)
		wantErr(t, "the link of a pack that is gone", err, shares.ErrNotFound)
		claim(t, s, "cem", "one")
		for _, pack := range []string{"two", "one", "none"} { // one is another's by now
			if err := s.HandOver(ctx, pack, "bea", hosts.FirstID); err != nil {
				t.Error(err)
			}
		}
		for pack, host := range map[string]string{"one": "cem", "two": hosts.FirstID, "none": hosts.FirstID} {
			if share, err := s.Of(ctx, pack); err != nil || share.Host != host {
				t.Errorf("%s is %+v, %v", pack, share, err)
			}
		}
	})
}

func TestAllOfMany(t *testing.T) {
	t.Parallel()
	s, _ := service(inFile(t))
	for i := range 1100 {
		claim(t, s, "bea", fmt.Sprintf("pack-%04d", i))
	}
	if own, err := s.OfHost(t.Context(), "bea"); err != nil || len(own) != 1100 {
		t.Errorf("%d packs, %v", len(own), err)
	}
}
