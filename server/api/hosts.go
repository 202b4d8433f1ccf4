package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"trivium/server/store"
)

const (
	cookieName   = "trivium_host"
	cookieLife   = 90 * 24 * time.Hour
	cookieStored = "cookies"
)

// Hosts knows who may host: whoever has shown this server's key.
type Hosts struct {
	key   string
	store store.Store
	now   func() time.Time
	tries *rate.Limiter
}

// NewHosts makes Hosts with the server's key.
func NewHosts(key string, s store.Store, now func() time.Time) *Hosts {
	return &Hosts{key: key, store: s, now: now, tries: rate.NewLimiter(5, 20)}
}

type signedIn struct {
	Until time.Time `json:"until"`
}

// signIn gives a cookie's value for the key. Its hash is stored.
func (h *Hosts) signIn(ctx context.Context, key string) (string, error) {
	if !h.tries.Allow() {
		return "", refuse(http.StatusTooManyRequests, "too_many", "Too many tries. Wait a few seconds.")
	}
	if subtle.ConstantTimeCompare([]byte(key), []byte(h.key)) != 1 {
		return "", refuse(http.StatusForbidden, "key", "This link does not fit this server. Use the one that it printed at its start.")
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand since Go 1.24)
	token := hex.EncodeToString(b[:])
	data, err := json.Marshal(signedIn{Until: h.now().Add(cookieLife)})
	if err != nil {
		return "", err
	}
	_, err = h.store.Put(ctx, cookieStored, store.Document{ID: hashOf(token), Order: h.now().UTC().Format(time.RFC3339), Data: data})
	return token, err
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// isHost tells whether a request comes from a host: by cookie, or by the key itself for programs on this machine.
func (h *Hosts) isHost(r *http.Request) (bool, error) {
	if key, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return subtle.ConstantTimeCompare([]byte(key), []byte(h.key)) == 1, nil
	}
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return false, nil //nolint:nilerror // no cookie is an answer, not a failure
	}
	d, err := h.store.Get(r.Context(), cookieStored, hashOf(cookie.Value))
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var known signedIn
	if err := json.Unmarshal(d.Data, &known); err != nil {
		return false, err
	}
	return h.now().Before(known.Until), nil
}

func (s *server) onlyHosts(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		host, err := s.Hosts.isHost(c.Request())
		if err != nil {
			return err
		}
		if !host {
			return refuse(http.StatusUnauthorized, "signin", "Open the host link that the server printed at its start.")
		}
		c.Response().Header().Set("Cache-Control", "no-store")
		return next(c)
	}
}

func (s *server) signIn(c echo.Context) error {
	var body struct {
		Key string `json:"key"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	token, err := s.Hosts.signIn(c.Request().Context(), body.Key)
	if err != nil {
		return err
	}
	c.SetCookie(hostCookie(c, token, int(cookieLife.Seconds())))
	return c.NoContent(http.StatusNoContent)
}

func (s *server) signOut(c echo.Context) error {
	if cookie, err := c.Cookie(cookieName); err == nil {
		if err := s.Hosts.store.Delete(c.Request().Context(), cookieStored, hashOf(cookie.Value)); err != nil {
			return err
		}
	}
	c.SetCookie(hostCookie(c, "", -1))
	return c.NoContent(http.StatusNoContent)
}

func hostCookie(c echo.Context, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: c.Scheme() == "https",
	}
}

func (s *server) me(c echo.Context) error {
	host, err := s.Hosts.isHost(c.Request())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"host": host, "name": "", "language": "en", "version": s.Version})
}
