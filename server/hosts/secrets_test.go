package hosts_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"trivium/server/hosts"
	"trivium/server/store"
)

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	s, _ := service(t, inFile(t), false)
	ctx := t.Context()
	if _, err := s.SetProfile(ctx, hosts.FirstID, hosts.Profile{Login: text("ada@example.org"), Name: text("Ada Lovelace")}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "short", "aaaaaaaaaaaa", "abababababab", "1234567890", "Password123!", "P A S S W O R D 1 2 3", "ada@example.org1", "Ada Lovelace 1815",
		"qwertyuiop", strings.Repeat("long ", 50), "trivium2026",
	} {
		_, err := s.SetPassword(ctx, hosts.FirstID, "", bad, "")
		wantErr(t, bad, err, hosts.ErrBad)
	}
	for _, bad := range []hosts.Profile{
		{Login: text("a")}, {Login: text("two words")}, {Login: text("<script>")}, {Name: text(" ")}, {Name: text(strings.Repeat("x", 61))},
		{Language: text("!")},
	} {
		_, err := s.SetProfile(ctx, hosts.FirstID, bad)
		wantErr(t, fmt.Sprint(bad), err, hosts.ErrBad)
	}
	if _, err := s.SetProfile(ctx, "nobody", hosts.Profile{Name: text("x")}); !errors.Is(err, hosts.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, _, err := s.SignIn(gone, "ada@example.org", password, ""); err == nil {
		t.Error("signed in though nobody waits")
	}
}

// TestNothingOpensADoor looks through all that is stored for the secrets that were given out.
func TestNothingOpensADoor(t *testing.T) {
	t.Parallel()
	st := inFile(t)
	s, _ := service(t, st, true)
	ctx := t.Context()
	host, session := invited(t, s, "bea")
	_, token, err := s.NewToken(ctx, host.ID, hosts.Token{Name: "x", Scopes: []hosts.Scope{hosts.GamesRead}})
	if err != nil {
		t.Fatal(err)
	}
	_, invitation, err := s.Invite(ctx, host, "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, collection := range []string{"hosts", "host_logins", "host_sessions", "host_tokens", "host_invitations"} {
		list, err := st.List(ctx, collection, "", 100)
		if err != nil || len(list) == 0 && collection != "host_logins" {
			t.Fatalf("%s: %d, %v", collection, len(list), err)
		}
		for _, d := range list {
			for _, secret := range []string{session, token, invitation, password, key} {
				if strings.Contains(string(d.Data)+d.ID+d.Order, secret) {
					t.Errorf("%s holds a secret: %s", collection, d.Data)
				}
			}
		}
	}
}

// counting counts what is read of a store.
type counting struct {
	store.Store

	mu    sync.Mutex
	reads int
}

func (c *counting) Get(ctx context.Context, collection, id string) (store.Document, error) {
	c.mu.Lock()
	c.reads++
	c.mu.Unlock()
	return c.Store.Get(ctx, collection, id)
}

// TestWhoIsUnknownTakesAsMuchWork holds all that may be wrong with a try against each other: each reads as often, and each waits for
// its turn to hash. Times are not measured: they would tell of the machine.
func TestWhoIsUnknownTakesAsMuchWork(t *testing.T) {
	t.Parallel()
	st := &counting{Store: inFile(t)}
	s, _ := service(t, st, false)
	ctx := t.Context()
	bea, _ := invited(t, s, "bea")
	invited(t, s, "cem")
	if _, err := s.Disable(ctx, bea.ID, true); err != nil {
		t.Fatal(err)
	}
	reads := map[string]int{}
	for what, login := range map[string]string{"disabled": "bea", "wrong": "cem", "unknown": "nobody"} {
		st.reads = 0
		_, _, err := s.SignIn(ctx, login, "a wrong password", "")
		wantErr(t, what, err, hosts.ErrWrong)
		reads[what] = st.reads
	}
	if reads["disabled"] != reads["wrong"] || reads["unknown"] != reads["wrong"] {
		t.Errorf("reads: %v", reads)
	}
	s.StopHashing(t)
	for _, login := range []string{"bea", "cem", "nobody", "no login <at all>", ""} {
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		_, _, err := s.SignIn(short, login, "a wrong password", "")
		cancel()
		wantErr(t, fmt.Sprintf("%q does not wait for its turn", login), err, context.DeadlineExceeded)
	}
}

// TestAnOldHashIsMadeAnew stores a password at another cost, as another version would have.
func TestAnOldHashIsMadeAnew(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, _ := service(t, st, false)
		ctx := t.Context()
		bea, _ := invited(t, s, "bea")
		stored := func() (store.Document, map[string]any) {
			d, err := st.Get(ctx, "hosts", bea.ID)
			if err != nil {
				t.Fatal(err)
			}
			var fields map[string]any
			if err := json.Unmarshal(d.Data, &fields); err != nil {
				t.Fatal(err)
			}
			return d, fields
		}
		d, fields := stored()
		old, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 1024, Iterations: 2, Parallelism: 2, SaltLength: 16, KeyLength: 32})
		if err != nil {
			t.Fatal(err)
		}
		today := fields["password"].(string)
		fields["password"] = old
		if d.Data, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
		if _, err := st.Put(ctx, "hosts", d); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.SignIn(ctx, "bea", "a wrong password", ""); !errors.Is(err, hosts.ErrWrong) {
			t.Errorf("a wrong password: %v", err)
		}
		if _, fields := stored(); fields["password"] != old {
			t.Error("a wrong password changed the hash")
		}
		if _, _, err := s.SignIn(ctx, "bea", password, ""); err != nil {
			t.Fatal(err)
		}
		_, fields = stored()
		cost := func(hash string) string { return strings.Join(strings.Split(hash, "$")[:4], "$") }
		if now := fields["password"].(string); cost(now) != cost(today) || now == today {
			t.Errorf("the hash is %s", now)
		}
		if _, _, err := s.SignIn(ctx, "bea", password, ""); err != nil {
			t.Error(err)
		}
	})
}

// TestABrowserIsKnown makes marks, and shows them for another login, changed, and to another server.
func TestABrowserIsKnown(t *testing.T) {
	t.Parallel()
	s, _ := service(t, inFile(t), false)
	mark := s.Mark("Bea")
	if !s.Knows("bea ", mark) || s.Mark("bea") == mark {
		t.Error("a mark is not known, or all are the same")
	}
	if other := hosts.New(hosts.Options{Store: inFile(t), Key: strings.Repeat("f", 32)}); other.Knows("bea", mark) {
		t.Error("another server knows it")
	}
	for _, wrong := range []string{"", ".", mark[:len(mark)-1], mark + "0", strings.Repeat("x", 300)} {
		if s.Knows("bea", wrong) {
			t.Errorf("%q is known", wrong)
		}
	}
	if s.Knows("cem", mark) {
		t.Error("it is known for another login")
	}
}
