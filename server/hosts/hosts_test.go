package hosts_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/server/hosts"
	"trivium/server/store"
)

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

const (
	key      = "0123456789abcdef0123456789abcdef"
	password = "seven small owls"
)

func service(t *testing.T, s store.Store, open bool) (*hosts.Service, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)}
	return hosts.New(hosts.Options{Store: s, Key: key, Open: open, Clock: c.Now}), c
}

func wantErr(t *testing.T, what string, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Errorf("%s: got %v, want %v", what, err, wanted)
	}
}

func text(s string) *string { return &s }

// invited makes a host by an invitation of the first host.
func invited(t *testing.T, s *hosts.Service, login string) (hosts.Host, string) {
	t.Helper()
	first, err := s.Get(t.Context(), hosts.FirstID)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := s.Invite(t.Context(), first, "for "+login, "")
	if err != nil {
		t.Fatal(err)
	}
	host, session, err := s.Accept(t.Context(), secret, hosts.Profile{Login: &login, Name: text("Host " + login)}, password, "Firefox")
	if err != nil {
		t.Fatal(err)
	}
	return host, session
}

func TestTheFirstHost(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(t, st, false)
		ctx := t.Context()
		_, _, err := s.SignInByKey(ctx, key+"x", "")
		wantErr(t, "another key", err, hosts.ErrWrong)
		host, session, err := s.SignInByKey(ctx, key, "Firefox")
		if err != nil || !host.Owner || host.ID != hosts.FirstID {
			t.Fatalf("the first host is %+v, %v", host, err)
		}
		access, err := s.BySession(ctx, session)
		if err != nil || !access.May(hosts.HostsWrite) || !access.Owns("somebody") {
			t.Errorf("the session is %+v, %v", access, err)
		}
		if access, err := s.ByToken(ctx, key); err != nil || !access.May(hosts.GamesWrite) {
			t.Errorf("the key of a program is %+v, %v", access, err)
		}
		_, err = s.SetPassword(ctx, host.ID, "", password, "")
		wantErr(t, "no login yet", err, hosts.ErrBad)
		if _, err := s.SetProfile(ctx, host.ID, hosts.Profile{Login: text("Ada"), Name: text("Ada L.")}); err != nil {
			t.Fatal(err)
		}
		again, err := s.SetPassword(ctx, host.ID, "", password, "Firefox")
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.BySession(ctx, session)
		wantErr(t, "a session from before the password", err, hosts.ErrNobody)
		if _, err := s.BySession(ctx, again); err != nil {
			t.Errorf("the session that the new password began: %v", err)
		}
		_, err = s.SetPassword(ctx, host.ID, "wrong", password+"2", "")
		wantErr(t, "a wrong present password", err, hosts.ErrWrong)
		_, _, err = s.SignIn(ctx, "ADA ", "Seven small owls", "")
		wantErr(t, "a wrong password", err, hosts.ErrWrong)
		_, _, err = s.SignIn(ctx, "nobody", password, "")
		wantErr(t, "a login that is nobody's", err, hosts.ErrWrong)
		if host, _, err = s.SignIn(ctx, "ADA ", password, "Safari"); err != nil || host.Name != "Ada L." {
			t.Errorf("signed in as %+v, %v", host, err)
		}
		_, err = s.Disable(ctx, host.ID, true)
		wantErr(t, "locking out the owner", err, hosts.ErrBad)
		wantErr(t, "removing the owner", s.Remove(ctx, host.ID), hosts.ErrBad)
	})
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, clock := service(t, st, false)
		ctx := t.Context()
		first, _ := s.Get(ctx, hosts.FirstID)
		bea, session := invited(t, s, "bea")
		if access, err := s.BySession(ctx, session); err != nil || access.Owns(hosts.FirstID) || !access.Owns(bea.ID) || !access.May(hosts.HostsWrite) {
			t.Errorf("the invited host: %+v, %v", access, err)
		}
		_, secret, err := s.Invite(ctx, first, "", "")
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = s.Accept(ctx, secret, hosts.Profile{Login: text("Bea"), Name: text("Other")}, password, "")
		wantErr(t, "a taken login", err, hosts.ErrTaken)

		var wait sync.WaitGroup // two at once, with different logins
		results := make(chan error, 2)
		for i := range 2 {
			wait.Go(func() {
				_, _, err := s.Accept(ctx, secret, hosts.Profile{Login: text(fmt.Sprintf("twin%d", i)), Name: text("Twin")}, password, "")
				results <- err
			})
		}
		wait.Wait()
		if a, b := <-results, <-results; (a == nil) == (b == nil) {
			t.Errorf("of two who accept at once: %v, %v", a, b)
		}
		_, err = s.Invited(ctx, secret)
		wantErr(t, "a used invitation", err, hosts.ErrNotFound)
		list, _, err := s.List(ctx, "", 10)
		if err != nil || len(list) != 3 {
			t.Errorf("%d hosts, %v", len(list), err)
		}

		_, _, err = s.Invite(ctx, bea, "", first.ID)
		wantErr(t, "a new password for another", err, hosts.ErrBad)
		i, late, err := s.Invite(ctx, bea, "late", "")
		if err != nil {
			t.Fatal(err)
		}
		if open, err := s.Invitations(ctx, bea.ID); err != nil || len(open) != 1 || open[0].Note != "late" {
			t.Errorf("open: %+v, %v", open, err)
		}
		clock.add(8 * 24 * time.Hour)
		_, err = s.Invited(ctx, late)
		wantErr(t, "an old invitation", err, hosts.ErrNotFound)
		wantErr(t, "taken back though over", s.Uninvite(ctx, bea.ID, i.ID), hosts.ErrNotFound)

		_, reset, err := s.Invite(ctx, first, "", bea.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Accept(ctx, reset, hosts.Profile{}, "another pass phrase", ""); err != nil {
			t.Fatal(err)
		}
		_, err = s.BySession(ctx, session)
		wantErr(t, "a session from before the new password", err, hosts.ErrNobody)
		if host, _, err := s.SignIn(ctx, "bea", "another pass phrase", ""); err != nil || host.ID != bea.ID {
			t.Errorf("signed in as %+v, %v", host, err)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, clock := service(t, st, false)
		ctx := t.Context()
		begin := func() string {
			_, secret, err := s.SignInByKey(ctx, key, "Firefox")
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		good := func(secret string) bool {
			_, err := s.BySession(ctx, secret)
			if err != nil && !errors.Is(err, hosts.ErrNobody) {
				t.Fatal(err)
			}
			return err == nil
		}
		idle, used := begin(), begin()
		clock.add(20 * 24 * time.Hour)
		if !good(used) {
			t.Error("over after 20 days")
		}
		clock.add(20 * 24 * time.Hour)
		if good(idle) || !good(used) {
			t.Error("idle for 40 days, and used after 20")
		}
		for range 3 {
			clock.add(20 * 24 * time.Hour)
			used := good(used)
			if age := clock.Now().Sub(time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)); used != (age < hosts.SessionLife) {
				t.Errorf("after %v: good %v", age, used)
			}
		}
		one, two, three := begin(), begin(), begin()
		list, err := s.Sessions(ctx, hosts.FirstID)
		if err != nil || len(list) != 3 {
			t.Fatalf("%d sessions, %v", len(list), err)
		}
		access, _ := s.BySession(ctx, two)
		if err := s.EndSession(ctx, hosts.FirstID, access.Session); err != nil || good(two) {
			t.Errorf("ended: %v", err)
		}
		access, _ = s.BySession(ctx, one)
		if err := s.EndSessions(ctx, hosts.FirstID, access.Session); err != nil || !good(one) || good(three) {
			t.Errorf("all others ended: %v", err)
		}
		if err := s.SignOut(ctx, one); err != nil || good(one) {
			t.Errorf("signed out: %v", err)
		}
		if good("") || good(strings.Repeat("0", 32)) {
			t.Error("nonsense is a session")
		}
	})
}

