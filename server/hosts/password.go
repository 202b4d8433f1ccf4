package hosts

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// cost is what hashing a password takes: one of the equal choices of OWASP's Password Storage Cheat Sheet for Argon2id (46 MiB, one
// pass, one lane). One lane, since more would take a password more than one core, and a game would wait for it.
func cost() *argon2id.Params {
	return &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// hashesMax is how many passwords are hashed at once: on half of the cores, so that games have the others, and with 46 MiB each.
func hashesMax() int64 { return max(1, min(4, int64(runtime.GOMAXPROCS(0)/2))) }

// Bounds of a password, in characters. NIST SP 800-63B asks for length and nothing else: no signs that must be in it.
const (
	passwordMin = 10
	passwordMax = 200
)

// prepared brings a password into one form, whatever keyboard it was typed on (NIST SP 800-63B, section 5.1.1.2: NFKC).
func prepared(password string) string { return norm.NFKC.String(password) }

// checkPassword says why a password is not taken.
func checkPassword(password string, host *Host) error {
	text := prepared(password)
	plain := strings.ToLower(strings.Join(strings.Fields(text), ""))
	switch n := utf8.RuneCountInString(text); {
	case !utf8.ValidString(password):
		return fmt.Errorf("%w: password: it has signs that can not be typed", ErrBad)
	case n < passwordMin:
		return fmt.Errorf("%w: password: at least %d characters; a few words are good", ErrBad, passwordMin)
	case n > passwordMax:
		return fmt.Errorf("%w: password: at most %d characters", ErrBad, passwordMax)
	case common(plain):
		return fmt.Errorf("%w: password: this one is among the first that everybody tries", ErrBad)
	}
	for _, known := range []string{host.Login, host.Name} {
		if known = strings.ToLower(strings.Join(strings.Fields(known), "")); known != "" && strings.Trim(strings.ReplaceAll(plain, known, ""), "0123456789!.") == "" {
			return fmt.Errorf("%w: password: it is your login or name", ErrBad)
		}
	}
	return nil
}

// common tells whether a password is one of the common ones that are long enough, or one sign or short piece over and over.
func common(plain string) bool {
	for size := 1; size <= 4 && size < len(plain); size++ {
		if strings.Trim(strings.ReplaceAll(plain, plain[:size], ""), plain[:size]) == "" {
			return true
		}
	}
	for _, known := range []string{
		"1234567890", "12345678910", "0123456789", "0987654321", "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop", "qwertzuiop", "azertyuiop",
		"asdfghjkl", "password", "passwort", "motdepasse", "contraseña", "iloveyou", "letmein", "welcome", "changeme", "administrator",
		"trivium", "pubquiz", "quiznight", "correcthorsebatterystaple",
	} {
		if rest := strings.ReplaceAll(plain, known, ""); rest != plain && len(strings.Trim(rest, "0123456789!.?@#$")) == 0 {
			return true
		}
	}
	return false
}

func hash(password string) (string, error) {
	made, err := argon2id.CreateHash(prepared(password), cost())
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return made, nil
}

// hashWait is how long somebody waits for their turn to be hashed.
const hashWait = 5 * time.Second

// turn waits until a password may be hashed. ErrBusy.
func (s *Service) turn(ctx context.Context) (done func(), err error) {
	short, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	if err := s.hashing.Acquire(short, 1); err != nil {
		if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			return nil, ErrBusy
		}
		return nil, err
	}
	return func() { s.hashing.Release(1) }, nil
}

// hashed hashes a password when it is its turn.
func (s *Service) hashed(ctx context.Context, password string) (string, error) {
	done, err := s.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return hash(password)
}

// fits tells whether a password is that of an account, and whether its hash was made at another cost than today's. An account
// without a password takes as long.
func (s *Service) fits(ctx context.Context, password string, a *account) (ok, old bool, err error) {
	done, err := s.turn(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	kept := a.Password
	if kept == "" {
		if kept, err = s.nobody(); err != nil {
			return false, false, err
		}
	}
	ok, made, err := argon2id.CheckHash(prepared(password), kept)
	if err != nil {
		return false, false, fmt.Errorf("read a password's hash: %w", err)
	}
	return ok && a.Password != "", *made != *cost(), nil
}
