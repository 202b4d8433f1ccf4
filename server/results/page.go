package results

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"trivium/game"
)

// pageRows is how many players and answers a page lists: more would be megabytes that nobody reads.
const pageRows = 200

//go:embed templates/*.tmpl
var templates embed.FS

//nolint:gochecknoglobals // a parsed template does not change
var page = template.Must(template.New("").Funcs(functions()).ParseFS(templates, "templates/*.tmpl"))

// Page says how a report is shown as a page.
type Page struct {
	Base  string // address of the report, to which ".csv" and the like are added
	Print bool   // everything open, and nothing that is of no use on paper
}

// view is what the templates are given.
type view struct {
	*Report
	Page
	Shown                []Player
	Rest                 bool // there are more players
	ManyRounds           bool
	BestTeam, BestPlayer int
	Shares               *shares
	Lead                 *lead
	Discussed            []discussed // the first ones
	DiscussedToo         []discussed // the rest
}

// discussed is a question that is worth discussing.
type discussed struct {
	Showing int
	Label   string
	Why     []string
}

// discussedFirst is how many questions a page recommends at first sight: there is time for no more.
const discussedFirst = 5

// worthDiscussing lists the questions that are worth discussing: first those with most against them, then those that split the
// players most evenly.
func (r *Report) worthDiscussing() []discussed {
	var worth []*Question
	for i := range r.Questions {
		if q := &r.Questions[i]; len(q.Discuss) > 0 {
			worth = append(worth, q)
		}
	}
	uneven := func(q *Question) int { return max(q.Share-50, 50-q.Share) }
	slices.SortStableFunc(worth, func(a, b *Question) int {
		return cmp.Or(cmp.Compare(len(b.Discuss), len(a.Discuss)), cmp.Compare(uneven(a), uneven(b)))
	})
	list := make([]discussed, len(worth))
	for i, q := range worth {
		list[i] = discussed{q.Showing, strconv.Itoa(q.Number) + ". " + q.Prompt, why(*q)}
	}
	return list
}

// HTML renders the report as the body of a page. It works without script, and prints.
func (r *Report) HTML(p Page) (template.HTML, error) {
	v := view{
		Report: r, Page: p, Shown: r.Players[:min(pageRows, len(r.Players))], Rest: len(r.Players) > pageRows,
		ManyRounds: len(r.Rounds) > 1, Shares: r.sharesOf(), Lead: r.leadOf(),
	}
	for i := range r.Teams {
		v.BestTeam = max(v.BestTeam, r.Teams[i].Score)
	}
	for i := range r.Players {
		v.BestPlayer = max(v.BestPlayer, r.Players[i].Score)
	}
	all := r.worthDiscussing()
	v.Discussed, v.DiscussedToo = all[:min(discussedFirst, len(all))], all[min(discussedFirst, len(all)):]
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, "report", v); err != nil {
		return "", fmt.Errorf("render the report: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // html/template escaped every value
}

// RuleWords says how the game was scored.
func (v view) RuleWords() string { return v.Report.Rule.Words() }

// Rule says how the answers to a question were scored.
func (v view) Rule(q Question) string { return v.rule(&q) }

// questionView is a question on a page.
type questionView struct {
	Page     view
	Question *Question
}

func functions() template.FuncMap {
	return template.FuncMap{
		"many": many, "secs": secs, "points": grouped, "signed": signed, "known": known, "missed": missedWords, "few": few,
		"when": when, "why": why, "changed": changed, "bar": bar, "correlation": correlationWords,
		"pair":       func(v view, q Question) questionView { return questionView{v, &q} },
		"first":      func(list []Answer) []Answer { return list[:min(pageRows, len(list))] },
		"cutoff":     func(list []Answer) bool { return len(list) > pageRows },
		"firstMoves": func(list []game.Move) []game.Move { return list[:min(pageRows, len(list))] },
	}
}

// many says how many of something there are.
func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if what == "place or score" {
		return strconv.Itoa(n) + " places or scores"
	}
	return grouped(n) + " " + what + "s"
}

// secs says milliseconds as seconds.
func secs(ms any) string {
	switch t := ms.(type) {
	case int:
		return strconv.FormatFloat(float64(t)/1000, 'f', 1, 64)
	case game.Millis:
		return strconv.FormatFloat(float64(t)/1000, 'f', 2, 64)
	}
	return ""
}

// known says a measurement; some were not made.
func known(ms game.Millis) string {
	if ms < 0 {
		return "–"
	}
	return strconv.FormatInt(int64(ms), 10)
}

// grouped says a number with its thousands apart.
func grouped(n int) string {
	text := strconv.Itoa(max(n, -n))
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	if n < 0 {
		return "−" + text
	}
	return text
}

func signed(n int) string {
	if n > 0 {
		return "+" + grouped(n)
	}
	return grouped(n)
}

// correlationWords says a discrimination; there may be none.
func correlationWords(d *float64) string {
	if d == nil {
		return "–"
	}
	return strings.Replace(strconv.FormatFloat(*d, 'f', 2, 64), "-", "−", 1)
}

func missedWords(list []int) string {
	if len(list) == 0 {
		return "nothing"
	}
	return numbers(list)
}

// few lists names; of many the first, and how many more there are.
func few(names []string) string {
	const most = 40
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + grouped(len(names)-most) + " more"
	}
	return strings.Join(names, ", ")
}

func when(at game.Time) string {
	return time.UnixMilli(int64(at)).UTC().Format("2 January 2006, 15:04 UTC")
}

// why says in words why a question is worth discussing.
func why(q Question) []string {
	var words []string
	for _, reason := range q.Discuss {
		switch reason {
		case Split:
			words = append(words, fmt.Sprintf("%d %% knew it: talk it over.", q.Share))
		case Hard:
			if q.Right == 0 {
				words = append(words, "Nobody knew it: explain it again.")
			} else {
				words = append(words, fmt.Sprintf("Only %d %% knew it: explain it again.", q.Share))
			}
		case Misled:
			words = append(words, "More chose “"+q.Wrong.Text+"” than the right answer.")
		case Check:
			words = append(words, "Those who knew the rest missed it: is the question clear, and the answer right?")
		}
	}
	return words
}

// changed says in words what a correction was.
func changed(c game.Change) string {
	question := "a question"
	if c.Prompt != "" {
		question = "“" + c.Prompt + "”"
	}
	switch c.Kind {
	case game.ChangeJudged:
		if c.On {
			return "Accepted “" + strings.Join(c.Texts, "”, “") + "” for " + question
		}
		return "No longer accepted “" + strings.Join(c.Texts, "”, “") + "” for " + question
	case game.ChangeVoided:
		if c.On {
			return "Left " + question + " out of the scoring"
		}
		return "Counted " + question + " again"
	case game.ChangeAdjusted:
		return signed(c.Delta) + " points for " + c.Name
	}
	return "Renamed " + c.Was + " to " + c.Name
}

// bar draws a part of a whole; the number stands beside it.
func bar(whole, part int) template.HTML {
	share := 0
	if whole > 0 {
		share = min(max(100*part/whole, 0), 100)
	}
	return template.HTML(fmt.Sprintf( //nolint:gosec // a number is all that is in it
		`<svg class="bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none"><rect class="track" width="100" height="8"/><rect width="%d" height="8"/></svg>`, share))
}
