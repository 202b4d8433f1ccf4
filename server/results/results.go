// Package results makes what is left of a finished game readable: the table, each question, each answer. It reads a folded
// state and nothing else, so a result is always what the stored facts say now.
package results

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"trivium/game"
	"trivium/questions"
)

// Result is a game as people read it.
type Result struct {
	Title     string
	Ended     bool
	Teams     []game.RowView
	Players   []game.RowView
	Questions []Question
	Sheet     []Line
}

// Line is one player's way through the game: a cell for each question.
type Line struct {
	Name  string
	Cells []Cell
}

// Cell is what a question brought to one player.
type Cell struct {
	Answered bool
	Right    bool
	Points   int
}

// Question is one question as it was played.
type Question struct {
	Number   int
	Prompt   string
	Kind     questions.Kind
	Answer   string
	Summary  string
	Voided   bool
	Answered int
	Right    int
	Median   float64 // seconds that counted, of right answers
	Answers  []Answer
}

// Scored tells whether an answer could be right.
func (q Question) Scored() bool { return q.Kind != questions.Poll }

// Share is the share of right answers in percent.
func (q Question) Share() int {
	if q.Answered == 0 {
		return 0
	}
	return 100 * q.Right / q.Answered
}

// Answer is one player's answer, with its audit line in milliseconds.
type Answer struct {
	Seat   int
	Name   string
	Given  string
	Right  bool
	Late   bool
	Points int
	Time   float64 // seconds that counted
	E      game.Millis
	M      game.Millis
	Floor  game.Millis
	QPing  game.Millis
	Credit game.Millis
}

// Of makes the result of a state. Only revealed questions are in it.
func Of(s *game.State) *Result {
	r := &Result{Title: s.Settings.Title, Ended: s.Ended(), Players: s.PlayerRows(len(s.Order))}
	if s.Settings.Teams {
		r.Teams = s.Rows(len(s.TeamOrder))
	}
	for _, show := range s.Showings {
		if show.Revealed {
			r.Questions = append(r.Questions, question(s, show))
		}
	}
	for _, seat := range s.Order {
		state, _ := s.Seat(seat)
		r.Sheet = append(r.Sheet, Line{Name: state.Name, Cells: cells(r.Questions, int(seat))})
	}
	return r
}

func cells(qs []Question, seat int) []Cell {
	line := make([]Cell, len(qs))
	for i := range qs {
		at := slices.IndexFunc(qs[i].Answers, func(a Answer) bool { return a.Seat == seat })
		if at >= 0 {
			a := &qs[i].Answers[at]
			line[i] = Cell{Answered: true, Right: a.Right, Points: a.Points}
		}
	}
	return line
}

func question(s *game.State, show *game.Showing) Question {
	q := &s.Questions[show.Question]
	out := Question{
		Number: show.Number, Prompt: q.Prompt, Kind: q.Kind, Answer: game.AnswerText(q), Summary: q.Summary, Voided: show.Voided,
		Answered: len(show.Records),
	}
	var times []game.Millis
	for i := range show.Records {
		record := &show.Records[i]
		seat, _ := s.Seat(record.Seat)
		right := record.Result.Right()
		if right {
			out.Right++
			times = append(times, record.Eff)
		}
		points := record.Result.Points
		if show.Voided {
			points = 0
		}
		out.Answers = append(out.Answers, Answer{
			Seat: int(record.Seat), Name: seat.Name, Given: show.AnswerWords(q, record.Answer), Right: right, Late: record.Late,
			Points: points, Time: seconds(record.Eff), E: record.E, M: record.M, Floor: record.Floor, QPing: record.QPing,
			Credit: record.Credit,
		})
	}
	if len(times) > 0 {
		slices.Sort(times)
		out.Median = seconds(times[len(times)/2])
	}
	return out
}

func seconds(t game.Millis) float64 { return float64(t) / 1000 }

// CSV writes one line an answer. Cells that a spreadsheet would take for a formula are prefixed with an apostrophe.
func (r *Result) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	lines := [][]string{{
		"question", "prompt", "kind", "right answer", "voided", "player", "answer", "right", "points", "time that counted (s)",
		"measured (ms)", "claimed (ms)", "line (ms)", "credit (ms)",
	}}
	for _, q := range r.Questions {
		for _, a := range q.Answers {
			lines = append(lines, []string{
				strconv.Itoa(q.Number), safe(q.Prompt), string(q.Kind), safe(q.Answer), strconv.FormatBool(q.Voided), safe(a.Name),
				safe(a.Given), strconv.FormatBool(a.Right), strconv.Itoa(a.Points), strconv.FormatFloat(a.Time, 'f', 3, 64),
				strconv.FormatInt(int64(a.E), 10), strconv.FormatInt(int64(a.M), 10), strconv.FormatInt(int64(a.Floor), 10),
				strconv.FormatInt(int64(a.Credit), 10),
			})
		}
	}
	lines = append(lines, []string{}, []string{"rank", "player", "team", "score"})
	for _, row := range r.Players {
		lines = append(lines, []string{strconv.Itoa(row.Rank), safe(row.Name), safe(row.Team), strconv.Itoa(row.Score)})
	}
	for _, row := range r.Teams {
		lines = append(lines, []string{strconv.Itoa(row.Rank), safe(row.Name), "team", strconv.Itoa(row.Score)})
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// safe keeps a cell from being read as a formula (OWASP, "CSV Injection").
func safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
