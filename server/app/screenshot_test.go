package app

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/games"
	"trivium/server/room"
)

// TestScreenshotReadme plays the first question of a real game before a projector and a phone, and puts the two side by side
// for the README: readme.png, kept as deploy/docs/trivium.png.
func TestScreenshotReadme(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	a := serve(t)
	settings := game.DefaultSettings()
	settings.Title = "Quiz night at the Fox"
	record, err := a.games.Create(t.Context(), games.Request{Packs: []string{"general"}, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	opened, err := a.rooms.Open(t.Context(), record.PIN)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.addPractice(t.Context(), record.PIN, 23); err != nil {
		t.Fatal(err)
	}
	url := "http://" + a.options.Addr
	screen := browser.Open(t, url+"/s/"+record.PIN, browsertest.View{Width: 1280, Height: 720, Scale: 1})
	screen.SeeText(record.PIN[:3])
	phone := browser.Open(t, url+"/j/"+record.PIN, browsertest.View{Width: 360, Height: 720, Scale: 1, Touch: true})
	for _, page := range []*browsertest.Page{screen, phone} {
		page.Prefer(browsertest.Preferences{ReducedMotion: true})
	}
	phone.Fill("#name", "Ada")
	phone.Press("Enter")
	phone.Gone("#name")
	prompt := toFirstQuestion(t, opened)
	for _, page := range []*browsertest.Page{screen, phone} {
		page.SeeText(prompt)
		page.NoProblems()
	}
	screen.Wait("the count of answers", `/\b(9|1\d|2\d) *\/ *24/.test(document.body.innerText.replace(/\s+/g, " "))`)
	picture := beside(t, screen.Screenshot("readme-screen"), phone.Screenshot("readme-phone"))
	if folder := os.Getenv(browsertest.PicturesVariable); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "readme.png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(picture) > 200<<10 {
		t.Errorf("the picture has %d bytes; readers on slow lines want less than 200 KiB", len(picture))
	}
}

// serve runs a whole server for a test.
func serve(t *testing.T) *app {
	t.Helper()
	a := &app{
		options: Options{
			Addr: "127.0.0.1:0", Data: t.TempDir(), MetricsAddr: "off", URL: "http://quiz.example.org", Version: "test", Out: io.Discard,
			Err: io.Discard,
		},
		log: slog.New(slog.DiscardHandler), registry: prometheus.NewRegistry(),
	}
	t.Cleanup(func() {
		if err := a.stop(); err != nil {
			t.Error(err)
		}
	})
	if err := a.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

// toFirstQuestion presses the big button until answers are taken, and gives the beginning of the prompt.
func toFirstQuestion(t *testing.T, r *room.Room) string {
	t.Helper()
	for {
		state, changed := r.Now()
		view := game.ViewOf(state, game.ForHost)
		if _, running := state.Running(); running {
			return strings.SplitN(view.Question.Prompt, "?", 2)[0]
		}
		if len(state.Seats) < 24 { // Ada is not seated yet
			select {
			case <-changed:
			case <-time.After(10 * time.Second):
				t.Fatalf("only %d of 24 were seated", len(state.Seats))
			}
			continue
		}
		if err := r.Do(t.Context(), game.Command{Verb: game.DoNext, Turn: state.Turn}); err != nil {
			t.Fatal(err)
		}
	}
}

// beside puts two pictures side by side.
func beside(t *testing.T, left, right string) []byte {
	t.Helper()
	const margin = 24
	first, second := picture(t, left), picture(t, right)
	width := first.Bounds().Dx() + second.Bounds().Dx() + 3*margin
	height := max(first.Bounds().Dy(), second.Bounds().Dy()) + 2*margin
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.RGBA{0xd9, 0xd5, 0xe8, 0xff}), image.Point{}, draw.Src)
	place := func(p image.Image, x int) {
		y := (height - p.Bounds().Dy()) / 2
		draw.Draw(out, image.Rect(x, y, x+p.Bounds().Dx(), y+p.Bounds().Dy()), p, p.Bounds().Min, draw.Over)
	}
	place(first, margin)
	place(second, first.Bounds().Dx()+2*margin)
	var encoded bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&encoded, out); err != nil {
		t.Fatal(err)
	}
	return encoded.Bytes()
}

func picture(t *testing.T, path string) image.Image {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	decoded, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}
