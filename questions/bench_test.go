package questions_test

import (
	"testing"

	"trivium/questions"
)

// BenchmarkTextJudge judges one typed answer with a prepared judge, as a room does when a question closes.
func BenchmarkTextJudge(b *testing.B) {
	q := questions.Question{
		Kind: questions.Text, Language: "en", Reject: []string{"Aldous Huxley", "Huxley"},
		Accept: []questions.Accepted{{Text: "George Orwell"}, {Text: "Orwell"}, {Text: "Eric Arthur Blair"}},
	}
	judge := questions.NewTextJudge(&q)
	for name, typed := range map[string]string{
		"right": "george orwell", "typo": "Goerge Orwel", "wrong": "Ray Bradbury", "accents": "Gëorge Örwell", "number": "nineteen eighty-four",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				judge.Judge(typed)
			}
		})
	}
}

// BenchmarkNormaliseText makes the key of one typed answer.
func BenchmarkNormaliseText(b *testing.B) {
	q := questions.Question{Kind: questions.Text, Language: "de"}
	b.ReportAllocs()
	for b.Loop() {
		questions.NormaliseText(&q, "Die Straße nach Süden")
	}
}
