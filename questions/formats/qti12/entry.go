package qti12

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// entry is one question of a file in the making.
type entry struct {
	item.Item
	file      string            // in the zip
	element   *xmlread.Element  // the item
	meta      map[string]string // what the exporter says of it, by labels in small letters
	stem      string            // in HTML
	responses []*response
	key       key
	weight    float64 // points in the file; 0 is not said
	worthless bool    // it is said that it gives no points
	said      []string
}

// item reads one question. It is added when all have been read, because only then their points can be compared.
func (r *reader) item(e *xmlread.Element) error {
	if r.looked++; r.looked > maxLooked {
		r.draft.Fail(draft.Place{Line: e.Line}, "too-many", "the file has more than %d questions; split it into several files", maxLooked)
		return nil
	}
	q := &entry{file: r.file, element: e, meta: fields(e)}
	q.Item = item.Item{Draft: r.draft, At: draft.Place{Line: e.Line}}
	q.Q.Round = r.round()
	if tag := e.Attr("lang"); questions.ValidLanguage(tag) {
		q.Q.Language = tag
	}
	if r.archive != nil {
		q.Find = func(src string) ([]byte, bool) { return r.pictures.Find(q.file, src) }
	}
	for _, simple := range e.Find("bbmd_questiontype") {
		q.meta["bbmd_questiontype"] = simple.Text()
	}
	q.presentation()
	q.key = keyOf(e)
	q.read()
	if q.Skipped() {
		return nil
	}
	if len(r.items) > draft.MaxQuestions {
		r.draft.Fail(q.At, "too-many", "the file has more than %d questions; split it into several files", draft.MaxQuestions)
		return nil
	}
	q.points()
	q.element, q.responses, q.key = nil, nil, key{} // no longer needed
	r.items = append(r.items, q)
	return nil
}

// stated is the type of question that the exporter states, in small letters: Canvas and Moodle, Blackboard, Respondus and others.
func (q *entry) stated() string {
	for _, label := range []string{"question_type", "bbmd_questiontype", "qmd_itemtype", "cc_profile", "interaction_type"} {
		if text := strings.ToLower(q.meta[label]); text != "" {
			return text
		}
	}
	return ""
}

// read reads stem and answer by the type of question: the one that is stated, else the one that the responses show.
func (q *entry) read() {
	kind, stated := kindOf(q.stated())
	if !stated {
		kind = q.shown()
	}
	switch kind {
	case kindChoice:
		q.choices(false)
	case kindSeveral:
		q.choices(true)
	case kindTruth:
		q.truth()
	case kindTyped:
		q.typed()
	case kindNumber:
		q.number()
	case kindPairs:
		q.pairs()
	case kindOrder:
		q.order()
	case kindGaps:
		q.gaps()
	case kindSlide:
		q.Q.Kind = questions.Slide
	case kindEssay:
		q.Skip("kind", "an essay has no answer that could be judged; give it accepted answers")
	case kindNone:
		q.Skip("kind", "%s", q.reason())
	}
	if q.Skipped() {
		return
	}
	if q.Q.Prompt == "" {
		q.Q.Prompt = q.HTML(q.stem, questions.AtPrompt)
	}
	q.feedback()
}

// reason says why there is no such question here.
func (q *entry) reason() string {
	stated := q.stated()
	switch stated {
	case "calculated_question", "calculated", "formula_question":
		return "the numbers of a calculated question are made while it is asked; write one out as a numerical question"
	case "file_upload_question", "file upload":
		return "nothing can be handed in here"
	case "":
		if len(q.responses) > 0 {
			stated = q.responses[0].kind
		}
	}
	return "there are no questions of the kind " + item.Shorten(stated) + " here"
}

// kind is a type of question as this format has them.
type kind int

const (
	kindNone kind = iota
	kindChoice
	kindSeveral
	kindTruth
	kindTyped
	kindNumber
	kindPairs
	kindOrder
	kindGaps
	kindSlide
	kindEssay
)

// kindOf is the type that an exporter states. It is false if it is not stated, or in words that say nothing.
func kindOf(stated string) (kind, bool) {
	switch stated {
	case "multiple_choice_question", "multiple choice", "cc.multiple_choice.v0p1", "opinion scale":
		return kindChoice, true
	case "multiple_answers_question", "multiple answer", "multiple response", "cc.multiple_response.v0p1":
		return kindSeveral, true
	case "true_false_question", "true/false", "cc.true_false.v0p1", "either/or":
		return kindTruth, true
	case "short_answer_question", "fill in the blank", "cc.fib.v0p1", "cc.pattern_match.v0p1":
		return kindTyped, true
	case "numerical_question", "numeric":
		return kindNumber, true
	case "matching_question", "matching":
		return kindPairs, true
	case "ordering_question", "ordering":
		return kindOrder, true
	case "fill_in_multiple_blanks_question", "multiple_dropdowns_question", "fill in the blank plus", "jumbled sentence":
		return kindGaps, true
	case "text_only_question":
		return kindSlide, true
	case "essay_question", "essay", "short response", "cc.essay.v0p1":
		return kindEssay, true
	case "calculated_question", "calculated", "file_upload_question", "file upload", "hot_spot_question", "hot spot",
		"categorization_question", "formula_question", "quiz bowl", "stimulus_question":
		return kindNone, true
	}
	return kindNone, false
}

// shown is the type that the responses show.
func (q *entry) shown() kind {
	switch {
	case len(q.responses) == 0:
		return kindSlide
	case len(q.responses) > 1 && q.responses[0].kind == "response_lid" && q.responses[0].prompt != "":
		return kindPairs
	case len(q.responses) > 1:
		return kindGaps
	}
	only := q.responses[0]
	switch {
	case only.kind == "response_num" || only.fib == "integer" || only.fib == "decimal":
		return kindNumber
	case only.kind == "response_str" && q.key.bounded():
		return kindNumber
	case only.kind == "response_str" && len(q.key.right) == 0:
		return kindEssay
	case only.kind == "response_str":
		return kindTyped
	case only.kind != "response_lid":
		return kindNone
	case only.cardinality == "ordered":
		return kindOrder
	case only.cardinality == "multiple":
		return kindSeveral
	case truthOf(only.labels) >= 0:
		return kindTruth
	}
	return kindChoice
}
