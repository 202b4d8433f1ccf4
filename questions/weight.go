package questions

import "golang.org/x/text/unicode/norm"

// MaxWeight bounds the weight of all questions of a pack.
const MaxWeight = 2 << 20

// Weight is how much of a question is slow to check, in bytes: typed answers, which are judged, and texts that look like others
// (ligatures, marks apart from their letters), which are compared in their compatibility form. Nearly all questions weigh less
// than a hundred bytes; whoever reads many that others wrote adds their weights up and stops at MaxWeight.
func (q *Question) Weight() int {
	weight := 0
	for _, accepted := range q.Accept {
		weight += len(accepted.Text)
	}
	for _, text := range q.Reject {
		weight += len(text)
	}
	odd := func(texts ...string) {
		for _, text := range texts {
			if !norm.NFKC.IsNormalString(text) {
				weight += len(text)
			}
		}
	}
	for _, choice := range q.Choices {
		odd(choice.Text)
	}
	for _, pair := range q.Pairs {
		odd(pair.Left, pair.Right)
	}
	odd(q.Items...)
	odd(q.Extra...)
	return weight
}
