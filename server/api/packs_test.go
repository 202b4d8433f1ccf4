package api_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// upload sends a pack file in a form.
func (w *world) upload(method, path, name, content string) reply {
	w.t.Helper()
	kind, body := w.oneFile(name, content)
	return w.send(method, path, kind, body, nil)
}

// oneFile is a form with one file, and its media type.
func (w *world) oneFile(name, content string) (kind string, body *bytes.Buffer) {
	w.t.Helper()
	body = &bytes.Buffer{}
	form := multipart.NewWriter(body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		w.t.Fatal(err)
	}
	_, _ = io.WriteString(part, content)
	_ = form.Close()
	return form.FormDataContentType(), body
}

func TestUploadNamesLineAndColumn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	broken := w.upload(http.MethodPost, "/api/packs", "mine.yaml", strings.Replace(yaml, "kind: single", "kind: singel", 1))
	broken.is(t, "a broken pack", http.StatusUnprocessableEntity, `"line":9`)
	good := w.upload(http.MethodPost, "/api/packs", "mine.yaml", strings.Replace(yaml, "id: small", "id: mine", 1))
	good.is(t, "a good pack", http.StatusCreated, `"findings":[]`)
	if at := good.header.Get("Location"); at != "/api/packs/mine" {
		t.Errorf("it is at %q", at)
	}
	if r := w.get("/api/questions?q=colour%20which"); strings.Count(r.body, `"id"`) != 2 {
		t.Errorf("search: %s", r.body)
	}
	w.upload(http.MethodPost, "/api/packs", "large.yaml", strings.Repeat("#", 65<<20)).is(t, "a large file", http.StatusRequestEntityTooLarge, "too_large")
	w.delete("/api/packs/mine").is(t, "delete", http.StatusNoContent, "")
	w.delete("/api/packs/small").is(t, "delete what came along", http.StatusNotFound, "no_pack")
}

// TestAPackIsReplacedAndTakenAlong puts another version in its place, and gets both files as they were written.
func TestAPackIsReplacedAndTakenAlong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	mine := "# by hand\n" + strings.Replace(yaml, "id: small", "id: mine", 1)
	w.upload(http.MethodPut, "/api/packs/mine", "mine.yaml", mine).is(t, "nothing to replace", http.StatusNotFound, "no_pack")
	w.upload(http.MethodPost, "/api/packs", "mine.yaml", mine).is(t, "add", http.StatusCreated, "")
	newer := strings.Replace(mine, "Blue", "Green", 1)
	w.upload(http.MethodPut, "/api/packs/mine", "other.yaml", newer).is(t, "replace", http.StatusOK, `"id":"mine"`)
	w.get("/api/packs/mine").is(t, "the newer one", http.StatusOK, "Green")
	if file := w.get("/api/packs/mine/file"); file.body != newer || file.header.Get("Content-Disposition") != "attachment; filename=other.yaml" {
		t.Errorf("the file: %v %q", file.header, file.body)
	}
	w.upload(http.MethodPut, "/api/packs/mine", "small.yaml", yaml).is(t, "another pack", http.StatusUnprocessableEntity, `"code":"id"`)
	w.upload(http.MethodPut, "/api/packs/small", "small.yaml", yaml).is(t, "one that came along", http.StatusNotFound, "no_pack")
	if file := w.get("/api/packs/small/file"); file.body != yaml {
		t.Errorf("the file that came along: %q", file.body)
	}
	w.get("/api/packs/none/file").is(t, "no pack", http.StatusNotFound, "no_pack")
	w.get("/api/packs/none").is(t, "no pack", http.StatusNotFound, "no_pack")
}

func TestMe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get("/api/me").is(t, "nobody", http.StatusOK, `"host":false`)
	w.signIn()
	w.get("/api/me").is(t, "a host", http.StatusOK, `"host":true`)
	w.send(http.MethodGet, "/api/me", "", nil, map[string]string{"Accept": "image/png"}).is(t, "a picture", http.StatusNotAcceptable, "not_acceptable")
}
