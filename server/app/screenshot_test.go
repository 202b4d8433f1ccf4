package app

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	xdraw "golang.org/x/image/draw"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/games"
	"trivium/server/room"
)

// TestScreenshotReadme plays the first question of a real game before the host's laptop, a projector and a phone, and puts the
// three side by side for the README: readme.png, kept as deploy/docs/trivium.png.
func TestScreenshotReadme(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	a := serve(t)
	settings := game.DefaultSettings()
	settings.Title = "Quiz night at the Fox"
	record, err := a.games.Create(t.Context(), "", games.Request{Packs: []string{"general"}, Settings: settings})
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
	desk := browser.Open(t, url+"/host#key="+a.key, browsertest.View{Width: 980, Height: 720, Scale: 1})
	desk.See(".packs")
	desk.Goto(url + "/host/" + record.PIN)
	screen := browser.Open(t, url+"/s/"+record.PIN, browsertest.View{Width: 1280, Height: 720, Scale: 1})
	screen.SeeText(record.PIN[:3])
	phone := browser.Open(t, url+"/j/"+record.PIN, browsertest.View{Width: 360, Height: 720, Scale: 1, Touch: true})
	for _, page := range []*browsertest.Page{desk, screen, phone} {
		page.Prefer(browsertest.Preferences{ReducedMotion: true})
	}
	phone.Fill("#name", "Ada")
	phone.Press("Enter")
	phone.Gone("#name")
	prompt := toFirstQuestion(t, opened)
	for _, page := range []*browsertest.Page{desk, screen, phone} {
		page.SeeText(prompt)
		page.NoProblems()
	}
	screen.Wait("the count of answers", `/\b(9|1\d|2\d) *\/ *24/.test(document.body.innerText.replace(/\s+/g, " "))`)
	desk.Do(`document.body.style.height = "720px"; document.body.style.overflow = "hidden"`) // what a laptop shows without scrolling
	if !browsertest.Pictures() {
		return
	}
	picture := beside(t, desk.Screenshot("readme-host"), screen.Screenshot("readme-screen"), phone.Screenshot("readme-phone"))
	if err := os.WriteFile(filepath.Join(os.Getenv(browsertest.PicturesVariable), "readme.png"), picture, 0o644); err != nil {
		t.Fatal(err)
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

// beside puts pictures side by side, cut to the height of the lowest.
func beside(t *testing.T, paths ...string) []byte {
	t.Helper()
	const margin = 18
	width, height := margin, 0
	parts := make([]image.Image, len(paths))
	for i, path := range paths {
		parts[i] = smaller(picture(t, path))
		width += parts[i].Bounds().Dx() + margin
		if h := parts[i].Bounds().Dy(); height == 0 || h < height {
			height = h
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height+2*margin))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.RGBA{0xd9, 0xd5, 0xe8, 0xff}), image.Point{}, draw.Src)
	x := margin
	for _, p := range parts {
		draw.Draw(out, image.Rect(x, margin, x+p.Bounds().Dx(), margin+height), p, p.Bounds().Min, draw.Over)
		x += p.Bounds().Dx() + margin
	}
	var encoded bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&encoded, fewColours(out)); err != nil {
		t.Fatal(err)
	}
	return encoded.Bytes()
}

// fewColours gives a picture in its 256 most frequent colours, each other in the nearest of them.
func fewColours(p *image.RGBA) *image.Paletted {
	counts := map[color.RGBA]int{}
	for i := 0; i < len(p.Pix); i += 4 {
		counts[color.RGBA{p.Pix[i] &^ 7, p.Pix[i+1] &^ 7, p.Pix[i+2] &^ 7, 0xff}]++
	}
	colours := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int { return counts[b] - counts[a] })
	palette := color.Palette{}
	for _, c := range colours[:min(len(colours), 256)] {
		palette = append(palette, color.RGBA{c.R | c.R>>5, c.G | c.G>>5, c.B | c.B>>5, 0xff})
	}
	out := image.NewPaletted(p.Bounds(), palette)
	draw.Draw(out, out.Bounds(), p, image.Point{}, draw.Src)
	return out
}

// smaller gives a picture at 5/8 of its size.
func smaller(p image.Image) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, p.Bounds().Dx()*5/8, p.Bounds().Dy()*5/8))
	xdraw.CatmullRom.Scale(out, out.Bounds(), p, p.Bounds(), xdraw.Src, nil)
	return out
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
