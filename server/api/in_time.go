package api

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Bounds of the time for a request's body. Whoever sends more slowly holds a connection that others may need.
const (
	bodyTime     = 20 * time.Second // for any body, however small
	bodyRate     = 32 << 10         // bytes a second of a large one
	bodyTimeMost = 10 * time.Minute // whatever length is announced, or none
)

// inTime ends requests whose body does not come. Of those without one nothing is read, so streams and sockets may last.
func inTime(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if length := c.Request().ContentLength; length != 0 {
			err := http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(bodyTimeOf(length)))
			if err != nil && !errors.Is(err, http.ErrNotSupported) { // a recorder of a test has no connection
				return err
			}
		}
		return next(c)
	}
}

// bodyTimeOf is how long a body of so many bytes may take; of one below 0 the length is not known.
func bodyTimeOf(length int64) time.Duration {
	if length < 0 || length > bodyRate*int64(bodyTimeMost/time.Second) {
		return bodyTimeMost
	}
	return min(bodyTime+time.Duration(length/bodyRate)*time.Second, bodyTimeMost)
}
