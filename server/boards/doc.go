// Package boards keeps the server's public leaderboards: for each pack and for the whole server, each of all time, of a season, a
// month, a week and a day.
//
// An entry is how one player did in one game, and it links to that game's audit. It is there if the host made the game public and
// the player wants it. A pack's boards take only games in which that pack was played alone and whole, since other scores can not
// be compared.
//
// # What is stored
//
// What is remembered of a game is one document: its entries, and on which boards they are. Moderation is another. Both together say
// what the boards must show of the game; the boards themselves are ordered indexes of the store, one by score and one by name for
// each board. Whatever changes a game writes the document first and then settles the indexes, and begins again if the document has
// changed meanwhile. So boards always end up as the documents say, however many instances write, and whatever a crash interrupts is
// put right by doing the same again.
package boards
