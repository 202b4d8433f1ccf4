package api

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// cached answers with JSON that others may keep for a while, under an entity tag that follows from its bytes. Whoever has these
// bytes already is told so without them (304). Search engines are asked to leave it out: they are meant to find the pages.
func cached(c echo.Context, fresh time.Duration, value any) error {
	data, err := encode(value)
	if err != nil {
		return err
	}
	return cachedBytes(c, fresh, "application/json", data)
}

// cachedBytes is cached for what is encoded already.
func cachedBytes(c echo.Context, fresh time.Duration, kind string, data []byte) error {
	sum := sha256.Sum256(data)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", int(fresh.Seconds())))
	h.Set("X-Robots-Tag", "noindex")
	if matches(c.Request().Header.Values("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, kind, data)
}

// matches tells whether a tag is among those of If-None-Match, compared weakly (RFC 9110, section 13.1.2).
func matches(header []string, tag string) bool {
	for text := range strings.SplitSeq(strings.Join(header, ","), ",") {
		if text = strings.TrimSpace(text); text == "*" || strings.TrimPrefix(text, "W/") == tag {
			return true
		}
	}
	return false
}

// versionTag is the entity tag of something that has a version, as If-Match names it.
func versionTag(version int) string { return fmt.Sprintf(`"v%d"`, version) }

// asRead gives the version that a change was made on, which it must name with If-Match: two people who change the same do not
// undo each other's work unseen (RFC 6585, section 3; RFC 9110, section 13.1.1).
func asRead(c echo.Context) (version int, err error) {
	tag := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	if tag == "" {
		return 0, refuse(http.StatusPreconditionRequired, "if_match", "Name what you have read: send its ETag in the header If-Match.")
	}
	if _, err := fmt.Sscanf(tag, `"v%d"`, &version); err != nil || versionTag(version) != tag {
		return 0, errChanged()
	}
	return version, nil
}

// changed says what to do about it.
const changed = "Somebody else has changed this meanwhile. Read it again, then change it."

func errChanged() *problem { return refuse(http.StatusPreconditionFailed, "changed", changed) }
