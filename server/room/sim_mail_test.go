package room

import (
	"container/heap"

	"trivium/server/ledger"
)

// letter is something under way, or something that somebody is going to do.
type letter struct {
	at    ledger.Time
	order int
	read  func()
}

// mail is all that is under way, the earliest first.
type mail struct {
	letters []letter
	posted  int
}

// Len implements heap.Interface.
func (m *mail) Len() int { return len(m.letters) }

// Less implements heap.Interface.
func (m *mail) Less(i, j int) bool {
	a, b := &m.letters[i], &m.letters[j]
	return a.at < b.at || a.at == b.at && a.order < b.order
}

// Swap implements heap.Interface.
func (m *mail) Swap(i, j int) { m.letters[i], m.letters[j] = m.letters[j], m.letters[i] }

// Push implements heap.Interface.
func (m *mail) Push(x any) { m.letters = append(m.letters, x.(letter)) }

// Pop implements heap.Interface.
func (m *mail) Pop() any {
	last := m.letters[len(m.letters)-1]
	m.letters[len(m.letters)-1] = letter{}
	m.letters = m.letters[:len(m.letters)-1]
	return last
}

// post has something happen at a time.
func (w *world) post(at ledger.Time, read func()) {
	w.mail.posted++
	heap.Push(&w.mail, letter{at: at, order: w.mail.posted, read: read})
}

// deliver brings the letters that are due, in the order in which they arrive.
func (w *world) deliver() {
	for len(w.mail.letters) > 0 && w.mail.letters[0].at <= w.now {
		first := heap.Pop(&w.mail).(letter)
		w.trace("letter", uint64(first.order))
		first.read()
	}
}
