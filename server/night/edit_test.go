package night_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/game"
	"trivium/questions"
	"trivium/server/browsertest"
	"trivium/server/wire"
)

// editedPack is a pack as the API gives it whole, as far as these tests look.
type editedPack struct {
	Title     string `json:"title"`
	Questions []struct {
		ID      string `json:"id"`
		Kind    string `json:"kind"`
		Prompt  string `json:"prompt"`
		Choices []struct {
			Text    string `json:"text"`
			Correct bool   `json:"correct"`
		} `json:"choices"`
		Media []struct {
			Src string `json:"src"`
			Alt string `json:"alt"`
		} `json:"media"`
	} `json:"questions"`
}

// contentsOf reads a pack from the server.
func contentsOf(t *testing.T, s *browsertest.Server, id string) editedPack {
	t.Helper()
	var got struct {
		Pack editedPack `json:"pack"`
	}
	ask(t, s, http.MethodGet, "/api/packs/"+id+"/contents", nil, &got)
	return got.Pack
}

// kinds of a pack's questions, in their order.
func (p editedPack) kinds() string {
	var kinds []string
	for _, q := range p.Questions {
		kinds = append(kinds, q.Kind)
	}
	return strings.Join(kinds, " ")
}

// saved waits until the server has what was written.
func saved(page *browsertest.Page) { page.SeeIn(`.kept[data-status="saved"]`, "All saved") }

// wantField marks the field of the form that a label is of.
func wantField(page *browsertest.Page, label string) {
	page.Wait("the field "+label, fmt.Sprintf(`(() => {
		document.querySelectorAll("[data-wanted]").forEach(e => e.removeAttribute("data-wanted"));
		const found = [...document.querySelectorAll(".edit-form label")].find(l => l.textContent.trim() === %q && l.control?.checkVisibility());
		found?.control.setAttribute("data-wanted", "");
		return found !== undefined;
	})()`, label))
}

// intoField tabs to the field of the form that a label is of, and types in the place of what stands there.
func intoField(page *browsertest.Page, label, text string) {
	wantField(page, label)
	tabTo(page, "[data-wanted]")
	page.Do(`document.activeElement.select?.()`)
	page.Type(text)
}

// answers are what is typed for each kind beside the question, by the labels of the fields; the kind's name is typed into the choice of kinds.
var answers = []struct {
	kind, name string
	fields     [][2]string
}{
	{"multi", "Several", [][2]string{{"Choice 1", "Two"}, {"Choice 2", "Four"}, {"Choice 3", "Six"}, {"Choice 4", "Eight"}}},
	{"truefalse", "True", nil},
	{"text", "Typed", [][2]string{{"Accepted answer 1", "Canberra"}}},
	{"number", "Number", [][2]string{{"Answer", "1969"}, {"Unit", "year"}}},
	{"order", "Put", [][2]string{{"Item 1", "Mercury"}, {"Item 2", "Venus"}, {"Item 3", "Earth"}}},
	{"match", "Match", [][2]string{
		{"Pair 1, left", "France"},
		{"Pair 1, right", "Paris"},
		{"Pair 2, left", "Spain"},
		{"Pair 2, right", "Madrid"},
		{"Pair 3, left", "Italy"},
		{"Pair 3, right", "Rome"},
	}},
	{"poll", "Vote", [][2]string{{"Choice 1", "Tea"}, {"Choice 2", "Coffee"}}},
	{"slide", "Slide", nil},
}

