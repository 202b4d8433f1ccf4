package api

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/go-json-experiment/json"
	"github.com/labstack/echo/v4"
)

const maxBody = 64 << 10

// decode reads a JSON body strictly: names as they are written, each once, and none that nobody knows.
func decode(c echo.Context, into any) error { return decodeUpTo(c, into, maxBody) }

// decodeUpTo is decode for a body of at most so many bytes.
func decodeUpTo(c echo.Context, into any, most int64) error {
	if kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); err != nil || kind != "application/json" {
		c.Response().Header().Set("Accept", "application/json")
		return refuse(http.StatusUnsupportedMediaType, "media_type", "Send JSON, with the header Content-Type: application/json.")
	}
	large := refuse(http.StatusRequestEntityTooLarge, "too_large", "The request is too large.")
	if c.Request().ContentLength > most {
		return large // what says so of itself need not be read first
	}
	data, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, most))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return large
	}
	if err != nil {
		return refuse(http.StatusBadRequest, "body", "The request broke off, or came too slowly. Send it again.")
	}
	if err := json.Unmarshal(data, into, json.RejectUnknownMembers(true)); err != nil {
		detail := "The request is not the JSON that is expected here."
		if semantic, ok := errors.AsType[*json.SemanticError](err); ok && semantic.JSONPointer != "" {
			detail = "The request has something unexpected at " + string(semantic.JSONPointer) + "."
			if errors.Is(err, json.ErrUnknownName) {
				detail = "The request has a field that nobody knows at " + string(semantic.JSONPointer) + "."
			}
		}
		return refuse(http.StatusBadRequest, "json", detail)
	}
	return nil
}
