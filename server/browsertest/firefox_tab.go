package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
)

var _ tab = (*firefoxTab)(nil)

// firefoxTab is a tab of Firefox, driven by WebDriver BiDi.
type firefoxTab struct {
	link  *bidi
	id    string // of the tab
	user  string // of the user context: whose cookies and storage it has
	heard *console
}

// newFirefoxTab opens an empty tab of the user context, or of a new one if user is empty.
func newFirefoxTab(link *bidi, user string) (tab, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if user == "" {
		made, err := link.call(ctx, "browser.createUserContext", object{})
		if err != nil {
			return nil, err
		}
		if user, err = field(made, "userContext"); err != nil {
			return nil, err
		}
	}
	made, err := link.call(ctx, "browsingContext.create", object{"type": "tab", "userContext": user})
	if err != nil {
		return nil, err
	}
	id, err := field(made, "context")
	if err != nil {
		return nil, err
	}
	heard := newConsole()
	link.mu.Lock()
	link.consoles[id] = heard
	link.mu.Unlock()
	return &firefoxTab{link: link, id: id, user: user, heard: heard}, nil
}

// field reads one string of a result.
func field(result json.RawMessage, name string) (string, error) {
	var fields map[string]json.RawMessage
	var value string
	if err := json.Unmarshal(result, &fields); err != nil {
		return "", err
	}
	if err := json.Unmarshal(fields[name], &value); err != nil {
		return "", fmt.Errorf("no %s in %s: %w", name, result, err)
	}
	return value, nil
}

func (f *firefoxTab) base() context.Context  { return context.Background() }
func (f *firefoxTab) console() *console      { return f.heard }
func (f *firefoxTab) sibling() (tab, error)  { return newFirefoxTab(f.link, f.user) }
func (f *firefoxTab) params(o object) object { o["context"] = f.id; return o }

func (f *firefoxTab) close() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, _ = f.link.call(ctx, "browsingContext.close", f.params(object{})) // closed already is as good
}

func (f *firefoxTab) navigate(ctx context.Context, url string) error {
	_, err := f.link.call(ctx, "browsingContext.navigate", f.params(object{"url": url, "wait": "complete"}))
	return err
}

func (f *firefoxTab) reload(ctx context.Context) error {
	_, err := f.link.call(ctx, "browsingContext.reload", f.params(object{"wait": "complete"}))
	return err
}

func (f *firefoxTab) resize(ctx context.Context, view View) error {
	_, err := f.link.call(ctx, "browsingContext.setViewport", f.params(object{
		"viewport":         object{"width": view.Width, "height": view.Height},
		"devicePixelRatio": view.Scale,
	}))
	return err
}

func (f *firefoxTab) picture(ctx context.Context) ([]byte, error) {
	result, err := f.link.call(ctx, "browsingContext.captureScreenshot", f.params(object{"origin": "document"}))
	if err != nil {
		return nil, err
	}
	var taken struct {
		Data []byte `json:"data"` // base64, as encoding/json has bytes
	}
	return taken.Data, json.Unmarshal(result, &taken)
}

func (f *firefoxTab) press(ctx context.Context, at point, touch bool) error {
	kind := "mouse"
	if touch {
		kind = "touch"
	}
	return f.perform(ctx, object{
		"type": "pointer", "id": kind, "parameters": object{"pointerType": kind},
		"actions": []object{
			{"type": "pointerMove", "x": int(at.X), "y": int(at.Y)},
			{"type": "pointerDown", "button": 0},
			{"type": "pointerUp", "button": 0},
		},
	})
}

func (f *firefoxTab) keys(ctx context.Context, text string, held ...modifier) error {
	codes := map[modifier]string{control: "\uE009", alt: "\uE00A", shift: "\uE008"}
	var actions []object
	for _, m := range held {
		actions = append(actions, object{"type": "keyDown", "value": codes[m]})
	}
	for _, r := range text {
		actions = append(actions,
			object{"type": "keyDown", "value": string(r)}, object{"type": "keyUp", "value": string(r)})
	}
	for _, m := range held {
		actions = append(actions, object{"type": "keyUp", "value": codes[m]})
	}
	return f.perform(ctx, object{"type": "key", "id": "keyboard", "actions": actions})
}

func (f *firefoxTab) perform(ctx context.Context, source object) error {
	_, err := f.link.call(ctx, "input.performActions", f.params(object{"actions": []object{source}}))
	return err
}

func (f *firefoxTab) evaluate(ctx context.Context, script string) ([]byte, error) {
	result, err := f.link.call(ctx, "script.evaluate", object{
		"expression": script, "target": object{"context": f.id}, "awaitPromise": true, "userActivation": true,
	})
	if err != nil {
		return nil, err
	}
	var got struct {
		Result           remoteValue `json:"result"`
		ExceptionDetails *struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	if err := json.Unmarshal(result, &got); err != nil {
		return nil, err
	}
	if got.ExceptionDetails != nil {
		return nil, fmt.Errorf("the page's script failed: %s", got.ExceptionDetails.Text)
	}
	plain, err := got.Result.plain()
	if err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}
