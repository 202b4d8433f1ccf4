package results

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"trivium/game"
)

// table is a sheet of a workbook, or a part of the CSV.
type table struct {
	name   string
	header []string
	rows   []row
}

// Words says by which rule points follow from answers.
func (r *Rule) Words() string {
	words := map[game.Scoring]string{
		game.Speed:    "speed: P - P·t/2T, and P below half a second",
		game.Accuracy: "accuracy: P for a right answer",
		game.Rank:     "rank: P·(110 - 10·place)/100 by order of right answers",
	}[r.Scoring]
	if r.Streak {
		words += "; 50 for each right answer in a row before it, at most 250"
	}
	if r.Penalty > 0 {
		words += fmt.Sprintf("; a wrong answer costs %d %% of P", r.Penalty)
	}
	return words + fmt.Sprintf("; up to %d ms back for the line", r.CreditMax)
}

// rule says by which rule the answers to a question were scored.
func (r *Report) rule(q *Question) string {
	switch {
	case q.Voided:
		return "voided"
	case !q.Scored():
		return "not scored"
	case q.Closest:
		return fmt.Sprintf("closest P=%d: 100, 60, 30 %%", q.Points)
	case q.Limit == 0:
		return fmt.Sprintf("%s P=%d", r.Rule.Scoring, q.Points)
	}
	return fmt.Sprintf("%s P=%d T=%ss", r.Rule.Scoring, q.Points, strconv.FormatFloat(float64(q.Limit)/1000, 'f', -1, 64))
}

// answersTable has one row an answer, audit included.
func (r *Report) answersTable() table {
	t := table{name: "Answers", header: []string{
		"question", "prompt", "kind", "right answer", "voided", "player", "answer", "right", "points", "time that counted (s)",
		"measured (ms)", "claimed (ms)", "line (ms)", "ping (ms)", "credit (ms)", "share (%)", "base", "bonus", "penalty", "place",
		"late", "rule", "seat",
	}}
	for i := range r.Questions {
		q := &r.Questions[i]
		for _, a := range q.Answers {
			t.rows = append(t.rows, row{
				q.Number, q.Prompt, string(q.Kind), q.Answer, q.Voided, a.Name, a.Given, a.Right, a.Points, seconds(a.Counted),
				a.E, a.M, a.Floor, a.QPing, a.Credit, a.Share, a.Base, a.Bonus, a.Penalty, a.Place, a.Late, r.rule(q), int(a.Seat),
			})
		}
	}
	return t
}

// standings has the table of players, and of teams behind it, in four columns.
func (r *Report) standings() table {
	t := table{name: "Table", header: []string{"rank", "player", "team", "score"}}
	for i := range r.Players {
		p := &r.Players[i]
		t.rows = append(t.rows, row{p.Rank, p.Name, p.Team, p.Score})
	}
	for _, team := range r.Teams {
		t.rows = append(t.rows, row{team.Rank, team.Name, "team", team.Score})
	}
	return t
}

func (r *Report) gameTable() table {
	t := table{name: "Game", header: []string{"what", ""}, rows: []row{{"title", r.Title}}}
	if r.Ended {
		t.rows = append(t.rows, row{"ended", r.EndedAt.Format(time.RFC3339)})
	} else {
		t.rows = append(t.rows, row{"ended", "not yet"})
	}
	t.rows = append(t.rows, row{"players", len(r.Players)}, row{"questions", len(r.Questions)}, row{"rule", r.Rule.Words()})
	if r.Nameless {
		t.rows = append(t.rows, row{"names", "removed"})
	}
	return t
}

func (r *Report) roundHeaders(header ...string) []string {
	for _, round := range r.Rounds {
		name := "round " + strconv.Itoa(round.Number)
		if round.Title != "" {
			name += ": " + round.Title
		}
		header = append(header, name)
	}
	return header
}

