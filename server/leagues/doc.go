// Package leagues keeps leagues: which games count in them, who competes, and what the table says.
//
// # Whose a standing is
//
// A competitor is known by a key. Somebody who showed a claim has the key that the claim stands for, whatever name they play
// under. Anybody else has the skeleton of the name that they play under, so that a team that always takes the same name is one
// competitor without doing anything. A name whose competitor has a claim is that competitor's alone: who bears it without having
// shown the claim counts apart, under a key that Unproven tells, until the host says whose the standing is. What was decided for a
// standing stays, however often its game is scored anew, for corrections name keys.
//
// # What is stored
//
// A league is two documents and one for each night. The head is what its host says of it. The book is what happened: the history
// of changes, the games that count, the claims. A night is the standings of one game with their keys. Writers put the night first
// and then move the book on, so that whoever sees a new book sees the nights it names; a call that was broken off is put right by
// making it again. Nothing rewrites a night but its own game: the table is the fold of rules, nights and changes (package league).
//
// # What is forgotten
//
// When the names of a game go, its nights keep whose the standings are, since a league's table is published with its names by the
// host and lasts as long as the league; they are no longer changed by that game, and do not tell any more what somebody was called
// that night. A player who was taken out of a game is nameless in its night from then on. A game that is deleted whole takes its
// night along. Forget takes a competitor's name out of the whole league without changing a number.
package leagues
