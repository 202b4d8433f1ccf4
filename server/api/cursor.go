package api

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// Bounds of a page.
const (
	pageUsual = 50
	pageMax   = 200
)

// cursorVersion is the first part of each cursor, so that a later version can know those of an earlier one.
const cursorVersion = "1"

// limitOf reads how many a page is to have.
func limitOf(c echo.Context) (int, error) {
	text := c.QueryParam("limit")
	if text == "" {
		return pageUsual, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 1 || limit > pageMax {
		return 0, refuse(http.StatusBadRequest, "limit", fmt.Sprintf("limit: from 1 to %d.", pageMax))
	}
	return limit, nil
}

// A cursor names the place behind a page, not a number of rows, so that what comes or goes meanwhile moves nothing. It is opaque to
// whoever gets it, and says of which list it is.
func writeCursor(list, place string) string {
	if place == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(cursorVersion + "\x00" + list + "\x00" + place))
}

// cursorOf reads the place behind which a page of a list begins; empty for the first page.
func cursorOf(c echo.Context, list string) (place string, err error) {
	text := c.QueryParam("cursor")
	if text == "" {
		return "", nil
	}
	data, err := base64.RawURLEncoding.DecodeString(text)
	parts := strings.SplitN(string(data), "\x00", 3)
	if err != nil || len(text) > 2000 || len(parts) != 3 || parts[0] != cursorVersion || parts[1] != list {
		return "", refuse(http.StatusBadRequest, "cursor", "cursor: this is none of this list. Begin without one.")
	}
	return parts[2], nil
}

// linkNext says in a header, too, where the next page is (RFC 8288).
func linkNext(c echo.Context, next string) {
	if next == "" {
		return
	}
	query := c.QueryParams()
	query.Set("cursor", next)
	c.Response().Header().Set("Link", "<"+(&url.URL{Path: c.Request().URL.Path, RawQuery: query.Encode()}).String()+`>; rel="next"`)
}
