package game

import "trivium/questions"

// PreviewOf shows a question as players see it while it is open, for somebody who looks for questions or writes them. The order of
// display is that of no game, and the same each time.
func PreviewOf(q *questions.Question) QuestionView {
	show := &Showing{Number: 1, Limit: Millis(q.Time.Milliseconds())}
	show.Deal, show.Rights = dealQuestion(q, []byte(q.ID), 0)
	return show.view(q, ForPlayers)
}
