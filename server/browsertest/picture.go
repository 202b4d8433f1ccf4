package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// PicturesVariable names the environment variable that holds the folder that screenshots go to and stay in. Without
// it they are taken all the same, into the test's own folder, which goes with the test.
const PicturesVariable = "TRIVIUM_SCREENSHOTS"

// Screenshot takes a PNG of the whole page, beyond what fits the screen, and returns its path: NAME.png.
func (p *Page) Screenshot(name string) string {
	p.t.Helper()
	var png []byte
	p.do("take a screenshot", func(ctx context.Context) (err error) {
		png, err = p.tab.picture(ctx)
		return err
	})
	path := filepath.Join(pictures(p.t), name+".png")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatalf("make the folder for screenshots: %v", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Fatalf("keep a screenshot: %v", err)
	}
	return path
}

func pictures(t testing.TB) string {
	if dir := os.Getenv(PicturesVariable); dir != "" {
		return dir
	}
	return t.TempDir()
}
