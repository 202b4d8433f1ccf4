package hosts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors that people are told in words.
var (
	// ErrBad says that something can not be done; the words behind it say why.
	ErrBad = errors.New("not possible")
	// ErrNotFound says that there is no such host, invitation, session or token.
	ErrNotFound = errors.New("not found")
	// ErrWrong says that login and password, or the key, do not fit. It does not say which.
	ErrWrong = errors.New("login and password do not fit")
	// ErrNobody says that whoever asks is no host, or no more.
	ErrNobody = errors.New("nobody is signed in")
	// ErrTaken says that another host has the login.
	ErrTaken = errors.New("another host has this login")
	// ErrClosed says that the server is not open to guests.
	ErrClosed = errors.New("this server has no guests")
	// ErrBusy says that too many sign in at the moment.
	ErrBusy = errors.New("too many sign in at the moment")
)

// Options are what the service needs. Store and Key must be given.
type Options struct {
	Store store.Store
	Key   string // the server's: whoever shows it is the first host
	Open  bool   // anybody may become a guest
	// Gone settles what belongs to a host who is about to go; an error keeps the host. Nil: nothing does.
	Gone func(ctx context.Context, host Host) error
	// Clock gives the time. Nil is time.Now.
	Clock func() time.Time
}

// Service is the hosts of a server. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	key     string
	open    bool
	now     func() time.Time
	gone    func(ctx context.Context, host Host) error
	hashing *semaphore.Weighted    // passwords cost memory on purpose, so only a few are hashed at once
	nobody  func() (string, error) // a hash that no password fits, for logins that are nobody's

	accounts    records.Collection[account]
	logins      records.Collection[login]
	sessions    records.Collection[session]
	tokens      records.Collection[token]
	invitations records.Collection[invitation]
}

// New makes the service.
func New(o Options) *Service {
	s := &Service{key: o.Key, open: o.Open, now: o.Clock, gone: o.Gone, hashing: semaphore.NewWeighted(hashesMax())}
	if s.now == nil {
		s.now = time.Now
	}
	if s.gone == nil {
		s.gone = func(context.Context, Host) error { return nil }
	}
	s.nobody = sync.OnceValues(func() (string, error) { return hash(randomHex(16)) })
	s.accounts = records.Collection[account]{Store: o.Store, Name: "hosts", Order: func(a *account) string { return orderOf(a.Created) + a.ID }}
	s.logins = records.Collection[login]{Store: o.Store, Name: "host_logins"}
	s.sessions = records.Collection[session]{Store: o.Store, Name: "host_sessions", Order: (*session).order}
	s.tokens = records.Collection[token]{Store: o.Store, Name: "host_tokens", Order: (*token).order}
	s.invitations = records.Collection[invitation]{Store: o.Store, Name: "host_invitations", Order: (*invitation).order}
	return s
}

// Open tells whether anybody may become a guest.
func (s *Service) Open() bool { return s.open }

// isKey tells whether a text is the server's key.
func (s *Service) isKey(text string) bool {
	return subtle.ConstantTimeCompare([]byte(text), []byte(s.key)) == 1
}

// first gives the first host, who is there without being stored until something is said of them.
func (s *Service) first() account {
	return account{Host: Host{ID: FirstID, Owner: true, Created: time.Unix(0, 0).UTC()}}
}

// account gives a stored host. ErrNotFound.
func (s *Service) account(ctx context.Context, id string) (records.Stored[account], error) {
	stored, err := s.accounts.Find(ctx, id)
	switch {
	case err != nil:
		return stored, err
	case stored.Version == 0 && id == FirstID:
		stored.Value = s.first()
	case stored.Version == 0:
		return stored, fmt.Errorf("%w: host", ErrNotFound)
	}
	return stored, nil
}

// change changes a stored host. ErrNotFound, and what do gives.
func (s *Service) change(ctx context.Context, id string, do func(a *account) error) (Host, error) {
	stored, err := s.accounts.Update(ctx, id, func(stored *records.Stored[account]) error {
		if stored.Version == 0 && id == FirstID {
			stored.Value = s.first()
		} else if stored.Version == 0 {
			return fmt.Errorf("%w: host", ErrNotFound)
		}
		return do(&stored.Value)
	})
	return stored.Value.Host, err
}

// Get gives a host. ErrNotFound.
func (s *Service) Get(ctx context.Context, id string) (Host, error) {
	stored, err := s.account(ctx, id)
	return stored.Value.Host, err
}

// List gives the hosts without the guests, newest first, the first host last. cursor is that of the page before, or empty; next is
// empty after the last page.
func (s *Service) List(ctx context.Context, cursor string, limit int) (page []Host, next string, err error) {
	const chunk = 100
	for below := cursor; ; {
		list, err := s.accounts.List(ctx, below, chunk)
		if err != nil {
			return nil, "", err
		}
		for i := range list {
			below = s.accounts.Order(&list[i].Value)
			if list[i].Value.Guest || list[i].ID == FirstID {
				continue
			}
			if page = append(page, list[i].Value.Host); len(page) == limit {
				return page, below, nil
			}
		}
		if len(list) < chunk {
			break
		}
	}
	first, err := s.Get(ctx, FirstID)
	return append(page, first), "", err
}

// orderOf writes a time so that it sorts.
func orderOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

// randomHex gives so many random bytes in hex.
func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
