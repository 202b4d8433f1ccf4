package qti2

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// entry is the question of one file in the making.
type entry struct {
	item.Item
	element      *xmlread.Element
	stem         string // in HTML
	interactions []*xmlread.Element
	response     response          // of the interaction
	whys         map[string]string // what is said to a choice, by its identifier
	said         []string          // what is said to others
}

// item reads the question of a file.
func (r *reader) item(e *xmlread.Element, p place) {
	q := &entry{element: e, whys: map[string]string{}}
	q.Item = item.Item{Draft: r.draft, At: draft.Place{Line: e.Line}, Find: r.find(p.file)}
	q.Q.ID = strings.TrimPrefix(e.Attr("identifier"), idPrefix)
	if tag := e.Attr("lang"); questions.ValidLanguage(tag) {
		q.Q.Language = tag
		if !r.spoken {
			r.spoken = true
			r.draft.Language(tag)
		}
	}
	p.set(q)
	q.body()
	q.feedbacks()
	q.answer()
	if q.Skipped() {
		return
	}
	if e.First("assessmentStimulusRef") != nil {
		q.Warn("stimulus", "the text that it is about is in another file; put it into the question")
	}
	q.Q.Prompt = q.HTML(q.stem, questions.AtPrompt)
	if q.Q.Kind == questions.Text || q.Q.Kind == questions.Number {
		q.Q.Prompt = strings.TrimSuffix(q.Q.Prompt, "\n"+gap) // only a gap in a text is one
	}
	q.explain()
	q.Add()
}

// answer reads the answer by the one interaction that the item has.
func (q *entry) answer() {
	if q.element.First("templateDeclaration") != nil {
		q.Skip("template", "its numbers are made while it is asked; write one out")
		return
	}
	if len(q.interactions) == 0 {
		q.Q.Kind = questions.Slide
		return
	}
	if len(q.interactions) > 1 {
		q.Skip("parts", "it asks %d things at once; make a question of each", len(q.interactions))
		return
	}
	e := q.interactions[0]
	q.response = responseOf(q.element, e.Attr("responseIdentifier"))
	switch e.Name {
	case "choiceInteraction":
		q.choices(e, e.All("simpleChoice"))
	case "hottextInteraction":
		q.choices(e, e.Find("hottext"))
	case "inlineChoiceInteraction":
		q.choices(e, e.All("inlineChoice"))
	case "orderInteraction":
		q.order(e)
	case "textEntryInteraction":
		q.typed()
	case "sliderInteraction":
		q.slider(e)
	case "matchInteraction":
		q.match(e)
	case "associateInteraction":
		q.associate(e)
	case "extendedTextInteraction":
		q.Skip("kind", "an essay has no answer that could be judged; give it accepted answers in a textEntryInteraction")
	case "gapMatchInteraction":
		q.Skip("kind", "words cannot be dragged into a text; make a question of each gap")
	case "hotspotInteraction", "selectPointInteraction", "graphicOrderInteraction", "graphicAssociateInteraction",
		"graphicGapMatchInteraction", "positionObjectInteraction":
		q.Skip("kind", "a place on a picture cannot be answered here; ask for the name of the place")
	default:
		q.Skip("kind", "there are no questions with a %s here", shorten(e.Name))
	}
}

// explain gives the question what is said after the answer.
func (q *entry) explain() {
	var texts []string
	details := ""
	for _, e := range q.element.All("modalFeedback") {
		if ident := e.Attr("identifier"); q.whys[ident] != "" && q.isChoice(ident) {
			continue
		}
		if pre := e.First("pre"); pre.Attr("class") == markdownClass {
			details = pre.Text()
			continue
		}
		texts = append(texts, q.HTML(e.Render(q.replace), questions.AtReveal))
	}
	for _, e := range q.element.First("itemBody").Find("feedbackBlock") {
		texts = append(texts, q.HTML(e.Render(q.replace), questions.AtReveal))
	}
	q.Explain(append(texts, q.said...)...)
	q.Q.Details = strings.TrimSpace(q.Q.Details + "\n\n" + details)
}

// isChoice tells whether an identifier is that of a choice.
func (q *entry) isChoice(ident string) bool {
	for _, e := range q.interactions {
		for _, name := range []string{"simpleChoice", "inlineChoice", "hottext"} {
			for _, choice := range e.Find(name) {
				if choice.Attr("identifier") == ident {
					return true
				}
			}
		}
	}
	return false
}
