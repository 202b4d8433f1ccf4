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
<p class="actions"><a href="{{.CSVURL}}" download>Save as CSV</a> <span>Print this page to have it on paper.</span></p></header>
{{if .Teams}}<section><h2>Teams</h2><table class="standing"><thead><tr><th scope="col">Rank</th><th scope="col">Team</th><th scope="col" class="figure">Players</th><th scope="col" class="figure">Score</th></tr></thead><tbody>
{{range .Teams}}<tr><td>{{.Rank}}</td><th scope="row">{{.Name}}</th><td class="figure">{{.Size}}</td><td class="figure">{{.Score}}</td></tr>{{end}}
</tbody></table></section>{{end}}
<section><h2>Table</h2><table class="standing"><thead><tr><th scope="col">Rank</th><th scope="col">Player</th><th scope="col" class="figure">Score</th></tr></thead><tbody>
{{range .Players}}<tr><td>{{.Rank}}</td><th scope="row">{{.Name}}{{with .Team}} <small>{{.}}</small>{{end}}</th><td class="figure">{{.Score}}</td></tr>{{else}}<tr><td colspan="3">Nobody played.</td></tr>{{end}}
</tbody></table></section>
{{if and .Sheet .Questions}}<section><h2>Who knew what</h2><div class="scroll" tabindex="0" role="region" aria-label="Who knew what"><table class="matrix"><thead><tr><th scope="col">Player</th>{{range $i, $q := .Questions}}<th scope="col" title="{{$q.Prompt}}">{{if $q.Number}}{{$q.Number}}{{else}}–{{end}}</th>{{end}}</tr></thead><tbody>
{{range .Sheet}}<tr><th scope="row">{{.Name}}</th>{{range .Cells}}<td>{{if .Right}}<span class="yes">✓ {{.Points}}</span>{{else if .Answered}}<span class="no">✗ {{.Points}}</span>{{else}}–{{end}}</td>{{end}}</tr>{{end}}
</tbody></table></div></section>{{end}}
<section><h2>Questions</h2>
{{range .Questions}}<article class="question"><h3>{{if .Number}}{{.Number}}. {{end}}{{.Prompt}}</h3>
<p>{{with .Answer}}<strong>{{.}}</strong> · {{end}}{{if .Scored}}<meter min="0" max="100" value="{{.Share}}" aria-label="Right answers">{{.Share}} %</meter> {{.Right}} of {{.Answered}} right{{if .Median}} · median {{printf "%.1f" .Median}} s{{end}}{{else}}{{.Answered}} answers{{end}}{{if .Voided}} · <em>voided: it does not count</em>{{end}}</p>
{{with .Summary}}<p>{{.}}</p>{{end}}
{{if .Answers}}<details><summary>Answers</summary><div class="scroll" tabindex="0" role="region" aria-label="Answers"><table><thead><tr><th scope="col">Player</th><th scope="col">Answer</th><th scope="col">Right</th><th scope="col" class="figure">Points</th><th scope="col" class="figure">Time</th></tr></thead><tbody>
{{range .Answers}}<tr><th scope="row">{{.Name}}</th><td>{{.Given}}</td><td>{{if .Right}}yes{{else if .Late}}too late{{else}}no{{end}}</td><td class="figure">{{.Points}}</td><td class="figure">{{printf "%.2f" .Time}} s{{if .Credit}} <small>({{.Credit}} ms for the line)</small>{{end}}</td></tr>{{end}}
</tbody></table></div></details>{{end}}</article>{{else}}<p>No question was revealed.</p>{{end}}
</section></main>`))
}