// TestAPackIsWrittenByKeyboard is a host without a mouse who writes a pack with a question of each kind, moves, copies and deletes one,
// takes that back, and plays it.
func TestAPackIsWrittenByKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	tabToText(host, "a", "Write a pack")
	host.Press("Enter")
	host.SeeIn(".kept", "A new pack")
	intoField(host, "Title", "Friday at the Owl")
	host.Press("Alt+PageDown")
	host.Wait("the focus on the question", `document.activeElement.matches("[name=prompt]")`)
	host.Type("Which planet is largest?")
	host.SeeIn(".kept", "To save it on the server")
	host.SeeIn(`.beside-one[data-severity="error"]`, "missing")
	host.Screenshot("editor-errors-laptop")
	for i, text := range []string{"Jupiter", "Saturn", "Mars", "Venus"} {
		intoField(host, fmt.Sprintf("Choice %d", i+1), text)
	}
	saved(host)
	host.Wait("an address of its own", `location.pathname === "/host/packs/friday-at-the-owl"`)
	host.Accessible()

	for _, a := range answers {
		writes(host, a.kind, a.name, a.fields)
	}
	saved(host)
	const all = "single multi truefalse text number order match poll slide"
	if pack := contentsOf(t, s, "friday-at-the-owl"); pack.kinds() != all || !pack.Questions[0].Choices[0].Correct {
		t.Errorf("saved: %+v", pack)
	}
	changesTheOrder(t, host, s, all)
	host.Reload()
	host.SeeIn(".item-go", "Which planet is largest?")
	host.Gone(".notice-bar")
	host.NoProblems()
	playsThePack(t, s, "friday-at-the-owl", 8)
}

// writes adds a question of a kind behind the one that is worked on.
func writes(host *browsertest.Page, kind, name string, fields [][2]string) {
	host.Press("Control+Enter")
	host.Wait("an empty question", `document.activeElement.matches("[name=prompt]") && document.activeElement.value === ""`)
	host.Type("This one is called " + kind + "?")
	wantField(host, "Kind")
	tabTo(host, "[data-wanted]")
	host.Type(name)
	host.Wait("the kind "+kind, fmt.Sprintf(`document.activeElement.value === %q`, kind))
	for _, field := range fields {
		intoField(host, field[0], field[1])
	}
}

// changesTheOrder moves a question, copies one, deletes it, and takes all of that back.
func changesTheOrder(t *testing.T, host *browsertest.Page, s *browsertest.Server, before string) {
	t.Helper()
	order := func() string { return contentsOf(t, s, "friday-at-the-owl").kinds() }
	tabTo(host, ".item-row:last-child .item-go")
	host.Press("Alt+ArrowUp")
	host.Wait("the focus on the question that moved", `document.activeElement.closest(".item-row")?.querySelector(".item-place").innerText === "8"`)
	host.Press("Enter")
	host.SeeIn(".edit-deeds h2", "Question 8 of 9")
	saved(host)
	if got, want := order(), strings.Replace(before, "poll slide", "slide poll", 1); got != want {
		t.Errorf("moved: %s, want %s", got, want)
	}
	tabToText(host, ".edit-deeds button", "Duplicate")
	host.Press("Enter")
	host.SeeIn(".edit-deeds h2", "Question 9 of 10")
	tabToText(host, ".edit-deeds button", "Delete")
	host.Press("Enter")
	host.SeeIn(".edit-deeds h2", "of 9")
	for range 3 {
		host.Press("Control+z")
	}
	saved(host)
	if got := order(); got != before {
		t.Errorf("after three steps back: %s, want %s", got, before)
	}
	host.Press("Control+Z")
	host.Press("Control+z")
	saved(host)
}

// playsThePack opens a game of a pack and goes through to its end.
func playsThePack(t *testing.T, s *browsertest.Server, pack string, most int) {
	t.Helper()
	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{"packs": []string{pack}}, &created)
	host := newRemote(t, s, created.PIN)
	host.until("the lobby", func(v wire.View) bool { return v.View.Phase == game.Lobby })
	reveals := 0
	for host.view.View.Phase != game.Over {
		host.next()
		if host.view.View.Phase == game.Reveal && host.view.View.Question.Kind != questions.Slide {
			reveals++
		}
	}
	if reveals != most {
		t.Errorf("%d questions were asked, want %d", reveals, most)
	}
}
