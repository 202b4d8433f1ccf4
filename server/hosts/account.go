package hosts

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"trivium/server/store/records"
)

// login is a name to sign in with, by its folded form.
type login struct {
	Host string    `json:"host"`
	At   time.Time `json:"at"`
}

// Letters of any script, digits and the signs of mail addresses.
var loginForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,79}$`)

func folded(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// loginStale is how old a login without its host must be before somebody else may have it: whoever was taking it has failed by then.
const loginStale = time.Minute

// reserve takes a login for a host. ErrTaken.
func (s *Service) reserve(ctx context.Context, name, id string) error {
	_, err := s.logins.Update(ctx, folded(name), func(stored *records.Stored[login]) error {
		if was := stored.Value; stored.Version > 0 && was.Host != id {
			owner, err := s.accounts.Find(ctx, was.Host)
			if err != nil {
				return err
			}
			if folded(owner.Value.Login) == folded(name) || s.now().Sub(was.At) < loginStale {
				return ErrTaken
			}
		}
		stored.Value = login{Host: id, At: s.now().UTC()}
		return nil
	})
	return err
}

// Profile is what a host says of themselves. What is nil stays as it is.
type Profile struct {
	Login    *string `json:"login,omitempty"`
	Name     *string `json:"name,omitempty"`
	Language *string `json:"language,omitempty"`
}

// nameMax is the longest shown name, in characters.
const nameMax = 60

func (p *Profile) validate() error {
	if p.Login != nil && !loginForm.MatchString(strings.TrimSpace(*p.Login)) {
		return fmt.Errorf("%w: login: 2 to 80 letters, digits and . _ - + @, as a mail address has", ErrBad)
	}
	if p.Name != nil {
		if n := utf8.RuneCountInString(strings.TrimSpace(*p.Name)); n < 1 || n > nameMax {
			return fmt.Errorf("%w: name: 1 to %d characters", ErrBad, nameMax)
		}
	}
	if p.Language != nil && *p.Language != "" {
		if _, err := language.Parse(*p.Language); err != nil {
			return fmt.Errorf("%w: language: %q is no language; take a code such as en or de", ErrBad, *p.Language)
		}
	}
	return nil
}

func (p *Profile) apply(a *account) {
	for field, value := range map[*string]*string{&a.Login: p.Login, &a.Name: p.Name, &a.Language: p.Language} {
		if value != nil {
			*field = strings.TrimSpace(*value)
		}
	}
}

// SetProfile changes what a host says of themselves. ErrBad, ErrTaken.
func (s *Service) SetProfile(ctx context.Context, id string, p Profile) (Host, error) {
	if err := p.validate(); err != nil {
		return Host{}, err
	}
	before, err := s.account(ctx, id)
	if err != nil {
		return Host{}, err
	}
	if before.Value.Guest && p.Login != nil {
		return Host{}, fmt.Errorf("%w: a guest has no login; ask a host for an invitation", ErrBad)
	}
	if p.Login != nil {
		if err := s.reserve(ctx, *p.Login, id); err != nil {
			return Host{}, err
		}
	}
	now, err := s.change(ctx, id, func(a *account) error { p.apply(a); return nil })
	if was := before.Value.Login; err == nil && was != "" && folded(was) != folded(now.Login) {
		err = s.logins.Delete(ctx, folded(was))
	}
	return now, err
}

// SetPassword changes a password, which ends all sessions, and begins a new one. The present password is asked for if there is one.
// ErrWrong, ErrBad.
func (s *Service) SetPassword(ctx context.Context, id, present, password, browser string) (secret string, err error) {
	stored, err := s.account(ctx, id)
	if err != nil {
		return "", err
	}
	if stored.Value.Login == "" {
		return "", fmt.Errorf("%w: choose a login first", ErrBad)
	}
	if stored.Value.Password != "" {
		if ok, _, err := s.fits(ctx, present, &stored.Value); err != nil || !ok {
			return "", wrongUnless(err)
		}
	}
	if err := checkPassword(password, &stored.Value.Host); err != nil {
		return "", err
	}
	made, err := s.hashed(ctx, password)
	if err != nil {
		return "", err
	}
	return s.lock(ctx, id, made, browser)
}

// lock gives a host a new password, by its hash, and begins the only session.
func (s *Service) lock(ctx context.Context, id, password, browser string) (secret string, err error) {
	var now account
	_, err = s.change(ctx, id, func(a *account) error {
		a.Password = password
		a.Turn++
		now = *a
		return nil
	})
	if err != nil {
		return "", err
	}
	return s.begin(ctx, &now, browser)
}

func wrongUnless(err error) error {
	if err == nil {
		return ErrWrong
	}
	return err
}

// Disable locks a host out, or lets them in again. The first host can not be locked out. ErrBad, ErrNotFound.
func (s *Service) Disable(ctx context.Context, id string, disabled bool) (Host, error) {
	if id == FirstID {
		return Host{}, fmt.Errorf("%w: the first host owns the server", ErrBad)
	}
	return s.change(ctx, id, func(a *account) error {
		a.Disabled = disabled
		if disabled {
			a.Turn++
		}
		return nil
	})
}

// Remove forgets a host. What was theirs is the first host's from then on: nobody else has their id. ErrBad, ErrNotFound.
func (s *Service) Remove(ctx context.Context, id string) error {
	if id == FirstID {
		return fmt.Errorf("%w: the first host owns the server", ErrBad)
	}
	stored, err := s.account(ctx, id)
	if err != nil {
		return err
	}
	if err := s.gone(ctx, stored.Value.Host); err != nil {
		return err
	}
	if err := s.EndSessions(ctx, id, ""); err != nil {
		return err
	}
	tokens, err := s.Tokens(ctx, id)
	if err != nil {
		return err
	}
	for i := range tokens {
		if err := s.tokens.Delete(ctx, tokens[i].hash); err != nil {
			return err
		}
	}
	if err := s.accounts.Delete(ctx, id); err != nil {
		return err
	}
	if stored.Value.Login == "" {
		return nil
	}
	return s.logins.Delete(ctx, folded(stored.Value.Login))
}