func TestTokens(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, clock := service(t, st, false)
		ctx := t.Context()
		until := clock.Now().Add(24 * time.Hour)
		made, secret, err := s.NewToken(ctx, hosts.FirstID, hosts.Token{
			Name: "board", Scopes: []hosts.Scope{hosts.GamesRead, hosts.GamesRead, hosts.LeaguesRead}, Until: until,
		})
		if err != nil || len(made.Scopes) != 2 || !strings.HasPrefix(secret, "trv_") {
			t.Fatalf("%+v, %v", made, err)
		}
		access, err := s.ByToken(ctx, secret)
		if err != nil || !access.May(hosts.GamesRead) || access.May(hosts.GamesWrite) || access.May(hosts.HostsWrite) {
			t.Errorf("%+v, %v", access, err)
		}
		for _, bad := range []hosts.Token{
			{Name: "", Scopes: made.Scopes}, {Name: "x"}, {Name: "x", Scopes: []hosts.Scope{hosts.HostsWrite}},
			{Name: "x", Scopes: made.Scopes, Until: clock.Now()},
		} {
			_, _, err := s.NewToken(ctx, hosts.FirstID, bad)
			wantErr(t, fmt.Sprint(bad), err, hosts.ErrBad)
		}
		clock.add(25 * time.Hour)
		_, err = s.ByToken(ctx, secret)
		wantErr(t, "over", err, hosts.ErrNobody)
		made, secret, err = s.NewToken(ctx, hosts.FirstID, hosts.Token{Name: "x", Scopes: made.Scopes})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Revoke(ctx, hosts.FirstID, made.ID); err != nil {
			t.Fatal(err)
		}
		_, err = s.ByToken(ctx, secret)
		wantErr(t, "revoked", err, hosts.ErrNobody)
		wantErr(t, "revoked twice", s.Revoke(ctx, hosts.FirstID, made.ID), hosts.ErrNotFound)
		for _, nonsense := range []string{"", "trv_", "trv_" + strings.Repeat("0", 64)} {
			_, err = s.ByToken(ctx, nonsense)
			wantErr(t, nonsense, err, hosts.ErrNobody)
		}
	})
}

