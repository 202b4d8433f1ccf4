// Package game is the rules of play: what may happen in a room, when, and what it is worth.
//
// It is pure. There is no I/O, no clock, no randomness and no goroutine here: time and seed come in as values, and the same
// input gives the same bytes on every instance. The way through it has one door on each side:
//
//	Decide(state, command, now) -> events    judges: may this happen, and what follows from it
//	Apply(state, fact)          -> state     adds up: never refuses what was decided
//	ViewOf(state, audience)     -> view      what an audience may see; OwnOf(state, seat) what one player may
//	Due(state, live)            -> command   what is due by itself, and when
//
// Events are stored before anybody hears of them; a state is always the fold of stored facts, so that every instance that
// has read as far has the same one, and a finished game can be scored again by folding again.
package game

// Rules is the number of the rules that this package plays. A room names the rules it was opened with; an instance that
// does not know them neither folds nor leads the room.
const Rules = 1
