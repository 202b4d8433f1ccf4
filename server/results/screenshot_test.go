package results

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"trivium/game"
	"trivium/questions"
	"trivium/server/browsertest"
	"trivium/web"
)

// evening is a pub quiz of six teams with three kinds of questions and a correction.
func evening(t testing.TB) *Report {
	t.Helper()
	var qs []questions.Question
	topics := []string{"rivers", "queens", "metals", "moons", "operas", "bridges"}
	for i := range 12 {
		q := questions.Question{Prompt: fmt.Sprintf("What do you know about %s that nobody else at your table does?", topics[i%6]), Points: 1000, Language: "en"}
		switch i % 3 {
		case 0:
			q.Kind = questions.Single
			q.Choices = []questions.Choice{{Text: "The Danube at Vienna", Correct: true}, {Text: "The Rhine at Basel"}, {Text: "The Seine at Rouen"}, {Text: "None of them"}}
		case 1:
			q.Kind, q.Accept = questions.Text, []questions.Accepted{{Text: "Sputnik"}}
			q.Summary = "It was launched in October 1957 and fell back in January."
		case 2:
			q.Kind, q.Answer = questions.TrueFalse, i%2 == 0
		}
		qs = append(qs, q)
	}
	teams := []string{"Les Quizerables", "The Agathas", "Quizzly Bears", "Universally Challenged", "Table nine", "I thought this was speed dating"}
	var seats []game.SeatEntry
	for i := range 18 {
		name := fmt.Sprintf("%s %d", []string{"Ada", "Benjamin", "Cleopatra", "Dan", "Emmy", "Ferdinand"}[i%6], i/6+1)
		seats = append(seats, game.SeatEntry{Name: name, Key: name, Team: teams[i%6], TeamKey: teams[i%6]})
	}
	set := game.DefaultSettings()
	set.Title, set.Teams = "Pub quiz at the Golden Anchor", true
	h := play(t, set, qs, seats, func(n int, q *questions.Question, seat int) (game.Answer, game.Millis, bool) {
		luck := (n*7 + seat*5 + n*seat) % 10
		right := luck < 8-seat%6
		took := game.Millis(900 + 350*luck + 60*seat)
		switch {
		case q.Kind == questions.Text && right:
			return game.Answer{Text: "Sputnik"}, took, luck != 9
		case q.Kind == questions.Text:
			return game.Answer{Text: []string{"Vostok", "Apollo 11", "Laika"}[luck%3]}, took, luck != 9
		case q.Kind == questions.TrueFalse && right == q.Answer:
			return game.Answer{Pick: []int{0}}, took, true
		case q.Kind == questions.TrueFalse:
			return game.Answer{Pick: []int{1}}, took, true
		}
		return game.Answer{Pick: []int{luck % 4}}, took, luck != 7
	})
	h.do(game.Command{Verb: game.DoJudge, Showing: 1, Text: "vostok", Right: true, By: game.By{Sender: "host", Counter: 1}})
	h.do(game.Command{Verb: game.DoAdjust, Key: "Table nine", Delta: 250, Reason: "sang the answer", By: game.By{Sender: "host", Counter: 2}})
	h.do(game.Command{Verb: game.DoVoid, Showing: 5, On: true})
	return h.report()
}

// TestScreenshots shows reports on a phone, a laptop and a big screen, by day and by night, and as they print. What a person
// would stumble over fails.
func TestScreenshots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	assets, err := web.New(web.Options{Cache: os.Getenv("TRIVIUM_CACHE")})
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]*Report{"evening": evening(t), "class": class(t).report(), "kinds": golden(t)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, found := strings.CutPrefix(r.URL.Path, "/r/")
		if !found || reports[name] == nil {
			assets.Handler().ServeHTTP(w, r)
			return
		}
		body, err := reports[name].HTML(Page{Base: "/r/" + name, Print: r.URL.Query().Has("print")})
		if err != nil {
			t.Error(err)
		}
		document, err := assets.Page(web.Page, web.PageData{Title: reports[name].Title, Body: body})
		if err != nil {
			t.Error(err)
		}
		document.ServeHTTP(w, r)
	}))
	defer server.Close()
	page := browser.Open(t, server.URL+"/r/evening", browsertest.Laptop)
	for name := range reports {
		for _, size := range []struct {
			name string
			view browsertest.View
		}{{"phone", browsertest.Phone}, {"laptop", browsertest.Laptop}, {"projector", browsertest.Projector}} {
			page.Resize(size.view)
			page.Goto(server.URL + "/r/" + name)
			page.See("main.result")
			nights := []bool{false}
			if name == "evening" {
				nights = []bool{false, true}
			} else if size.view == browsertest.Projector {
				continue
			}
			for _, night := range nights {
				look := map[bool]string{false: "day", true: "night"}[night]
				page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: night})
				page.Screenshot("report-" + name + "-" + size.name + "-" + look)
				if size.view == browsertest.Phone || browsertest.Pictures() {
					page.Accessible()
				}
				upright(t, page, name+" on a "+size.name)
			}
			if size.view == browsertest.Phone || size.view == browsertest.Projector && !browsertest.Pictures() {
				continue // nobody prints from a phone, and with all open it is too tall for a picture
			}
			page.Prefer(browsertest.Preferences{ReducedMotion: true})
			page.Goto(server.URL + "/r/" + name + "?print")
			page.See("main.printed")
			page.Screenshot("report-" + name + "-" + size.name + "-print-view")
			page.Accessible()
			upright(t, page, name+" to print, on a "+size.name)
		}
		page.Resize(browsertest.View{Width: 794, Height: 1123, Scale: 1}) // A4 at 96 dots an inch
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Print: true})
		page.Goto(server.URL + "/r/" + name + "?print")
		page.Screenshot("report-" + name + "-paper")
		upright(t, page, name+" on paper")
	}
	page.NoProblems()
}

// upright fails if the page scrolls sideways.
func upright(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.Errorf("%s is %d px wider than the screen", what, over)
	}
}
