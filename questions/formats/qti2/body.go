package qti2

import (
	"html"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/xmlread"
)

// gap stands in a prompt for what is asked.
const gap = "_____"

// body reads the stem and finds the interactions in it.
func (q *entry) body() {
	q.stem = q.element.First("itemBody").Render(q.replace)
}

// replace is what stands in the stem for elements that are no HTML: nothing for what is shown elsewhere, a gap for what is asked in
// the middle of a text.
func (q *entry) replace(e *xmlread.Element) (string, bool) {
	if strings.HasSuffix(e.Name, "Interaction") {
		return q.interaction(e), true
	}
	switch e.Name {
	case "feedbackBlock", "feedbackInline", "modalFeedback", "templateBlock", "templateInline", "stylesheet":
		return "", true
	case "rubricBlock":
		if view := e.Attr("view"); view != "" && !strings.Contains(view, "candidate") {
			return "", true
		}
	case "contentBody", "hottext", "prompt":
		return e.Render(q.replace), true
	case "printedVariable":
		q.Skip("template", "it shows a number that is made while it is asked; write one out")
		return "", true
	case "object":
		if strings.HasPrefix(e.Attr("type"), "image/") {
			return `<img src="` + html.EscapeString(e.Attr("data")) + `" alt="` + html.EscapeString(e.Text()) + `">`, true
		}
	}
	return "", false
}

// interaction notes what is asked, and is what stands for it in the stem.
func (q *entry) interaction(e *xmlread.Element) string {
	switch e.Name {
	case "endAttemptInteraction":
		q.Warn("hint", "a button that asks for a hint was left out")
		return ""
	case "textEntryInteraction", "inlineChoiceInteraction":
		q.interactions = append(q.interactions, e)
		return gap
	case "hottextInteraction":
		q.interactions = append(q.interactions, e)
		return "<div>" + e.Render(q.replace) + "</div>"
	}
	q.interactions = append(q.interactions, e)
	prompt := e.First("prompt")
	if prompt == nil {
		return ""
	}
	return "<div>" + prompt.Render(q.replace) + "</div>"
}

// feedbacks reads what is said to each choice: beside the choice, or in a feedback of the same identifier.
func (q *entry) feedbacks() {
	for _, e := range q.interactions {
		for _, inline := range e.Find("feedbackInline") {
			q.whys[inline.Attr("identifier")] = q.HTML(inline.Render(q.replace), questions.AtReveal)
		}
	}
	for _, e := range q.element.All("modalFeedback") {
		if ident := e.Attr("identifier"); q.isChoice(ident) && q.whys[ident] == "" {
			q.whys[ident] = q.HTML(e.Render(q.replace), questions.AtReveal)
		}
	}
}
