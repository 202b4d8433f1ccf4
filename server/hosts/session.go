package hosts

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Session is a browser that a host is signed in with.
type Session struct {
	ID      string    `json:"id"`
	Browser string    `json:"browser"` // what it says it is
	Began   time.Time `json:"began"`
	Seen    time.Time `json:"seen"` // to the hour
	Current bool      `json:"current,omitempty"`
	hash    string
}

// session is one as it is stored, by the hash of its secret.
type session struct {
	Session

	Host  string    `json:"host"`
	Turn  int       `json:"turn,omitempty"` // of the host's lock when it began
	Until time.Time `json:"until"`
}

func (s *session) order() string { return s.Host + "/" + orderOf(s.Began) + s.ID }

// How long sessions last: however much they are used, without being used, and a guest's.
const (
	sessionLife = 90 * 24 * time.Hour
	sessionIdle = 30 * 24 * time.Hour
	guestLife   = 24 * time.Hour
)

// SessionLife is how long a browser keeps its cookie at most.
const SessionLife = sessionLife

// seenEvery is how exactly it is known when a session, or a token, was last used: each time is a write.
const seenEvery = time.Hour

// begin begins a session and gives its secret.
func (s *Service) begin(ctx context.Context, a *account, browser string) (secret string, err error) {
	now := s.now().UTC()
	secret = randomHex(16)
	life := sessionLife
	if a.Guest {
		life = guestLife
	}
	stored := records.Stored[session]{ID: hashOf(secret), Value: session{
		Session: Session{ID: randomHex(8), Browser: cut(browser, 200), Began: now, Seen: now}, Host: a.ID, Turn: a.Turn, Until: now.Add(life),
	}}
	return secret, s.sessions.Put(ctx, &stored)
}

