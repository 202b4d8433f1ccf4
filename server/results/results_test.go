package results

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"trivium/game"
	"trivium/questions"
)

// TestGolden holds all forms of a game of all kinds against files.
func TestGolden(t *testing.T) {
	t.Parallel()
	r := golden(t)
	var text, object bytes.Buffer
	if err := r.CSV(&text); err != nil {
		t.Fatal(err)
	}
	holds(t, "report.csv", text.String())
	if err := r.JSON(&object); err != nil {
		t.Fatal(err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, object.Bytes(), "", " "); err != nil {
		t.Fatal(err)
	}
	holds(t, "report.json", indented.String())
	for name, p := range map[string]Page{"report.html": {Base: "/r/ID"}, "print.html": {Base: "/r/ID", Print: true}} {
		page, err := r.HTML(p)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, name, string(page))
	}
	holds(t, "report.xlsx.txt", workbook(t, r))
}

// workbook says what is in all cells of a workbook.
func workbook(t testing.TB, r *Report) string {
	t.Helper()
	var data bytes.Buffer
	if err := r.XLSX(&data); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	var out strings.Builder
	for _, name := range book.GetSheetList() {
		fmt.Fprintf(&out, "== %s\n", name)
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range rows {
			fmt.Fprintln(&out, strings.Join(cells, " | "))
		}
	}
	return out.String()
}

// TestTheReportIsTheTable holds sums of the report against the scores of the fold.
func TestTheReportIsTheTable(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*Report{"golden": golden(t), "class": class(t).report()} {
		for i := range r.Players {
			p := &r.Players[i]
			cells, rounds := 0, 0
			for _, cell := range p.Cells {
				cells += cell.Points
			}
			for _, points := range p.Rounds {
				rounds += points
			}
			if cells+p.Adjusted != p.Score || rounds != cells {
				t.Errorf("%s: %s has %d points, %d in cells and %d in rounds, %d by hand", name, p.Name, p.Score, cells, rounds, p.Adjusted)
			}
		}
		for _, team := range r.Teams {
			sum := 0
			for _, points := range team.Points {
				sum += points
			}
			if sum+team.Adjusted != team.Score {
				t.Errorf("%s: %s has %d points, and %d from questions, %d by hand", name, team.Name, team.Score, sum, team.Adjusted)
			}
		}
	}
}

// class is a class of twelve in which the first know most. Nobody is right about the third question but the last ones; half
// know the fourth; the fifth leads most astray; the last is a poll.
func class(t testing.TB) *hall {
	t.Helper()
	var qs []questions.Question
	for i := range 7 {
		qs = append(qs, questions.Question{
			Kind: questions.Single, Prompt: fmt.Sprintf("Question %d?", i+1), Points: 1000, KeepOrder: true,
			Choices: []questions.Choice{{Text: "right", Correct: true}, {Text: "wrong"}, {Text: "very wrong"}},
		})
	}
	qs = append(qs, questions.Question{Kind: questions.Poll, Prompt: "Again?", Choices: []questions.Choice{{Text: "yes"}, {Text: "no"}}})
	var seats []game.SeatEntry
	for i := range 12 {
		name := fmt.Sprintf("Pupil %02d", i+1)
		seats = append(seats, game.SeatEntry{Name: name, Key: name})
	}
	set := game.DefaultSettings()
	set.Title, set.Streak = "A class", false
	h := play(t, set, qs, seats, func(n int, _ *questions.Question, seat int) (game.Answer, game.Millis, bool) {
		right := seat < 11-n/2
		switch n {
		case 2:
			right = seat > 9
		case 3:
			right = seat < 6
		case 4:
			right = seat < 4
		}
		pick := 1
		if right {
			pick = 0
		} else if seat == 11 {
			pick = 2
		}
		return game.Answer{Pick: []int{pick}}, game.Millis(1_000 + 500*seat), n != 5 || seat != 3
	})
	h.do(game.Command{Verb: game.DoAdjust, Seat: 12, Delta: 40, Reason: "helped to tidy up"})
	return h
}

