package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/questions"
	"trivium/questions/lint"
	"trivium/server/bank"
	"trivium/server/hosts"
)

// addPack takes a file of questions into the bank.
func (s *server) addPack(c echo.Context) error {
	taken, err := s.takePack(c, "")
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/packs/"+taken.Pack.ID)
	return c.JSON(http.StatusCreated, taken)
}

// replacePack takes a file into the bank in the place of another version of the same pack.
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
	upload := bank.Upload{
		Name: name, Data: data, Instead: instead, ByID: s.asker(c) != hosts.FirstID, Replace: c.QueryParam("replace") == "true",
		May: func(_ context.Context, id string, size int64) error {
			if instead != "" {
				return s.fits(c, id, size)
			}
			return s.mayUpload(c, id, size, &undo)
		},
	}
	done, err := s.readOne(ctx)
	if err != nil {
		return takenPack{}, err
	}
	defer done()
	entry, findings, err := s.Bank.Add(ctx, upload)
	if err != nil {
		err = errors.Join(err, undo(context.WithoutCancel(ctx)))
	}
	if err := refusedFile(err, findings); err != nil {
		return takenPack{}, err
	}
	share, err := s.Shares.Of(ctx, entry.Pack.ID)
	if err != nil {
		return takenPack{}, err
	}
	info, err := s.infoOf(c, &sharedPack{entry, share})
	return takenPack{info, append([]bank.Finding{}, findings...)}, err
}

// refusedFile tells of a file that is not taken what to mend.
func refusedFile(err error, findings []bank.Finding) error {
	if !errors.Is(err, bank.ErrRefused) {
		return err
	}
	p := refuse(http.StatusUnprocessableEntity, "pack", "The file is not taken; here is what to mend.")
	p.Findings = findings
	return p
}

// readers is how many files are read at a time; one may need 200 MB.
const readers = 2

// readOne waits for a turn to read a file.
func (s *server) readOne(ctx context.Context) (done func(), err error) {
	select {
	case s.reading <- struct{}{}:
		return func() { <-s.reading }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// checkedPack is a file that was only looked at.
type checkedPack struct {
	Pack      packInfo       `json:"pack"`
	Questions []questionInfo `json:"questions"`
	Findings  []bank.Finding `json:"findings"`
	Lint      []bank.Finding `json:"lint"`
}

// checkFile reads a file as addPack does and takes nothing.
func (s *server) checkFile(c echo.Context) error {
	name, data, err := formFile(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	done, err := s.readOne(ctx)
	if err != nil {
		return err
	}
	defer done()
	pack, findings, err := s.Bank.Try(ctx, name, data)
	if err := refusedFile(err, findings); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, checkedPack{
		Pack: infoOf(bank.Entry{Pack: pack, Source: bank.Yours}), Questions: questionsOf(pack.Questions),
		Findings: append([]bank.Finding{}, findings...), Lint: s.lint(pack),
	})
}

// lint says what is weak about the questions of a pack.
func (s *server) lint(pack *questions.Pack) []bank.Finding {
	return bank.FindingsOf(lint.CheckAt(s.Clock(), pack))
}
