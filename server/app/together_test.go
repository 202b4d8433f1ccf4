package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/redistest"
	"trivium/web"
)

// instance is a whole server of a test, and a browser that knows all of them as one site, as behind a proxy.
type instance struct {
	*app
	t       *testing.T
	browser *http.Client
}

// client is the browser client, built once for all tests.
var client = sync.OnceValues(func() (*web.Assets, error) { return web.New(web.Options{Cache: os.Getenv("TRIVIUM_CACHE")}) })

// launch starts a server over a Redis. It ends with the test.
func launch(t *testing.T, redis *redistest.Server, data string, browser *http.Client) instance {
	t.Helper()
	return launchWith(t, Options{Data: data, RedisURL: redis.URL()}, browser)
}

func launchWith(t *testing.T, o Options, browser *http.Client) instance {
	t.Helper()
	o.Addr, o.MetricsAddr, o.Retention, o.Out, o.Err = "127.0.0.1:0", "off", 2*time.Hour, io.Discard, io.Discard
	a := &app{
		options: o,
		log:     slog.New(slog.DiscardHandler), registry: prometheus.NewRegistry(),
	}
	t.Cleanup(func() {
		if err := a.stop(); err != nil {
			t.Error(err)
		}
	})
	var err error
	if a.assets, err = client(); err != nil {
		t.Fatal(err)
	}
	if err := a.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return instance{app: a, t: t, browser: browser}
}

