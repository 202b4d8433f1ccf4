package api

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/limits"
)

// Bounds for one address.
const (
	// Wrong PINs: as many as a class mistypes at once, then one each two seconds.
	guessBurst = 60
	guessRate  = 0.5
	// Tokens that players show to get at what is kept of them: a class at once, then one each ten seconds.
	proofBurst = 40
	proofRate  = 0.1
	// Public reads: a whole pub opens a page at once, then looks now and then.
	readBurst = 300
	readRate  = 20
	// Tries to sign in: a staff room at once, then one each five seconds.
	signInBurst = 20
	signInRate  = 0.2
	// Guests of an open server: a school's staff at once, then one each two minutes.
	guestBurst = 40
	guestRate  = 1.0 / 120
	// Games that guests open, and packs that they upload: ten at once, then ten an hour.
	openBurst = 10
	openRate  = 10.0 / 3600
)

// limited refuses whoever asks too often from one address.
func limited(by *limits.Limiter) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if ok, wait := by.Allow(c.RealIP()); !ok {
				return tooMany(c, wait)
			}
			return next(c)
		}
	}
}

// tooMany says how long to wait, in whole seconds.
func tooMany(c echo.Context, wait time.Duration) error {
	c.Response().Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(wait.Seconds())))))
	return refuse(http.StatusTooManyRequests, "too_many", "Too many requests from here. Wait a little.")
}