func (r *Report) playersTable() table {
	t := table{name: "Players", header: r.roundHeaders(
		"rank", "player", "team", "score", "corrected by", "right", "of", "median time (s)", "missed")}
	for i := range r.Players {
		p := &r.Players[i]
		line := row{p.Rank, p.Name, p.Team, p.Score, p.Adjusted, p.Right, p.Present, middle(p.Median), numbers(p.Missed)}
		for _, points := range p.Rounds {
			line = append(line, points)
		}
		t.rows = append(t.rows, line)
	}
	return t
}

// middle is the cell of a median; empty if there is none.
func middle(median int) any {
	if median == 0 {
		return nil
	}
	return seconds(median)
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

func (r *Report) teamsTable() table {
	t := table{name: "Teams", header: r.roundHeaders("rank", "team", "players", "score", "corrected by", "right (%)")}
	for _, team := range r.Teams {
		line := row{team.Rank, team.Name, team.Size, team.Score, team.Adjusted, team.Share}
		for _, points := range team.Rounds {
			line = append(line, points)
		}
		t.rows = append(t.rows, line)
	}
	return t
}

func (r *Report) roundsTable() table {
	t := table{name: "Rounds", header: []string{"round", "title", "questions", "right (%)", "best", "points"}}
	for _, round := range r.Rounds {
		t.rows = append(t.rows, row{
			round.Number, round.Title, round.Questions, round.Share, strings.Join(round.Best, ", "), round.Points,
		})
	}
	return t
}

func (r *Report) questionsTable() table {
	t := table{name: "Questions", header: []string{
		"question", "round", "prompt", "kind", "right answer", "voided", "players", "answered", "right", "right (%)",
		"median time (s)", "most chosen wrong answer", "chosen by", "discrimination", "worth discussing", "rule",
	}}
	for i := range r.Questions {
		q := &r.Questions[i]
		line := row{
			q.Number, q.Round + 1, q.Prompt, string(q.Kind), q.Answer, q.Voided, q.Present, q.Answered, q.Right, q.Share,
			middle(q.Median), "", nil, nil, reasons(q.Discuss), r.rule(q),
		}
		if q.Wrong != nil {
			line[11], line[12] = q.Wrong.Text, q.Wrong.Count
		}
		if q.Discrimination != nil {
			line[13] = fraction(*q.Discrimination)
		}
		t.rows = append(t.rows, line)
	}
	return t
}

func reasons(list []Reason) string {
	words := make([]string, len(list))
	for i, reason := range list {
		words[i] = string(reason)
	}
	return strings.Join(words, ", ")
}

// knewTable has a row a player and a column a question: 1 for right, 0 for not, a share for partly, nothing for not there.
func (r *Report) knewTable() table {
	t := table{name: "Who knew what", header: []string{"player"}}
	for i := range r.Questions {
		if q := &r.Questions[i]; q.Scored() {
			t.header = append(t.header, strconv.Itoa(q.Number))
		}
	}
	for i := range r.Players {
		line := row{r.Players[i].Name}
		for n, cell := range r.Players[i].Cells {
			switch {
			case !r.Questions[n].Scored():
			case !cell.Present:
				line = append(line, nil)
			default:
				line = append(line, fraction(float64(cell.Share)/100))
			}
		}
		t.rows = append(t.rows, line)
	}
	return t
}

func (r *Report) changesTable() table {
	t := table{name: "Corrections", header: []string{
		"when", "by", "what", "question", "answers", "on", "player or team", "name before", "points", "reason", "moved",
		"who", "score before", "score after", "rank before", "rank after",
	}}
	for _, c := range r.Changes {
		at := time.UnixMilli(int64(c.At)).UTC().Format(time.RFC3339)
		line := row{at, c.By, c.Kind, c.Prompt, strings.Join(c.Texts, " | "), c.On, c.Name, c.Was, c.Delta, c.Reason, len(c.Moves)}
		if len(c.Moves) == 0 {
			t.rows = append(t.rows, line)
		}
		for _, m := range c.Moves {
			t.rows = append(t.rows, append(slices.Clip(line), m.Name, m.ScoreWas, m.Score, m.RankWas, m.Rank))
		}
	}
	return t
}
