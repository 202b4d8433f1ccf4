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
	"trivium/server/hosts"
)

// addPack takes a pack file into the bank.
func (s *server) addPack(c echo.Context) error {
	taken, err := s.takePack(c, "")
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/packs/"+taken.Pack.ID)
	return c.JSON(http.StatusCreated, taken)
}

// replacePack takes a pack file into the bank in the place of another version of the same pack.
func (s *server) replacePack(c echo.Context) error {
	taken, err := s.takePack(c, c.Param("pack"))
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

// takePack takes the file of a form into the bank, in the place of another if that is given. What is wrong with it is told with
// lines and columns.
func (s *server) takePack(c echo.Context, instead string) (takenPack, error) {
	name, data, err := formFile(c)
	if err != nil {
		return takenPack{}, err
	}
	if instead != "" {
		if _, err := s.ownPack(c, instead); err != nil {
			return takenPack{}, err
		}
	}
	ctx := c.Request().Context()
	undo := func(context.Context) error { return nil }
	upload := bank.Upload{Name: name, Data: data, Instead: instead, ByID: s.asker(c) != hosts.FirstID}
	if instead == "" {
		upload.May = func(_ context.Context, id string) error { return s.mayUpload(c, id, &undo) }
	}
	entry, findings, err := s.Bank.Add(ctx, upload)
	if err != nil {
		err = errors.Join(err, undo(context.WithoutCancel(ctx)))
	}
	if errors.Is(err, bank.ErrRefused) {
		p := refuse(http.StatusUnprocessableEntity, "pack", "The file is not taken; here is what to mend.")
		p.Findings = findings
		return takenPack{}, p
	}
	if err != nil {
		return takenPack{}, err
	}
	share, err := s.Shares.Of(ctx, entry.Pack.ID)
	if err != nil {
		return takenPack{}, err
	}
	info, err := s.infoOf(c, &sharedPack{entry, share})
	return takenPack{info, append([]bank.Finding{}, findings...)}, err
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
	p, err := s.openPack(c, c.Param("pack"))
	if err != nil {
		return err
	}
	name, data, err := s.Bank.File(c.Request().Context(), p.Pack.ID)
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
