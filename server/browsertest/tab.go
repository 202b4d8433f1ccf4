package browsertest

import (
	"context"
	"errors"
)

// errMoved is evaluate's error when the page went to another address in the middle of a script.
var errMoved = errors.New("the page went elsewhere")

// tab is one tab of some browser: what a Page needs of it. Its bodies are chromiumTab and firefoxTab. Every context
// given to a method derives from base.
type tab interface {
	// base lives as long as the tab.
	base() context.Context
	// navigate loads url and returns after its load event.
	navigate(ctx context.Context, url string) error
	// reload loads the page again and returns after its load event.
	reload(ctx context.Context) error
	// evaluate returns the value of a script's last expression as JSON, null for undefined. It awaits a promise.
	evaluate(ctx context.Context, script string) ([]byte, error)
	// press presses and releases at a point of the viewport, in CSS pixels, with a finger or a mouse.
	press(ctx context.Context, at point, touch bool) error
	// keys presses the keys of the text one by one, while others are held; special keys are those of keyCode.
	keys(ctx context.Context, text string, held ...modifier) error
	// resize gives the tab the size and the kind of the view.
	resize(ctx context.Context, view View) error
	// picture returns a PNG of the whole document.
	picture(ctx context.Context) ([]byte, error)
	// sibling opens another empty tab that shares cookies and storage.
	sibling() (tab, error)
	// console is what the tab has complained about.
	console() *console
	// close closes the tab and returns when nothing of it runs any more. It may be called twice.
	close()
}

type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}
