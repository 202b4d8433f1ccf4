package pack

import "trivium/questions"

// answer writes what only some kinds have.
func (w *writer) answer(q *questions.Question) {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		w.choices(q)
	case questions.TrueFalse:
		w.yes("answer", q.Answer, true)
	case questions.Text:
		w.typed(q)
	case questions.Number:
		w.number(q.Number)
	case questions.Order:
		w.texts(2, "items", q.Items)
	case questions.Match:
		w.line(2, "pairs:")
		for _, p := range q.Pairs {
			w.flow(3, pair{"left", p.Left}, pair{"right", p.Right})
		}
		w.texts(2, "extra", q.Extra)
	case questions.Slide:
	}
}

func (w *writer) yes(key string, value, always bool) {
	switch {
	case value:
		w.line(2, key+": true")
	case always:
		w.line(2, key+": false")
	}
}

func (w *writer) choices(q *questions.Question) {
	w.yes("keep_order", q.KeepOrder, false)
	w.line(2, "choices:")
	for _, choice := range q.Choices {
		switch {
		case !choice.Correct && choice.Why == "":
			w.entry(3, choice.Text)
		case choice.Why == "":
			w.line(3, "- {text: "+inFlow(choice.Text)+", correct: true}")
		default:
			w.item(3, "text", choice.Text)
			if choice.Correct {
				w.line(4, "correct: true")
			}
			w.text(4, "why", choice.Why)
		}
	}
}

func (w *writer) typed(q *questions.Question) {
	w.line(2, "accept:")
	for _, accepted := range q.Accept {
		if accepted.Note == "" {
			w.entry(3, accepted.Text)
			continue
		}
		w.flow(3, pair{"text", accepted.Text}, pair{"note", accepted.Note})
	}
	w.texts(2, "reject", q.Reject)
	r := q.Rules
	w.mapping("match", pair{"case", r.Case}, pair{"diacritics", r.Diacritics}, pair{"punctuation", r.Punctuation},
		pair{"articles", r.Articles}, pair{"typos", r.Typos}, pair{"numbers", r.Numbers})
}

func (w *writer) number(spec *questions.NumberSpec) {
	w.line(2, "answer: "+spec.Answer)
	w.mapping("tolerance", pair{"abs", spec.ToleranceAbs}, pair{"rel", spec.ToleranceRel}, pair{"low", spec.Low}, pair{"high", spec.High})
	w.yes("closest", spec.Closest, false)
	if slider := spec.Range; slider != nil {
		w.mapping("range", pair{"min", slider.Min}, pair{"max", slider.Max}, pair{"step", slider.Step})
	}
	w.field(2, "unit", spec.Unit)
}
