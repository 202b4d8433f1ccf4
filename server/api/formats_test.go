package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trivium/questions/formats"
)

// picturedPack is a zip of a pack and its picture, with so many more bytes in the pack file.
func picturedPack(t *testing.T, id string, more int) string {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	pack := packNamed(id) + "    media: [{type: image, src: media/a.png, alt: A dot}]\n" + strings.Repeat("#", more)
	return zipOf(t, map[string]string{id + ".yaml": pack, "media/a.png": picture.String()})
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, data := range files {
		entry, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(entry, data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAFileWithPicturesIsImportedAndExported(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	w.upload(http.MethodPost, "/api/packs/check", "x.zip", picturedPack(t, "mine", 0)).is(t, "check", http.StatusOK, `"code":"no-summary"`)
	w.get("/api/packs/mine").is(t, "after the check", http.StatusNotFound, "no_pack")
	w.upload(http.MethodPost, "/api/packs", "x.zip", picturedPack(t, "mine", 0)).is(t, "import", http.StatusCreated, `"findings":[]`)
	file := w.get("/api/packs/mine/file")
	file.is(t, "its file", http.StatusOK, "id: mine")

	out := w.get("/api/packs/mine/export?format=native")
	if out.status != http.StatusOK || !strings.HasPrefix(out.body, "PK") || out.header.Get("Trivium-Losses") != "0" ||
		out.header.Get("Content-Disposition") != "attachment; filename=mine.zip" {
		t.Fatalf("export: %d %v", out.status, out.header)
	}
	w.get("/api/packs/mine/export/losses?format=native").is(t, "losses", http.StatusOK, `"findings":[]`)
	w.delete("/api/packs/mine").is(t, "delete", http.StatusNoContent, "")
	w.upload(http.MethodPost, "/api/packs", "again.zip", out.body).is(t, "import what was exported", http.StatusCreated, `"id":"mine"`)

	w.get("/api/packs/mine/export?format=stone").is(t, "no such format", http.StatusBadRequest, "format")
	w.get("/api/packs/none/export?format=native").is(t, "no such pack", http.StatusNotFound, "no_pack")
	w.get("/api/formats").is(t, "formats", http.StatusOK, `"id":"native"`)
}

func TestAZipBombIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bomb := picturedPack(t, "mine", 33<<20)
	if len(bomb) > 100<<10 {
		t.Fatalf("it has %d bytes", len(bomb))
	}
	w.upload(http.MethodPost, "/api/packs", "x.zip", bomb).is(t, "the bomb", http.StatusUnprocessableEntity, "more than 32768 KiB unpacked")
	w.get("/api/packs/mine").is(t, "it", http.StatusNotFound, "no_pack")
}

// loudPack is a zip of a pack with so many sounds of 7 MiB, which are nearly nothing when they are deflated.
func loudPack(t *testing.T, id string, sounds int) string {
	t.Helper()
	pack := packNamed(id) + "    media:\n"
	files := map[string]string{}
	for i := range sounds {
		name := fmt.Sprintf("media/%d.mp3", i)
		pack += "      - {type: audio, src: " + name + ", alt: A beep}\n"
		files[name] = fmt.Sprint("ID3", id, i) + strings.Repeat("\x00", 7<<20)
	}
	files[id+".yaml"] = pack
	return zipOf(t, files)
}

func TestAGuestsPacksAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.json(http.MethodPost, "/api/signin", `{"guest":true}`).is(t, "a guest", http.StatusNoContent, "")
	for _, size := range []int{2<<20 + 1, 3 << 20} { // the file alone, and the whole form
		kind, form := w.oneFile("large.yaml", strings.Repeat("#", size))
		untold := io.MultiReader(strings.NewReader(form.String())) // no Content-Length
		w.send(http.MethodPost, "/api/packs", kind, untold, nil).is(t, "a large file, untold", http.StatusRequestEntityTooLarge, "2 MiB")
		w.send(http.MethodPost, "/api/packs", kind, form, nil).is(t, "a large file", http.StatusRequestEntityTooLarge, "2 MiB")
	}
	w.upload(http.MethodPost, "/api/packs", "one.zip", loudPack(t, "one", 1)).is(t, "a pack", http.StatusCreated, "")
	w.upload(http.MethodPost, "/api/packs", "two.zip", loudPack(t, "two", 1)).is(t, "too much", http.StatusForbidden, "quota")
	w.get("/api/packs/two").is(t, "it", http.StatusNotFound, "no_pack")
	w.upload(http.MethodPut, "/api/packs/one", "one.yaml", packNamed("one")).is(t, "another version", http.StatusOK, "")
	w.upload(http.MethodPut, "/api/packs/one", "one.zip", loudPack(t, "one", 2)).is(t, "a larger version", http.StatusForbidden, "quota")
	for _, id := range []string{"two", "three"} {
		w.upload(http.MethodPost, "/api/packs", id+".yaml", packNamed(id)).is(t, id, http.StatusCreated, "")
	}
	w.upload(http.MethodPost, "/api/packs", "four.yaml", packNamed("four")).is(t, "the fourth", http.StatusForbidden, "guest")
}

// TestAFormIsBroken sends what only looks like a form with a file.
func TestAFormIsBroken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	const kind = "multipart/form-data; boundary=x"
	for body, code := range map[string]string{
		"":          `"file"`,
		"--x--\r\n": `"file"`,
		"--x\r\nContent-Disposition: form-data; name=file; filename=a.yaml\r\n\r\nformat: 1":           `"form"`,
		"--x\r\nContent-Disposition: form-data; name=other; filename=a.yaml\r\n\r\nformat: 1\r\n--x--": `"file"`,
		"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nformat: 1\r\n--x--":                   `"file"`,
	} {
		w.send(http.MethodPost, "/api/packs", kind, strings.NewReader(body), nil).is(t, body, http.StatusBadRequest, code)
	}
}

// TestFormatsAreInTheGuide holds the table of formats in the guide against those that there are.
func TestFormatsAreInTheGuide(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../deploy/docs/packs.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\|[^|]*\\| `([a-z0-9]+)` \\| (yes)? ?\\| (yes)? ?\\|").FindAllStringSubmatch(string(guide), -1) {
		rows[row[1]] = row[2:]
	}
	yes := map[bool]string{true: "yes", false: ""}
	for _, f := range formats.All() {
		if want := []string{yes[f.Read != nil], yes[f.Write != nil]}; !slices.Equal(rows[f.ID], want) {
			t.Errorf("%s is read and written %q; the guide says %q", f.ID, want, rows[f.ID])
		}
	}
}