func TestDisabledAndRemoved(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(t, st, false)
		ctx := t.Context()
		bea, session := invited(t, s, "bea")
		_, token, err := s.NewToken(ctx, bea.ID, hosts.Token{Name: "x", Scopes: []hosts.Scope{hosts.GamesRead}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Disable(ctx, bea.ID, true); err != nil {
			t.Fatal(err)
		}
		_, err = s.BySession(ctx, session)
		wantErr(t, "a session", err, hosts.ErrNobody)
		_, err = s.ByToken(ctx, token)
		wantErr(t, "a token", err, hosts.ErrNobody)
		_, _, err = s.SignIn(ctx, "bea", password, "")
		wantErr(t, "sign-in", err, hosts.ErrWrong)
		if _, err := s.Disable(ctx, bea.ID, false); err != nil {
			t.Fatal(err)
		}
		if _, _, err = s.SignIn(ctx, "bea", password, ""); err != nil {
			t.Error(err)
		}
		if err := s.Remove(ctx, bea.ID); err != nil {
			t.Fatal(err)
		}
		_, err = s.ByToken(ctx, token)
		wantErr(t, "a token of nobody", err, hosts.ErrNobody)
		_, err = s.Get(ctx, bea.ID)
		wantErr(t, "removed", err, hosts.ErrNotFound)
		invited(t, s, "bea") // the login is free again
	})
}

func TestGuests(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		closed, _ := service(t, st, false)
		ctx := t.Context()
		_, _, err := closed.Guest(ctx, "")
		wantErr(t, "a closed server", err, hosts.ErrClosed)
		s, clock := service(t, st, true)
		guest, session, err := s.Guest(ctx, "Firefox")
		if err != nil {
			t.Fatal(err)
		}
		access, err := s.BySession(ctx, session)
		if err != nil || !access.May(hosts.GamesWrite) || access.May(hosts.LeaguesWrite) || access.May(hosts.BoardsWrite) || access.May(hosts.HostsWrite) {
			t.Errorf("%+v, %v", access, err)
		}
		_, _, err = s.Invite(ctx, guest, "", "")
		wantErr(t, "a guest invites", err, hosts.ErrBad)
		if list, _, err := s.List(ctx, "", 10); err != nil || len(list) != 1 {
			t.Errorf("%d hosts, %v", len(list), err)
		}
		clock.add(31 * 24 * time.Hour)
		if err := s.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		_, err = s.Get(ctx, guest.ID)
		wantErr(t, "a guest of long ago", err, hosts.ErrNotFound)
	})
}
