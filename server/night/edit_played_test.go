package night_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"trivium/server/browsertest"
)

// sheetOfAll is a spreadsheet with a question of each kind, as somebody has it from last year. Something is to be mended in the first.
var sheetOfAll = [][]any{
	{"question", "choice 1", "choice 2", "choice 3", "answer", "kind"},
	{"Which is not a mammal?", "Herring", "Whale", "Bat", "Herring", "single"},
	{"Which are even?", "Two", "Four", "Seven", "A, B", "multi"},
	{"Venus has a moon.", "", "", "", true, "truefalse"},
	{"What is the capital of Australia?", "", "", "", "Sydney", "text"},
	{"In which year did people first walk on the Moon?", "", "", "", 1968, "number"},
	{"Nearest to the Sun first", "Mercury", "Venus", "Pluto", "", "order"},
	{"Which capital belongs where?", "France -> Paris", "Spain -> Madrid", "Italy -> Milan", "", "match"},
	{"What shall we play next time?", "Music", "Sport", "Food", "", "poll"},
	{"Drinks are ready", "", "", "", "", "slide"},
	{"Nobody knows the answer", "This", "That", "", "", "single"},
}

// edit is what is changed in the question of a kind: a text in the field of a label.
type edit struct{ kind, field, text string }

var edits = []edit{
	{"single", "Choice 1", "Trout"},
	{"multi", "Choice 1", "Ten"},
	{"text", "Accepted answer 1", "Canberra"},
	{"number", "Answer", "1969"},
	{"order", "Item 3", "Earth"},
	{"match", "Pair 3, right", "Rome"},
	{"poll", "Choice 2", "Geography"},
	{"slide", "What the slide says", "Drinks are served"},
}

// workbook writes rows as a spreadsheet.
func workbook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestASpreadsheetBecomesAGame is a teacher with a spreadsheet: it is dropped, what was found in it is mended, a question of each kind is
// changed, and the pack is played with somebody who answers as it was mended.
func TestASpreadsheetBecomesAGame(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	host.ClickText("a", "Write a pack")
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	drop(host, ".upload", "last-year.xlsx", kind, workbook(t, sheetOfAll))
	host.SeeIn(".upload-outcome", "is in the bank")
	host.SeeIn(`.upload-outcome .finding[data-severity="skipped"]`, "11")
	host.ClickText(".upload-outcome a", "Look at it in the editor")

	host.See(".item-go")
	goTo(host, "Which is not")
	host.SeeIn(".beside-one", "write NOT")
	writePrompt(host, "Which is NOT a mammal?")
	host.Wait("the hint gone", `![...document.querySelectorAll(".beside-one")].some(e => e.innerText.includes("write NOT"))`)
	editsEachKind(host)
	saved(host)
	if pack := contentsOf(t, s, "last-year"); pack.kinds() != "single multi truefalse text number order match poll slide" {
		t.Errorf("saved: %+v", pack)
	}
	host.ClickText(".edit-head button", "Play it")
	host.See("form.setup")
	host.SeeIn(".setup-side", "last-year")
	host.Click(`form.setup button[type="submit"]`)
	host.See(".next-button")
	playsWhatWasMended(browser.Open(t, s.URL("/j/"+pinOf(host)), browsertest.Phone), host)
	host.NoProblems()
}

// editsEachKind changes something of the answer to each question.
func editsEachKind(host *browsertest.Page) {
	open := func(kind string) {
		host.Do(pick(kind))
		host.Wait("the form of "+kind, fmt.Sprintf(`document.querySelector(".item-go[aria-current]")?.dataset.kind === %q`, kind))
	}
	for _, e := range edits {
		open(e.kind)
		wantField(host, e.field)
		host.Fill("[data-wanted]", e.text)
	}
	open("truefalse")
	host.ClickText(".form-yes label", "False")
	host.Wait("the statement to be false", `document.querySelectorAll(".form-yes input")[1].checked`)
}

// playsWhatWasMended answers each question as it is right since it was changed.
func playsWhatWasMended(phone, host *browsertest.Page) {
	phone.Fill("#name", "Ada")
	phone.Press("Enter")
	host.SeeIn(".person", "Ada")
	tap := func(texts ...string) func() {
		return func() {
			for _, text := range texts {
				phone.ClickText(".tile", text)
			}
		}
	}
	for _, turn := range []struct {
		prompt string
		answer func()
		said   string
	}{
		{"Which is NOT a mammal?", tap("Trout"), "Right!"},
		{"Which are even?", func() { tap("Ten", "Four")(); phone.Click(".lock-in") }, "Right!"},
		{"Venus has a moon.", tap("False"), "Right!"},
		{"What is the capital of Australia?", func() { types(phone, "Canberra") }, "Right!"},
		{"In which year did people", func() { types(phone, "1969") }, "Right!"},
		{"Nearest to the Sun first", func() { sorts(phone, "Mercury", "Venus", "Earth") }, "Right!"},
		{"Which capital belongs where?", func() { pairs(phone, "France", "Paris", "Spain", "Madrid", "Italy", "Rome") }, "Right!"},
		{"What shall we play next time?", tap("Geography"), "Geography"},
	} {
		for browsertest.Eval[string](host, hostNext) != "close" {
			press(host)
		}
		phone.SeeText(turn.prompt)
		turn.answer()
		phone.See(`[data-phase="reveal"]`)
		phone.SeeText(turn.said)
		host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
	}
	press(host)
	phone.SeeText("Drinks are served")
	for browsertest.Eval[string](host, hostNext) != "end" {
		press(host)
	}
	phone.NoProblems()
}

// sorts puts what a phone shows into an order.
func sorts(phone *browsertest.Page, items ...string) {
	phone.See(".order-row")
	for place, item := range items {
		row := func() int {
			return browsertest.Eval[int](phone, fmt.Sprintf(`[...document.querySelectorAll(".order-row")].findIndex(e => e.innerText.includes(%q))`, item))
		}
		for at := row(); at > place; at-- {
			phone.Click(fmt.Sprintf(".order-row:nth-child(%d) .order-button", at+1))
			phone.Wait("the row moved up", fmt.Sprintf(`document.querySelectorAll(".order-row")[%d].innerText.includes(%q)`, at-1, item))
		}
	}
	phone.Click(".lock-in")
}

// pairs gives each left side its right one: left, right, left, right.
func pairs(phone *browsertest.Page, sides ...string) {
	for i := 0; i < len(sides); i += 2 {
		phone.ClickText(".left", sides[i])
		phone.ClickText(".right", sides[i+1])
	}
	phone.Click(".lock-in")
}
