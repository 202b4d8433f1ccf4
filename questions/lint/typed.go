package lint

import (
	"fmt"

	"trivium/questions"
)

// typed checks accepted answers against each other and against what is rejected.
func (l *linter) typed() {
	q := l.question
	if q.Kind != questions.Text {
		return
	}
	lenient := *q
	lenient.Reject = nil
	judge := questions.NewTextJudge(&lenient)
	for i, rejected := range q.Reject {
		if judge.Judge(rejected) == questions.Right && q.Rules.Typos != "none" {
			l.warn(fmt.Sprintf("reject.%d", i), "typo-radius", "the rejected %q is within the typos of an accepted answer; a slip of it is left to the host", short(rejected))
		}
	}
	seen := map[string]string{}
	for i, accepted := range q.Accept {
		key := questions.NormaliseText(q, accepted.Text)
		if first, again := seen[key]; again {
			l.warn(fmt.Sprintf("accept.%d", i), "same-accept", "%q and %q count as the same; one is enough", short(first), short(accepted.Text))
		}
		seen[key] = accepted.Text
	}
}