// TestWhatIsWorthDiscussing states the rules by example.
func TestWhatIsWorthDiscussing(t *testing.T) {
	t.Parallel()
	r := class(t).report()
	for i, want := range []string{"92 %", "92 %", "17 % hard misled check", "50 % split", "33 % split misled", "67 % split", "67 % split", "0 %"} {
		q := &r.Questions[i]
		got := fmt.Sprintf("%d %%", q.Share)
		for _, reason := range q.Discuss {
			got += " " + string(reason)
		}
		if got != want {
			t.Errorf("question %d: %s, want %s", i+1, got, want)
		}
	}
	three := &r.Questions[2]
	if three.Wrong == nil || three.Wrong.Text != "wrong" || three.Wrong.Count != 10 || len(three.Missed) != 10 {
		t.Errorf("the third question: %+v, missed by %d", three.Wrong, len(three.Missed))
	}
	if d := r.Questions[4].Discrimination; d == nil || *d < 0.3 {
		t.Errorf("whoever knew the rest knew the fifth: %v", d)
	}
	if q := &r.Questions[5]; q.Answered != 11 || q.Present != 12 || q.Median != 3_250 {
		t.Errorf("the sixth question: %d of %d answered, median %d ms", q.Answered, q.Present, q.Median)
	}
	if r.Questions[7].Discrimination != nil || r.Questions[7].Wrong != nil {
		t.Error("a poll has a right answer")
	}
	small := golden(t)
	for i := range small.Questions {
		if q := &small.Questions[i]; len(q.Discuss) > 0 || q.Discrimination != nil {
			t.Errorf("four players say nothing: %+v", q.Discuss)
		}
	}
}

// TestNoFormulas puts what spreadsheets take for formulas in every place where people write.
func TestNoFormulas(t *testing.T) {
	t.Parallel()
	evil := []string{
		"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(\"http://x\")", " =1", "\u00a0=1", "\u200b=1", "\u202e=1",
		"＝1", "＋1", "－1", "＠1", "=cmd|' /C calc'!A0", "\u0000=1", "\ufeff=1", "\t1", "\r1", "\n1",
	}
	for _, text := range evil {
		if got := Safe(text); got != "'"+text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"", "Ada", "1-1", "a=b", "'=1", "ﬁne", "(=1)"} {
		if got := Safe(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range evil {
		qs := []questions.Question{
			{Kind: questions.Text, Prompt: text, Points: 1000, Language: "en", Accept: []questions.Accepted{{Text: text}}},
			{Kind: questions.Single, Prompt: text, Points: 1000, Choices: []questions.Choice{{Text: text, Correct: true}, {Text: text + "!"}}},
		}
		set := game.DefaultSettings()
		set.Title, set.Teams = text, true
		h := play(t, set, qs, []game.SeatEntry{{Name: text, Key: "k", Team: text, TeamKey: "t"}, {Name: text + "2", Key: "k2", Team: text, TeamKey: "t"}},
			func(n int, _ *questions.Question, seat int) (game.Answer, game.Millis, bool) {
				if n == 0 {
					return game.Answer{Text: text}, 900, true
				}
				return game.Answer{Pick: []int{seat}}, 900, true
			})
		h.do(game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1, Reason: text})
		r := h.report()
		var out bytes.Buffer
		if err := r.CSV(&out); err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(&out)
		reader.FieldsPerRecord = -1
		lines, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			harmless(t, "CSV", text, line)
		}
		noFormulas(t, r, text)
	}
}

// harmless fails if a cell would be a formula.
func harmless(t *testing.T, where, text string, cells []string) {
	t.Helper()
	for _, cell := range cells {
		if Safe(cell) != cell {
			t.Errorf("%q: %s has the cell %q", text, where, cell)
		}
	}
}

func noFormulas(t *testing.T, r *Report, text string) {
	t.Helper()
	var data bytes.Buffer
	if err := r.XLSX(&data); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, cells := range rows {
			harmless(t, "XLSX", text, cells)
			for j := range cells {
				name, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := book.GetCellFormula(sheet, name); err != nil || formula != "" {
					t.Errorf("%q: %s!%s is the formula %q, %v", text, sheet, name, formula, err)
				}
			}
		}
	}
}

// TestMarkupIsText puts markup where people write.
func TestMarkupIsText(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	set := game.DefaultSettings()
	set.Title = evil
	h := play(t, set, []questions.Question{
		{Kind: questions.Text, Prompt: evil, Points: 1000, Summary: evil, Accept: []questions.Accepted{{Text: evil}}},
		{Kind: questions.Text, Prompt: "second", Points: 1000, Accept: []questions.Accepted{{Text: "x"}}},
	}, []game.SeatEntry{{Name: evil, Key: "a"}, {Name: evil + "2", Key: "b"}},
		func(int, *questions.Question, int) (game.Answer, game.Millis, bool) {
			return game.Answer{Text: evil}, 900, true
		})
	h.do(game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1, Reason: evil})
	page, err := h.report().HTML(Page{Base: "/r/x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "onerror=alert(1)>\"", "style="} {
		if strings.Contains(string(page), bad) {
			t.Errorf("%s is in the page", bad)
		}
	}
}
