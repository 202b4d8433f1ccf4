package api

import (
	"cmp"
	"context"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/questions"
	"trivium/questions/lint"
	"trivium/questions/pack"
	"trivium/server/bank"
)

// checkPack looks at a pack and takes nothing: at a file as addPack reads it, or at the pack of an editor, which need not be
// fit to be played yet.
func (s *server) checkPack(c echo.Context) error {
	if kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); kind == "application/json" {
		return s.checkDraft(c)
	}
	return s.checkFile(c)
}

// checkDraft says what is wrong or weak about a pack that is being edited, with the field of each finding.
func (s *server) checkDraft(c echo.Context) error {
	var form packForm
	if err := decodeUpTo(c, &form, mostFile(c)); err != nil {
		return err
	}
	ctx := c.Request().Context()
	done, err := s.readOne(ctx)
	if err != nil {
		return err
	}
	defer done()
	form.ID = cmp.Or(form.ID, "draft")
	findings := s.examine(ctx, form.pack(), nil)
	return c.JSON(http.StatusOK, map[string]any{"findings": bank.FindingsOf(findings)})
}

// place is what a finding is about, and which rule it is of.
type place struct{ question, path, code string }

// examine finds all that is wrong or weak about a pack that did not come from a file. New media are there by their Src. Errors keep the pack
// from being played; what the linter alone calls one is told as a warning, as a file with it is taken, too.
func (s *server) examine(ctx context.Context, p *questions.Pack, fresh map[string][]byte) []questions.Finding {
	findings, said, unsound := pack.Check(p), map[place]bool{}, unsound(p)
	for _, f := range findings {
		said[place{f.Question, f.Path, f.Code}] = true
	}
	size := func(_ *questions.Pack, src string) int64 {
		if data, ok := fresh[src]; ok {
			return int64(len(data))
		}
		data, _, _ := s.Bank.Media(ctx, path.Base(src))
		return int64(len(data))
	}
	for _, f := range lint.CheckWith(lint.Options{Today: s.Clock(), Size: size}, p) {
		if f.Question == "" && f.Code == "licence" {
			f.Path = "license"
		}
		at := place{f.Question, f.Path, f.Code}
		if said[at] || f.Path == "license" && said[place{"", "license", "license"}] {
			continue
		}
		if !unsound[at] {
			f.Severity = questions.Warning
		}
		f.File, f.Words = "", strings.TrimPrefix(f.Words, f.Path+": ") // the path says it
		findings = append(findings, f)
	}
	return findings
}

// unsound is what makes single questions of a pack unfit to be played.
func unsound(p *questions.Pack) map[place]bool {
	all := map[place]bool{}
	for i := range p.Questions {
		_, id, _ := strings.Cut(p.Questions[i].ID, "/")
		for _, problem := range p.Questions[i].Check() {
			all[place{id, problem.Path, problem.Code}] = true
		}
	}
	return all
}
