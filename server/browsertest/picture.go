package browsertest

import (
	"context"
	"os"
	"path/filepath"
)

// PicturesVariable names the environment variable that holds the folder that screenshots go to. Without it none is taken: without
// a graphics card one takes longer than all that is asserted about the page.
const PicturesVariable = "TRIVIUM_SCREENSHOTS"

// Pictures tells whether somebody wants to look at screenshots, so that a test shows its pages in every view.
func Pictures() bool { return os.Getenv(PicturesVariable) != "" }

// Screenshot takes a PNG of the whole page, beyond what fits the screen, and returns its path, NAME.png; nothing if nobody wants
// to look at it.
func (p *Page) Screenshot(name string) string {
	p.t.Helper()
	if !Pictures() {
		return ""
	}
	var png []byte
	p.do("take a screenshot", func(ctx context.Context) (err error) {
		png, err = p.tab.picture(ctx)
		return err
	})
	path := filepath.Join(os.Getenv(PicturesVariable), name+".png")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatalf("make the folder for screenshots: %v", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Fatalf("keep a screenshot: %v", err)
	}
	return path
}
