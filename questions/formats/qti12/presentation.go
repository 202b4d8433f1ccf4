package qti12

import (
	"html"
	"regexp"
	"strings"

	"trivium/questions/formats/internal/xmlread"
)

// gap stands in a prompt for what is asked.
const gap = "_____"

// response is a place for an answer.
type response struct {
	kind        string // response_lid, response_str, response_num, ...
	ident       string
	cardinality string // single, multiple, ordered
	fib         string // string, integer, decimal
	prompt      string // what stands in it, in HTML: the left side of a pair
	labels      []label
}

// label is a choice of a response.
type label struct{ ident, text string }

// presentation reads what is shown: the stem, and the responses in it.
func (q *entry) presentation() {
	q.walk(q.element.First("presentation"))
	q.stem = strings.TrimSuffix(q.stem, gap) // only a gap with text behind it is one
}

func (q *entry) walk(e *xmlread.Element) {
	for _, child := range e.All("") {
		switch child.Name {
		case "material":
			q.stem = join(q.stem, materialOf(child))
		case "response_lid", "response_str", "response_num", "response_grp", "response_xy":
			q.response(child)
		case "flow", "flow_mat":
			switch child.Attr("class") {
			case "RIGHT_MATCH_BLOCK":
				q.rights(child)
			case "RESPONSE_BLOCK":
				q.block(child)
			default:
				q.walk(child)
			}
		}
	}
}

// block reads the responses of Blackboard. What stands beside one in a flow of their own is its prompt: the left side of a pair.
func (q *entry) block(e *xmlread.Element) {
	stem := q.stem
	for _, flow := range e.All("flow") {
		before := len(q.responses)
		q.stem = ""
		q.walk(flow)
		if len(q.responses) == before+1 && q.stem != gap {
			q.responses[before].prompt = q.stem
		}
	}
	q.stem = stem
	for _, child := range e.All("") {
		if child.Name != "flow" && child.Name != "material" {
			q.response(child)
		}
	}
	q.stem = stem
}

func (q *entry) response(e *xmlread.Element) {
	r := &response{kind: e.Name, ident: e.Attr("ident"), cardinality: strings.ToLower(e.Attr("rcardinality"))}
	r.prompt = materials(e.All("material"))
	for _, fib := range e.Find("render_fib") {
		r.fib = strings.ToLower(fib.Attr("fibtype"))
	}
	for _, choice := range e.Find("response_label") {
		r.labels = append(r.labels, label{ident: choice.Attr("ident"), text: materials(choice.Find("material"))})
	}
	if e.Name == "response_str" || e.Name == "response_num" {
		q.stem += gap
	}
	q.responses = append(q.responses, r)
}

// rights gives the responses of a matching question of Blackboard their texts: their choices have none, and the right sides stand
// behind them in the same order. The left sides stand before each response and were taken for the stem.
func (q *entry) rights(e *xmlread.Element) {
	var texts []string
	for _, flow := range e.All("flow") {
		texts = append(texts, materials(flow.Find("material")))
	}
	for _, r := range q.responses {
		for i := range r.labels[:min(len(r.labels), len(texts))] {
			if r.labels[i].text == "" {
				r.labels[i].text = texts[i]
			}
		}
	}
}

// materialOf is a material as HTML.
func materialOf(e *xmlread.Element) string {
	var out strings.Builder
	for _, child := range e.All("") {
		switch child.Name {
		case "mattext", "matemtext":
			out.WriteString(textOf(child, strings.ToLower(child.Attr("texttype"))))
		case "mat_formattedtext":
			out.WriteString(textOf(child, "text/"+strings.ToLower(child.Attr("type"))))
		case "mat_extension", "altmaterial":
			out.WriteString(materialOf(child))
		case "matbreak":
			out.WriteString("<br>")
		case "matimage":
			out.WriteString(`<img src="` + html.EscapeString(imageOf(child)) + `" alt="` + html.EscapeString(child.Attr("label")) + `">`)
		case "mataudio":
			out.WriteString("<audio></audio>")
		case "matvideo":
			out.WriteString("<video></video>")
		case "matapplet", "matapplication":
			out.WriteString("<object></object>")
		}
	}
	return out.String()
}

// materials are several of them below each other.
func materials(all []*xmlread.Element) string {
	text := ""
	for _, e := range all {
		text = join(text, materialOf(e))
	}
	return text
}

// join puts one text below another, but what stands before or behind a gap in its line.
func join(first, second string) string {
	switch {
	case first == "" || second == "":
		return first + second
	case strings.HasSuffix(first, gap):
		return strings.TrimSuffix(first, gap) + " " + gap + " " + second
	}
	return first + "<br>" + second
}

// imageOf is the address of a picture, or the picture itself as one.
func imageOf(e *xmlread.Element) string {
	if strings.EqualFold(e.Attr("embedded"), "base64") {
		return "data:" + e.Attr("imagtype") + ";base64," + strings.Join(strings.Fields(e.Text()), "")
	}
	return e.Attr("uri")
}

// textOf is a text as HTML. One that does not say what it is is HTML if it looks like that, since many exporters forget to say so.
func textOf(e *xmlread.Element, kind string) string {
	switch kind {
	case "text/html", "text/xhtml", "text/rtf":
		return e.Markup()
	case "text/plain", "text/plain_text", "text/smart_text", "":
		if len(e.All("")) > 0 || kind != "text/plain" && looksLikeHTML(e.Text()) {
			return e.Markup()
		}
	}
	return strings.ReplaceAll(html.EscapeString(e.Text()), "\n", "<br>")
}

func looksLikeHTML(text string) bool {
	return regexp.MustCompile(`(?i)</(p|b|i|u|em|strong|span|div|sub|sup|font|ul|ol|a|table)>|<br ?/?>|<img |&(nbsp|amp|lt|gt|quot|#\d+);`).
		MatchString(text)
}
