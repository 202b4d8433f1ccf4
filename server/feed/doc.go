// Package feed brings games to those who live on how they ended: boards and leagues.
//
// It makes a finished.Game of each game when it ends, and again whenever it was scored anew, and hands it to all takers until they
// have taken it. Who ends or corrects a game notes that it is due, in a document of the store; whoever feeds it takes the note's
// lease first, so that of several instances one does it, and an older state is never handed over after a newer one. What fails is
// done again after a while that grows. A note that was lost in a crash is made again by the archive, which knows from its own
// documents what it has not told yet. So every taker has every game in the end, whatever crashes where; takers are told some games
// more than once and must not mind.
package feed
