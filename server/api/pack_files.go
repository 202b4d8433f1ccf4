package api

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/server/bank"
)

// addPack takes a pack file into the bank.
func (s *server) addPack(c echo.Context) error {
	taken, err := s.takePack(c, func(ctx context.Context, name string, data []byte) (bank.Entry, []bank.Finding, error) {
		return s.Bank.Add(ctx, name, data, s.mine(c))
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/packs/"+taken.Pack.ID)
	return c.JSON(http.StatusCreated, taken)
}

// replacePack takes a pack file into the bank in the place of another version of the same pack.
func (s *server) replacePack(c echo.Context) error {
	if _, err := s.seePack(c); err != nil {
		return err
	}
	taken, err := s.takePack(c, func(ctx context.Context, name string, data []byte) (bank.Entry, []bank.Finding, error) {
		return s.Bank.Replace(ctx, c.Param("pack"), name, data, s.mine(c))
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, taken)
}

// takenPack is a pack that was taken, with what its author should know.
type takenPack struct {
	Pack     packInfo       `json:"pack"`
	Findings []bank.Finding `json:"findings"`
}

// takePack reads the file of a form and hands it on. What is wrong with it is told with lines and columns.
func (s *server) takePack(
	c echo.Context, take func(ctx context.Context, name string, data []byte) (bank.Entry, []bank.Finding, error),
) (takenPack, error) {
	name, data, err := formFile(c)
	if err != nil {
		return takenPack{}, err
	}
	entry, findings, err := take(c.Request().Context(), name, data)
	if errors.Is(err, bank.ErrRefused) {
		p := refuse(http.StatusUnprocessableEntity, "pack", "The file is not taken; here is what to mend.")
		p.Findings = findings
		return takenPack{}, p
	}
	if err != nil {
		return takenPack{}, err
	}
	share, err := s.Shares.See(c.Request().Context(), s.viewer(c), entry.Pack.ID)
	if err != nil {
		return takenPack{}, err
	}
	return takenPack{s.infoOf(c, sharedEntry{entry, share}), append([]bank.Finding{}, findings...)}, nil
}

// formFile reads the one file of a multipart form.
func formFile(c echo.Context) (name string, data []byte, err error) {
	if kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return "", nil, refuse(http.StatusUnsupportedMediaType, "media_type", "Send a form with one file, as multipart/form-data.")
	}
	tooLarge := refuse(http.StatusRequestEntityTooLarge, "too_large", "Send one pack file of at most 2 MiB.")
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, bank.MaxFile+maxBody)
	header, err := c.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil, refuse(http.StatusBadRequest, "file", "Send the pack as the field file.")
	}
	if err != nil || header.Size > bank.MaxFile {
		return "", nil, tooLarge
	}
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = file.Close() }()
	if data, err = io.ReadAll(io.LimitReader(file, bank.MaxFile+1)); err != nil {
		return "", nil, err
	}
	return header.Filename, data, nil
}

// exportPack gives the file of a pack as it was written: YAML, or the table that was uploaded.
func (s *server) exportPack(c echo.Context) error {
	if _, err := s.seePack(c); err != nil {
		return err
	}
	name, data, err := s.Bank.File(c.Request().Context(), c.Param("pack"))
	if err != nil {
		return err
	}
	kind := "application/yaml"
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		kind = "text/csv; charset=utf-8"
	case ".tsv":
		kind = "text/tab-separated-values; charset=utf-8"
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, kind, data)
}
