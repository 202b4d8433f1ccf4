package results

import (
	"slices"
	"strconv"
	"strings"
)

// A plot is drawn in pixels at the size of the text around it, and scrolls where there is less room.

// mark is a place of a plot with a text.
type mark struct {
	X, Y, TextY int
	Text        string
}

// columnBar is a column with its value on top and its label below.
type columnBar struct {
	X, Y, W, H, Middle, TextY, LabelY int
	Value, Text                       string
}

// shares is the chart of right answers.
type shares struct {
	Width, Height, Left, Right int
	Ticks                      []mark
	Bars                       []columnBar
}

const (
	plotLeft   = 68
	plotTop    = 28
	plotBottom = 32
)

// sharesOf draws a column for each question that is scored; nil if there is none.
func (r *Report) sharesOf() *shares {
	const step, wide, tall = 52, 36, 180
	p := &shares{Height: plotTop + tall + plotBottom, Left: plotLeft}
	for i := range r.Questions {
		q := &r.Questions[i]
		if !q.Scored() {
			continue
		}
		high := max(tall*q.Share/100, 1)
		x := plotLeft + 12 + step*len(p.Bars)
		y := plotTop + tall - high
		p.Bars = append(p.Bars, columnBar{
			X: x, Y: y, W: wide, H: high, Middle: x + wide/2, TextY: y - 6, LabelY: plotTop + tall + 22,
			Value: strconv.Itoa(q.Share), Text: strconv.Itoa(q.Number),
		})
	}
	if len(p.Bars) == 0 {
		return nil
	}
	p.Width = plotLeft + 12 + step*len(p.Bars)
	p.Right = p.Width
	for _, share := range []int{0, 50, 100} {
		y := plotTop + tall - tall*share/100
		p.Ticks = append(p.Ticks, mark{X: plotLeft - 8, Y: y, TextY: y + 5, Text: strconv.Itoa(share) + " %"})
	}
	return p
}

// lead is the chart of who led.
type lead struct {
	Width, Height, Left, Right int
	Ticks, Columns             []mark
	Lines                      []leadLine
}

// leadLine is the way of one player or team.
type leadLine struct {
	Name           string
	Points         []int // after each question
	Path           string
	Dots           []mark
	LabelX, LabelY int
}

// leadLines is how many lines a chart shows: as many as there are colours.
const leadLines = 6

// leadOf draws the points of the best, question by question; nil if there is too little to draw.
func (r *Report) leadOf() *lead {
	const tall, labels = 260, 180
	var lines []leadLine
	for _, team := range r.Teams[:min(leadLines, len(r.Teams))] {
		lines = append(lines, leadLine{Name: team.Name, Points: sums(team.Points)})
	}
	if len(r.Teams) == 0 {
		for i := range r.Players[:min(leadLines, len(r.Players))] {
			var points []int
			for _, cell := range r.Players[i].Cells {
				points = append(points, cell.Points)
			}
			lines = append(lines, leadLine{Name: r.Players[i].Name, Points: sums(points)})
		}
	}
	if len(lines) < 2 || len(r.Questions) < 2 {
		return nil
	}
	step := max(40, 560/len(r.Questions))
	p := &lead{Height: plotTop + tall + plotBottom, Left: plotLeft, Lines: lines}
	p.Right = plotLeft + step*len(r.Questions)
	p.Width = p.Right + labels
	least, most := span(lines)
	height := func(points int) int { return plotTop + tall - tall*(points-least)/(most-least) }
	for i := range r.Questions {
		number := "–"
		if n := r.Questions[i].Number; n > 0 {
			number = strconv.Itoa(n)
		}
		p.Columns = append(p.Columns, mark{X: plotLeft + step*(i+1), TextY: plotTop + tall + 22, Text: number})
	}
	for _, points := range []int{least, (least + most) / 2, most} {
		y := height(points)
		p.Ticks = append(p.Ticks, mark{X: plotLeft - 8, Y: y, TextY: y + 5, Text: grouped(points)})
	}
	for i := range p.Lines {
		p.Lines[i].draw(step, height)
	}
	p.spread()
	return p
}

func sums(points []int) []int {
	out := make([]int, len(points))
	sum := 0
	for i, n := range points {
		sum += n
		out[i] = sum
	}
	return out
}

// span is the lowest and the highest that lines reach; they are never equal.
func span(lines []leadLine) (least, most int) {
	for _, l := range lines {
		least, most = min(least, slices.Min(l.Points)), max(most, slices.Max(l.Points))
	}
	return least, max(most, least+1)
}

func (l *leadLine) draw(step int, height func(int) int) {
	path := []string{strconv.Itoa(plotLeft) + "," + strconv.Itoa(height(0))}
	for i, points := range l.Points {
		dot := mark{X: plotLeft + step*(i+1), Y: height(points)}
		l.Dots = append(l.Dots, dot)
		path = append(path, strconv.Itoa(dot.X)+","+strconv.Itoa(dot.Y))
	}
	l.Path = strings.Join(path, " ")
	last := l.Dots[len(l.Dots)-1]
	l.LabelX, l.LabelY = last.X+10, last.Y+5
	if name := []rune(l.Name); len(name) > 18 {
		l.Name = string(name[:17]) + "…"
	}
}

// spread moves the labels at the ends of lines apart, so that none lies on another.
func (p *lead) spread() {
	const room = 20
	order := make([]*leadLine, len(p.Lines))
	for i := range p.Lines {
		order[i] = &p.Lines[i]
	}
	slices.SortStableFunc(order, func(a, b *leadLine) int { return a.LabelY - b.LabelY })
	for i := 1; i < len(order); i++ {
		order[i].LabelY = max(order[i].LabelY, order[i-1].LabelY+room)
	}
	low := p.Height - 8
	for _, l := range slices.Backward(order) {
		l.LabelY = min(l.LabelY, low)
		low = l.LabelY - room
	}
}
