package pack

import (
	"go.yaml.in/yaml/v3"

	"trivium/questions"
)

// readAnswer reads what only some kinds have.
func (r *reader) readAnswer(o object, q *questions.Question) {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		o.need(describe(q.Kind), "choices")
		q.Choices, q.KeepOrder = r.readChoices(o), o.yes("keep_order")
	case questions.TrueFalse:
		o.need(describe(q.Kind), "answer")
		q.Answer = o.yes("answer")
	case questions.Text:
		o.need(describe(q.Kind), "accept")
		q.Accept, q.Reject, q.Rules = r.readAccept(o), o.texts("reject", questions.MaxAccepted), r.readRules(o)
	case questions.Number:
		o.need(describe(q.Kind), "answer")
		q.Number = r.readNumber(o)
	case questions.Order:
		o.need(describe(q.Kind), "items")
		q.Items = o.texts("items", questions.MaxChoices)
	case questions.Match:
		o.need(describe(q.Kind), "pairs")
		q.Pairs, q.Extra = r.readPairs(o), o.texts("extra", questions.MaxChoices)
	case questions.Slide:
	}
}

// readChoices reads choices: {text, correct, why}, or a plain text for one that is not correct.
func (r *reader) readChoices(o object) []questions.Choice {
	var choices []questions.Choice
	for _, node := range o.list("choices", questions.MaxChoices) {
		if node.Kind == yaml.ScalarNode {
			choices = append(choices, questions.Choice{Text: r.text(node, "a choice")})
			continue
		}
		c := r.object(node, "a choice", choiceKeys())
		c.need("a choice", "text")
		choices = append(choices, questions.Choice{Text: c.text("text"), Correct: c.yes("correct"), Why: c.text("why")})
	}
	return choices
}

// readAccept reads accepted answers: a text, or {text, note}.
func (r *reader) readAccept(o object) []questions.Accepted {
	var accepted []questions.Accepted
	for _, node := range o.list("accept", questions.MaxAccepted) {
		if node.Kind == yaml.ScalarNode {
			accepted = append(accepted, questions.Accepted{Text: r.text(node, "an accepted answer")})
			continue
		}
		a := r.object(node, "an accepted answer", acceptKeys())
		a.need("an accepted answer", "text")
		accepted = append(accepted, questions.Accepted{Text: a.text("text"), Note: a.text("note")})
	}
	return accepted
}

func (r *reader) readRules(o object) questions.MatchRules {
	node := o.fields["match"]
	if node == nil {
		return questions.MatchRules{}
	}
	m := r.object(node, "match", ruleKeys())
	return questions.MatchRules{
		Case: m.text("case"), Diacritics: m.text("diacritics"), Punctuation: m.text("punctuation"),
		Articles: m.text("articles"), Typos: m.text("typos"), Numbers: m.text("numbers"),
	}
}

func (r *reader) readNumber(o object) *questions.NumberSpec {
	spec := &questions.NumberSpec{Answer: o.figure("answer"), Closest: o.yes("closest"), Unit: o.text("unit")}
	if node := o.fields["tolerance"]; node != nil {
		t := r.object(node, "a tolerance", toleranceKeys())
		spec.ToleranceAbs, spec.ToleranceRel = t.figure("abs"), t.figure("rel")
		spec.Low, spec.High = t.figure("low"), t.figure("high")
	}
	if node := o.fields["range"]; node != nil {
		s := r.object(node, "a range", rangeKeys())
		s.need("a range", "min", "max")
		spec.Range = &questions.Range{Min: s.figure("min"), Max: s.figure("max"), Step: "1"}
		if s.has("step") {
			spec.Range.Step = s.figure("step")
		}
	}
	return spec
}

func (r *reader) readPairs(o object) []questions.Pair {
	var pairs []questions.Pair
	for _, node := range o.list("pairs", questions.MaxChoices) {
		p := r.object(node, "a pair", pairKeys())
		p.need("a pair", "left", "right")
		pairs = append(pairs, questions.Pair{Left: p.text("left"), Right: p.text("right")})
	}
	return pairs
}
