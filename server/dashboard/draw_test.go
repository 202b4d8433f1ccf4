package dashboard

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/server/browsertest"
)

// Measures of the picture in CSS pixels: the dashboard's grid has 24 columns.
const (
	column, line = 58, 26
	gap          = 4
	colours      = "#3274d9 #e0752d #299c46 #a352cc #d44a3a #c9a200 #00897b #7a7a7a #8f3bb8 #5195ce"
)

// page is a page of HTML.
type page string

func (p page) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(p))
}

// draw draws the panels as the dashboard has them, and looks at the page in a browser: dashboard.png, kept as
// deploy/docs/dashboard.png.
func draw(t *testing.T, browser *browsertest.Browser, panels []shown, from, to time.Time) {
	t.Helper()
	height := 0
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Trivium</title><style>
body{margin:0;background:#f4f5f5;font:11px "DejaVu Sans",sans-serif;color:#24292e;position:relative}
section{position:absolute;background:#fff;border:1px solid #dcdcdc;box-sizing:border-box;overflow:hidden}
section.row{background:none;border:0;font-weight:bold;font-size:14px;padding:5px 2px}
h2{font-size:11px;margin:5px 7px 0;white-space:nowrap} .big{font-size:32px;text-align:center;margin-top:14px}
ul{margin:0 7px;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:0 9px;font-size:9.5px} svg{display:block} p{margin:7px}
</style><body>`)
	for i := range panels {
		p := &panels[i]
		height = max(height, (p.Pos.Y+p.Pos.H)*line+gap)
		class := ""
		if p.Type == "row" {
			class = ` class="row"`
		}
		fmt.Fprintf(&b, `<section%s style="left:%dpx;top:%dpx;width:%dpx;height:%dpx">%s</section>`, class,
			p.Pos.X*column+gap, p.Pos.Y*line+gap, p.Pos.W*column-gap, p.Pos.H*line-gap, p.content(from, to))
	}
	fmt.Fprintf(&b, `<div id="drawn" style="height:%dpx"></div></body></html>`, height)

	server := httptest.NewServer(page(b.String()))
	defer server.Close()
	tab := browser.Open(t, server.URL, browsertest.View{Width: 24*column + gap, Height: int64(height), Scale: 1})
	tab.Wait("all panels", fmt.Sprintf(`document.querySelectorAll("section").length === %d`, len(panels)))
	if path := tab.Screenshot("dashboard"); path != "" {
		if info, err := os.Stat(path); err != nil || info.Size() > 300<<10 {
			t.Errorf("the picture is too large, or not there: %v, %v", info, err)
		}
	}
}

// content draws a panel by its type.
func (s *shown) content(from, to time.Time) string {
	title := html.EscapeString(s.Title)
	switch s.Type {
	case "row":
		return title
	case "stat":
		value := 0.0
		if len(s.curves) > 0 {
			value = s.curves[0].last()
		}
		return fmt.Sprintf(`<h2>%s</h2><div class="big">%s</div>`, title, in(s.Field.Defaults.Unit, value))
	case "table":
		words := []string{"none"}
		if len(s.curves) > 0 {
			words = nil
		}
		for _, c := range s.curves {
			words = append(words, html.EscapeString(c.name))
		}
		slices.Sort(words)
		return fmt.Sprintf(`<h2>%s</h2><p>%s</p>`, title, strings.Join(slices.Compact(words), "<br>"))
	}
	return fmt.Sprintf(`<h2>%s</h2>%s`, title, s.plot(from, to))
}

// plot draws the curves of a panel, its scale and the limit at which it becomes red.
func (s *shown) plot(from, to time.Time) string {
	const left, top, bottom = 46, 6, 14
	width := float64(s.Pos.W*column - gap - 2)
	height := float64(s.Pos.H*line - gap - 36)
	most := 0.0
	for _, c := range s.curves {
		for _, p := range c.points {
			most = max(most, p.value)
		}
	}
	tick := nice(most / 3)
	most = max(math.Ceil(most*1.001/tick), 1) * tick
	x := func(at float64) float64 {
		return left + (at-float64(from.Unix()))/max(to.Sub(from).Seconds(), 1)*(width-left-8)
	}
	y := func(value float64) float64 { return height - bottom - value/most*(height-top-bottom) }
	unit := s.Field.Defaults.Unit
	var b, keys strings.Builder
	fmt.Fprintf(&b, `<svg width="%.0f" height="%.0f" font-size="9">`, width, height)
	for value := 0.0; value < most+tick/2; value += tick {
		fmt.Fprintf(&b, `<path d="M%d %.1fH%.0f" stroke="#e5e5e5"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`,
			left, y(value), width-8, left-4, y(value)+3, in(unit, value))
	}
	for i := range 4 {
		at := from.Add(to.Sub(from) * time.Duration(i) / 4)
		fmt.Fprintf(&b, `<text x="%.1f" y="%.0f">%s</text>`, x(float64(at.Unix())), height-2, at.Format("15:04:05"))
	}
	for _, step := range s.Field.Defaults.Thresholds.Steps {
		if step.Value != nil && *step.Value < most {
			fmt.Fprintf(&b, `<path d="M%d %.1fH%.0f" stroke="#d44a3a" stroke-dasharray="4 3"/>`, left, y(*step.Value), width-8)
		}
	}
	slices.SortStableFunc(s.curves, func(a, b curve) int { return cmp.Compare(b.peak(), a.peak()) })
	palette := strings.Fields(colours)
	for i, c := range s.curves {
		colour := palette[i%len(palette)]
		fmt.Fprintf(&b, `<path fill="none" stroke-width="1.5" stroke="%s" d="%s"/>`, colour, path(c.points, x, y))
		if i < 6 { // more do not fit below
			fmt.Fprintf(&keys, `<li><span style="color:%s">&#9632;</span> %s</li>`, colour, html.EscapeString(c.name))
		}
	}
	return b.String() + "</svg><ul>" + keys.String() + "</ul>"
}

// nice is the next larger number that is 1, 2 or 5 and zeros.
func nice(least float64) float64 {
	if least <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*power >= least {
			return factor * power
		}
	}
	return 10 * power
}

// path joins points, except over times that have none.
func path(points []point, x, y func(float64) float64) string {
	var b strings.Builder
	last := math.Inf(-1)
	for _, p := range points {
		verb := "L"
		if p.at-last > 3 {
			verb = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", verb, x(p.at), y(p.value))
		last = p.at
	}
	return b.String()
}

// in writes a value in a unit of Grafana's.
func in(unit string, value float64) string {
	switch {
	case value == 0:
		return "0"
	case unit == "s" && value < 0.001:
		return fmt.Sprintf("%.0f µs", value*1e6)
	case unit == "s" && value < 1:
		return fmt.Sprintf("%.3g ms", value*1e3)
	case unit == "s":
		return fmt.Sprintf("%.3g s", value)
	case unit == "percentunit":
		return fmt.Sprintf("%.3g %%", value*100)
	}
	suffix := map[string]string{"bytes": "B", "Bps": "B/s"}[unit]
	for _, prefix := range []string{"", "k", "M", "G"} {
		if value < 1000 {
			return strings.TrimSpace(fmt.Sprintf("%.3g %s%s", value, prefix, suffix))
		}
		value /= 1000
	}
	return strings.TrimSpace(fmt.Sprintf("%.3g T%s", value, suffix))
}
