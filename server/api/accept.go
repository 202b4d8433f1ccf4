package api

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// acceptable refuses whoever would take nothing of what an operation gives (RFC 9110, section 12.5.1).
func acceptable(gives string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if accept := c.Request().Header.Values("Accept"); len(accept) > 0 && !accepts(strings.Join(accept, ","), gives) {
				return refuse(http.StatusNotAcceptable, "not_acceptable", "This address gives "+gives+".")
			}
			return next(c)
		}
	}
}

// accepts tells whether a header takes a media type: the range that fits it best decides.
func accepts(header, kind string) bool {
	family, _, _ := strings.Cut(kind, "/")
	best, quality := -1, 0.0
	for text := range strings.SplitSeq(header, ",") {
		media, parameters, err := mime.ParseMediaType(text)
		if err != nil {
			continue
		}
		fits := -1
		switch media {
		case kind:
			fits = 2
		case family + "/*":
			fits = 1
		case "*/*":
			fits = 0
		}
		if fits < best || fits < 0 {
			continue
		}
		best, quality = fits, 1
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
			quality = q
		}
	}
	return quality > 0
}
