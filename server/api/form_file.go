package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"
)

// formFile reads the one file of a multipart form. It goes into memory and never onto the disk, which a container may not have.
func formFile(c echo.Context) (name string, data []byte, err error) {
	if kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return "", nil, refuse(http.StatusUnsupportedMediaType, "media_type", "Send a form with one file, as multipart/form-data.")
	}
	most := mostFile(c)
	if c.Request().ContentLength > most+maxBody {
		return "", nil, tooLarge(most) // what says so of itself need not be read first
	}
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, most+maxBody)
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return "", nil, formProblem(err, most)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return "", nil, refuse(http.StatusBadRequest, "file", "Send the pack as the field file.")
		}
		if err != nil {
			return "", nil, formProblem(err, most)
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, most+1))
		if err != nil {
			return "", nil, formProblem(err, most)
		}
		if int64(len(data)) > most {
			return "", nil, tooLarge(most)
		}
		return part.FileName(), data, nil
	}
}

func tooLarge(most int64) *problem {
	return refuse(http.StatusRequestEntityTooLarge, "too_large", fmt.Sprintf("Send one file of at most %d MiB.", most>>20))
}

// formProblem tells of a form that can not be read.
func formProblem(err error, most int64) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge(most)
	}
	return refuse(http.StatusBadRequest, "form", "The form is broken, or its end is missing. Send it again.")
}
