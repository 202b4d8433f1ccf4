package results

import (
	"bytes"
	"fmt"
	"html/template"
)

// HTML renders the result as the body of a page. It works without script, and prints.
func (r *Result) HTML(csvURL string) (template.HTML, error) {
	var out bytes.Buffer
	if err := page().Execute(&out, struct {
		*Result
		CSVURL string
	}{r, csvURL}); err != nil {
		return "", fmt.Errorf("render the result: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // html/template escaped every value
}

func page() *template.Template {
	return template.Must(template.New("result").Parse(`<main class="result">
<header><p class="brand">Trivium</p><h1>{{.Title}}</h1>{{if not .Ended}}<p>The game is still running; this page shows what was revealed so far.</p>{{end}}
<p class="actions"><a href="{{.CSVURL}}" download>Save as CSV</a> <span class="noprint">Print this page for paper.</span></p></header>
{{if .Teams}}<section><h2>Teams</h2><table class="standing"><thead><tr><th scope="col">Rank</th><th scope="col">Team</th><th scope="col">Players</th><th scope="col">Score</th></tr></thead><tbody>
{{range .Teams}}<tr><td>{{.Rank}}</td><th scope="row">{{.Name}}</th><td>{{.Size}}</td><td>{{.Score}}</td></tr>{{end}}
</tbody></table></section>{{end}}
<section><h2>Table</h2><table class="standing"><thead><tr><th scope="col">Rank</th><th scope="col">Player</th><th scope="col">Score</th></tr></thead><tbody>
{{range .Players}}<tr><td>{{.Rank}}</td><th scope="row">{{.Name}}{{with .Team}} <small>{{.}}</small>{{end}}</th><td>{{.Score}}</td></tr>{{else}}<tr><td colspan="3">Nobody played.</td></tr>{{end}}
</tbody></table></section>
<section><h2>Questions</h2>
{{range .Questions}}<article class="question"><h3>{{if .Number}}{{.Number}}. {{end}}{{.Prompt}}</h3>
<p>{{with .Answer}}<strong>{{.}}</strong> · {{end}}{{.Right}} of {{.Answered}} right ({{.Share}} %){{if .Median}} · median {{printf "%.1f" .Median}} s{{end}}{{if .Voided}} · <em>voided: it does not count</em>{{end}}</p>
{{with .Summary}}<p>{{.}}</p>{{end}}
{{if .Answers}}<details><summary>Answers</summary><table><thead><tr><th scope="col">Player</th><th scope="col">Answer</th><th scope="col">Right</th><th scope="col">Points</th><th scope="col">Time</th></tr></thead><tbody>
{{range .Answers}}<tr><th scope="row">{{.Name}}</th><td>{{.Given}}</td><td>{{if .Right}}yes{{else if .Late}}too late{{else}}no{{end}}</td><td>{{.Points}}</td><td>{{printf "%.2f" .Time}} s{{if .Credit}} <small>({{.Credit}} ms for the line)</small>{{end}}</td></tr>{{end}}
</tbody></table></details>{{end}}</article>{{end}}
</section></main>`))
}