// newBrowser takes cookies of 127.0.0.1 to every port, as browsers do.
func newBrowser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func (i instance) send(method, path, kind string, body io.Reader) (int, string) {
	i.t.Helper()
	request, err := http.NewRequestWithContext(i.t.Context(), method, "http://"+i.options.Addr+path, body)
	if err != nil {
		i.t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	response, err := i.browser.Do(request)
	if err != nil {
		i.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		i.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func (i instance) get(path string) (int, string) {
	i.t.Helper()
	return i.send(http.MethodGet, path, "", nil)
}

// must sends what has to be taken.
func (i instance) must(method, path, body string) string {
	i.t.Helper()
	status, text := i.send(method, path, "application/json", strings.NewReader(body))
	if status >= http.StatusMultipleChoices {
		i.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	return text
}

// upload drops a file on the host page.
func (i instance) upload(name, content string) (int, string) {
	i.t.Helper()
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, err := writer.CreateFormFile("file", name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err != nil {
		i.t.Fatal(err)
	}
	_ = writer.Close() // to memory
	return i.send(http.MethodPost, "/api/packs", writer.FormDataContentType(), &form)
}

// within waits until something is so.
func within(t *testing.T, limit time.Duration, what string, is func() bool) {
	t.Helper()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for end := time.After(limit); !is(); {
		select {
		case <-ticker.C:
		case <-end:
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}

const pictured = `format: 1
id: pictured
title: Pictured
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - id: one
    kind: single
    prompt: Which colour is this?
    media:
      - {type: image, src: media/blue.png, alt: a colour, license: CC0-1.0}
    choices:
      - {text: Blue, correct: true}
      - {text: Seven}
`

// drawBlue puts the pack's picture into the folder of one instance.
func drawBlue(t *testing.T, data string) {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 8, 8))
	picture.Set(1, 1, color.RGBA{B: 255, A: 255})
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(data, "packs", "media")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "blue.png"), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestInstancesAreOneServer: whoever is known to one instance is known to the other, and what one has, the other shows.
func TestInstancesAreOneServer(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	browser := newBrowser(t)
	folders := []string{t.TempDir(), t.TempDir()}
	drawBlue(t, folders[0])
	if err := os.WriteFile(filepath.Join(folders[1], "host.key"), []byte(strings.Repeat("old", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	one, two := launch(t, redis, folders[0], browser), launch(t, redis, folders[1], browser)

	kept, err := os.ReadFile(filepath.Join(folders[1], "host.key"))
	if one.key != two.key || err != nil || strings.TrimSpace(string(kept)) != one.key {
		t.Fatalf("the keys are %q and %q, and in the file stands %q (%v)", one.key, two.key, kept, err)
	}
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	two.must(http.MethodGet, "/api/packs", "")

	if status, text := one.upload("pictured.yaml", pictured); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	within(t, 2*time.Second, "an upload is on the other instance", func() bool { _, known := two.bank.Pack("pictured"); return known })
	var created struct {
		PIN string `json:"pin"`
	}
	if err := json.Unmarshal([]byte(two.must(http.MethodPost, "/api/games", `{"packs":["pictured"]}`)), &created); err != nil {
		t.Fatal(err)
	}
	show := one.must(http.MethodGet, "/api/games/"+created.PIN, "")
	if show != two.must(http.MethodGet, "/api/games/"+created.PIN, "") && !strings.Contains(show, `"token"`) {
		t.Errorf("the host page of the other: %s", show)
	}
	room, err := one.rooms.Open(t.Context(), created.PIN)
	if err != nil {
		t.Fatal(err)
	}
	state, _ := room.Now()
	source := state.Questions[0].Media[0].Src
	for _, path := range []string{source, "/qr/" + created.PIN + ".svg", "/api/join/" + created.PIN, "/r/" + string(room.ID()), "/r/" + string(room.ID()) + ".csv"} {
		for _, at := range []instance{one, two} {
			if status, text := at.get(path); status != http.StatusOK {
				t.Errorf("%s on %s: %d %.200s", path, at.options.Addr, status, text)
			}
		}
	}

	two.must(http.MethodDelete, "/api/packs/pictured", "")
	within(t, 2*time.Second, "a removal is on the other instance", func() bool { _, known := one.bank.Pack("pictured"); return !known })
	three := launch(t, redis, t.TempDir(), browser) // it never had the pack
	for range 2 {                                   // from the store, then from its folder
		if status, _ := three.get(source); status != http.StatusOK {
			t.Errorf("the picture of a running game, on an instance that never had it: %d", status)
		}
	}
	three.must(http.MethodPost, "/api/signout", "")
	if status, _ := two.get("/api/packs"); status != http.StatusUnauthorized {
		t.Errorf("signed out there, here: %d", status)
	}
}

// TestUploadsTakeEachOthersPlace: one pack of an id is in the bank, on every instance the same, and hand-dropped files stay home.
func TestUploadsTakeEachOthersPlace(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	browser := newBrowser(t)
	folder := t.TempDir()
	one, two := launch(t, redis, folder, browser), launch(t, redis, t.TempDir(), browser)
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	pack := func(id, title string) string {
		return strings.NewReplacer("id: pictured", "id: "+id, "title: Pictured", "title: "+title, "    media:\n", "",
			"      - {type: image, src: media/blue.png, alt: a colour, license: CC0-1.0}\n", "").Replace(pictured)
	}
	title := func(at instance, id string) string {
		if p, known := at.bank.Pack(id); known {
			return p.Title
		}
		return ""
	}
	if err := os.WriteFile(filepath.Join(folder, "packs", "home.yaml"), []byte(pack("home", "By hand")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		at   instance
		file string
		id   string
	}{{one, "a.yaml", "quiz"}, {two, "a.yaml", "quiz"}, {one, "b.yaml", "quiz"}, {two, "home.yaml", "other"}, {two, "a.yaml", "quiz"}} {
		name := step.file + " on " + step.at.options.Addr
		if status, text := step.at.upload(step.file, pack(step.id, name)); status != http.StatusCreated {
			t.Fatalf("upload: %d %s", status, text)
		}
		for _, at := range []instance{one, two} {
			within(t, 2*time.Second, "the last upload is there", func() bool { return title(at, step.id) == name })
		}
		if _, problems := two.bank.Entries(); len(problems) > 0 {
			t.Errorf("problems: %v", problems)
		}
	}
	if got := title(one, "home"); got != "By hand" {
		t.Errorf("what was dropped by hand is %q", got)
	}
	if got := title(two, "home"); got != "" {
		t.Errorf("what was dropped by hand on another instance is here: %q", got)
	}
	if status, text := one.upload("bad.yaml", "format: 2"); status != http.StatusUnprocessableEntity {
		t.Errorf("a bad file: %d %s", status, text)
	}
	within(t, 2*time.Second, "one text for each pack lies in the store", func() bool {
		list, err := one.store.List(t.Context(), filesCollection, "", 100)
		return err == nil && len(list) == 2
	})
	one.must(http.MethodDelete, "/api/packs/home", "")
	if _, err := os.Stat(filepath.Join(folder, "packs", "home.yaml")); err == nil {
		t.Error("a removed file is there")
	}
}

func (i instance) ready() bool { status, _ := i.get("/readyz"); return status == http.StatusOK }

// TestOfTwoWhoEditAtOnceOneIsTold has two instances save another version of what both have read, again and again at the same moment.
func TestOfTwoWhoEditAtOnceOneIsTold(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	browser := newBrowser(t)
	instances := []instance{launch(t, redis, t.TempDir(), browser), launch(t, redis, t.TempDir(), browser)}
	one := instances[0]
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	save := func(at instance, title, condition, tag string) (status int, next string) {
		body := `{"pack":{"title":"` + title + `","language":"en","version":"1.0.0","license":"CC0-1.0",` +
			`"questions":[{"id":"a","kind":"slide","prompt":"Hello","time":20,"points":0}]}}`
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+at.options.Addr+"/api/packs/owl/contents", strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set(condition, tag)
		response, err := browser.Do(request)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer func() { _ = response.Body.Close() }()
		return response.StatusCode, response.Header.Get("ETag")
	}
	status, tag := save(one, "First", "If-None-Match", "*")
	if status != http.StatusCreated {
		t.Fatalf("a new pack: %d", status)
	}
	within(t, 30*time.Second, "the pack is on the other instance", func() bool { _, known := instances[1].bank.Pack("owl"); return known })
	for round := range 20 {
		var all sync.WaitGroup
		var statuses [2]int
		var tags [2]string
		for i, at := range instances {
			all.Go(func() { statuses[i], tags[i] = save(at, fmt.Sprintf("Round %d of %d", round, i), "If-Match", tag) })
		}
		all.Wait()
		switch statuses {
		case [2]int{http.StatusOK, http.StatusPreconditionFailed}:
			tag = tags[0]
		case [2]int{http.StatusPreconditionFailed, http.StatusOK}:
			tag = tags[1]
		default:
			t.Fatalf("round %d: both saved at once, and were told %v", round, statuses)
		}
	}
	files, err := one.store.List(t.Context(), filesCollection, "", 100)
	if err != nil || len(files) != 1 {
		t.Errorf("%d files are on the shelf, for one pack without media (%v)", len(files), err)
	}
}

// TestRedisGoesAway: an instance is not ready then, says so in words, and is ready again when Redis is back.
func TestRedisGoesAway(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	one := launch(t, redis, t.TempDir(), newBrowser(t))
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	if !one.ready() {
		t.Fatal("not ready at the start")
	}
	redis.Kill()
	within(t, 5*time.Second, "it is not ready without Redis", func() bool { return !one.ready() })
	if status, text := one.get("/api/packs"); status != http.StatusServiceUnavailable || !strings.Contains(text, "does not answer") {
		t.Errorf("the bank: %d %s", status, text)
	}
	redis.Start()
	within(t, 5*time.Second, "it is ready again", one.ready)
	one.must(http.MethodGet, "/api/packs", "")
	one.must(http.MethodPost, "/api/games", `{"packs":["demo"]}`)
}

// TestAWrongStart: what is wrong with what several instances share is said at once, and which flag mends it.
func TestAWrongStart(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{Fsync: "off"})
	start := func(change func(*Options)) string {
		o := Options{
			Addr: "127.0.0.1:0", Data: t.TempDir(), MetricsAddr: "off", RedisURL: redis.URL(), Retention: 2 * time.Hour, Out: io.Discard, Err: io.Discard,
		}
		change(&o)
		limited, cancel := context.WithTimeout(t.Context(), 30*time.Second) // one that succeeds would serve until then
		defer cancel()
		err := Run(limited, o)
		if err == nil {
			return ""
		}
		return err.Error()
	}
	shared := launch(t, redis, t.TempDir(), nil)
	free, err := url.Parse("redis://127.0.0.1:" + fmt.Sprint(redistest.SparePort(t)))
	if err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Options){
		"--redis-url (TRIVIUM_REDIS_URL) must begin with redis://": func(o *Options) { o.RedisURL = "http://x" },
		"nothing listens there":                                        func(o *Options) { o.RedisURL = free.String() },
		"--redis-replicas (TRIVIUM_REDIS_REPLICAS) -1 must be":         func(o *Options) { o.RedisReplicas = -1 },
		"name one with --redis-url":                                    func(o *Options) { o.RedisURL, o.RedisReplicas = "", 1 },
		"--retention (TRIVIUM_RETENTION) 1m0s must be 1h0m0s or more":  func(o *Options) { o.Retention = time.Minute },
		"another instance uses the data folder " + shared.options.Data: func(o *Options) { o.Data = shared.options.Data },
	} {
		if got := start(change); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
