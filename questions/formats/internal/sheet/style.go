package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxFormat is how long the format of a number may be, as Excel has it.
const maxFormat = 255

// style is how a number is shown, as far as it matters here.
type style struct {
	date, clock bool
	percent     bool
	fixed       bool // with so many decimals, also if they are zero
	decimals    int
}

// readStyles reads how cells show their numbers: the number formats of the cell formats (ECMA-376, part 1, 18.8).
func (b *book) readStyles() error {
	codes, inCells, count := builtIn(), false, 0
	return b.walk(stylesPart, func(token xml.Token) error {
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "numFmt":
				if code := attribute(token, "formatCode"); len(code) <= maxFormat && len(codes) < maxStyle {
					codes[number(attribute(token, "numFmtId"), 0)] = code
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells && count < maxStyle {
					b.styles[count] = styleOf(codes[number(attribute(token, "numFmtId"), 0)])
					count++
				}
			}
		case xml.EndElement:
			if token.Name.Local == "cellXfs" {
				return errEnough
			}
		}
		return nil
	})
}

// builtIn are the formats that have a number only (ECMA-376, part 1, 18.8.30).
func builtIn() map[int]string {
	codes := map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
	for id := 14; id <= 17; id++ {
		codes[id] = "yyyy-mm-dd"
	}
	for _, id := range []int{18, 19, 20, 21, 45, 46, 47} {
		codes[id] = "h:mm"
	}
	codes[22] = "yyyy-mm-dd h:mm"
	return codes
}

// styleOf reads what matters of a format: of its first part, without what is quoted or in brackets.
func styleOf(code string) style {
	if strings.EqualFold(code, "general") || code == "" || code == "@" {
		return style{}
	}
	var plain strings.Builder
	quoted, bracket, escaped := false, false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '[' || c == ']':
			bracket = c == '['
		case bracket:
		case c == ';':
			return styleOfPlain(plain.String())
		default:
			plain.WriteRune(c)
		}
	}
	return styleOfPlain(plain.String())
}

func styleOfPlain(code string) style {
	if strings.ContainsAny(code, "ydhs") || strings.Contains(code, "mm") {
		return style{date: strings.ContainsAny(code, "yd") || !strings.ContainsAny(code, "hs"), clock: strings.ContainsAny(code, "hs")}
	}
	_, decimals, _ := strings.Cut(code, ".")
	s := style{percent: strings.Contains(code, "%"), decimals: strings.Count(decimals, "0")}
	s.fixed = strings.Contains(code, "0") && !strings.ContainsAny(code, "e?/")
	return s
}

// shown is a number as people see it, but for the signs between thousands, which languages do not agree upon. What is no number is
// shown as it is.
func (s style) shown(figure string, from int) (shown string, date bool) {
	value, err := strconv.ParseFloat(figure, 64)
	switch {
	case err != nil || math.Abs(value) > 1e15:
		return figure, false
	case s.date || s.clock:
		return s.dated(figure, value, from)
	case s.percent:
		return strings.TrimSuffix(s.rounded(value*100), ".") + "%", false
	}
	return s.rounded(value), false
}

func (s style) rounded(value float64) string {
	if s.fixed {
		return strconv.FormatFloat(value, 'f', s.decimals, 64)
	}
	exact, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64) // Excel shows 15 digits
	return strconv.FormatFloat(exact, 'f', -1, 64)
}

// dated is a number of days as a date, with the day before the first of January of 1900 as the first, which counts a leap day that
// was not (or 1904, on old Macs).
func (s style) dated(figure string, days float64, from int) (string, bool) {
	if days < 0 || days > 2_958_465 { // the year 9999
		return figure, false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from == 1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	at := start.AddDate(0, 0, int(days)).Add(time.Duration(math.Round((days-math.Floor(days))*86_400)) * time.Second)
	switch {
	case s.date && s.clock:
		return at.Format("2006-01-02 15:04"), true
	case s.date:
		return at.Format(time.DateOnly), true
	}
	return at.Format("15:04"), true
}