// cut bounds a text from outside, in bytes, and leaves whole characters.
func cut(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// SignInByKey begins a session of the first host for whoever shows the server's key. ErrWrong.
func (s *Service) SignInByKey(ctx context.Context, key, browser string) (Host, string, error) {
	if !s.isKey(key) {
		return Host{}, "", ErrWrong
	}
	first, err := s.account(ctx, FirstID)
	if err != nil {
		return Host{}, "", err
	}
	secret, err := s.begin(ctx, &first.Value, browser)
	return first.Value.Host, secret, err
}

// SignIn begins a session for login and password. An unknown login takes as long as a wrong password. ErrWrong, ErrBusy.
func (s *Service) SignIn(ctx context.Context, name, password, browser string) (Host, string, error) {
	stored, err := s.byLogin(ctx, name)
	if err != nil {
		return Host{}, "", err
	}
	ok, old, err := s.fits(ctx, password, &stored.Value)
	if err != nil || !ok || stored.Value.Disabled {
		return Host{}, "", wrongUnless(err)
	}
	if old {
		if err := s.upgrade(ctx, stored.ID, stored.Value.Password, password); err != nil {
			return Host{}, "", err
		}
	}
	secret, err := s.begin(ctx, &stored.Value, browser)
	return stored.Value.Host, secret, err
}

// byLogin gives the account of a login, an empty one if it is nobody's.
func (s *Service) byLogin(ctx context.Context, name string) (records.Stored[account], error) {
	if !loginForm.MatchString(strings.TrimSpace(name)) {
		return records.Stored[account]{}, nil
	}
	at, err := s.logins.Find(ctx, folded(name))
	if err != nil {
		return records.Stored[account]{}, err
	}
	stored, err := s.accounts.Find(ctx, cmp.Or(at.Value.Host, "nobody")) // as many reads for a login that is nobody's
	if err == nil && folded(stored.Value.Login) != folded(name) {        // it was on its way to somebody who never came
		return records.Stored[account]{}, nil
	}
	return stored, err
}

// upgrade hashes a password at today's cost, unless it was changed meanwhile.
func (s *Service) upgrade(ctx context.Context, id, was, password string) error {
	made, err := s.hashed(ctx, password)
	if err != nil {
		return err
	}
	_, err = s.change(ctx, id, func(a *account) error {
		if a.Password == was {
			a.Password = made
		}
		return nil
	})
	return err
}

// Guest makes a guest and begins a session. ErrClosed.
func (s *Service) Guest(ctx context.Context, browser string) (Host, string, error) {
	if !s.open {
		return Host{}, "", ErrClosed
	}
	now := s.now().UTC()
	stored := records.Stored[account]{ID: randomHex(16)}
	stored.Value = account{Host: Host{ID: stored.ID, Name: "Guest", Guest: true, Created: now}, Until: now.Add(guestKept)}
	if err := s.accounts.Put(ctx, &stored); err != nil {
		return Host{}, "", err
	}
	secret, err := s.begin(ctx, &stored.Value, browser)
	return stored.Value.Host, secret, err
}

// BySession gives who a session is. ErrNobody.
func (s *Service) BySession(ctx context.Context, secret string) (Access, error) {
	if len(secret) != 32 {
		return Access{}, ErrNobody
	}
	stored, err := s.sessions.Get(ctx, hashOf(secret))
	if errors.Is(err, store.ErrNotFound) {
		return Access{}, ErrNobody
	}
	if err != nil {
		return Access{}, err
	}
	now, v := s.now(), &stored.Value
	if !now.Before(v.Until) || now.Sub(v.Seen) > sessionIdle {
		return Access{}, ErrNobody
	}
	host, err := s.account(ctx, v.Host)
	if errors.Is(err, ErrNotFound) {
		return Access{}, ErrNobody
	}
	if err != nil {
		return Access{}, err
	}
	if host.Value.Disabled || v.Turn != host.Value.Turn {
		return Access{}, ErrNobody
	}
	if now.Sub(v.Seen) > seenEvery {
		v.Seen = now.UTC()
		if err := s.sessions.Put(ctx, &stored); err != nil && !errors.Is(err, store.ErrConflict) {
			return Access{}, err
		}
	}
	return Access{Host: host.Value.Host, Session: v.ID}, nil
}

// Sessions gives the sessions of a host, latest first.
func (s *Service) Sessions(ctx context.Context, id string) ([]Session, error) {
	var list []Session
	host, err := s.account(ctx, id)
	if err != nil {
		return nil, err
	}
	err = each(ctx, s.sessions, id, func(stored *records.Stored[session]) {
		v := stored.Value
		if s.now().Before(v.Until) && v.Turn == host.Value.Turn {
			v.Session.hash = stored.ID
			list = append(list, v.Session)
		}
	})
	return list, err
}

// each calls for all documents of a host in a collection that is ordered by hosts.
func each[T any](ctx context.Context, c records.Collection[T], id string, do func(stored *records.Stored[T])) error {
	const page = 100
	below := id + "0" // the next sign after the slash
	for {
		list, err := c.List(ctx, below, page)
		if err != nil {
			return err
		}
		for i := range list {
			below = c.Order(&list[i].Value)
			if !strings.HasPrefix(below, id+"/") {
				return nil
			}
			do(&list[i])
		}
		if len(list) < page {
			return nil
		}
	}
}

// SignOut ends the session of a secret. One that is over already is no error.
func (s *Service) SignOut(ctx context.Context, secret string) error {
	return s.sessions.Delete(ctx, hashOf(secret))
}

// EndSession ends a session of a host by its id. ErrNotFound.
func (s *Service) EndSession(ctx context.Context, id, sessionID string) error {
	list, err := s.Sessions(ctx, id)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].ID == sessionID {
			return s.sessions.Delete(ctx, list[i].hash)
		}
	}
	return fmt.Errorf("%w: session", ErrNotFound)
}

// EndSessions ends all sessions of a host but one.
func (s *Service) EndSessions(ctx context.Context, id, but string) error {
	list, err := s.Sessions(ctx, id)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].ID != but {
			if err := s.sessions.Delete(ctx, list[i].hash); err != nil {
				return err
			}
		}
	}
	return nil
}
