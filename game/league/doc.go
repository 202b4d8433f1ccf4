// Package league is the rules of a season: what nights are worth, who is whom, and the table that follows.
//
// It is pure, as package game is: no clock, no chance, no input or output; the same season gives the same table. A season is
// rules, nights and a history of changes. Nothing here rewrites a night: that two teams are one, that a team has another name,
// that a game does not count are changes, and the table is the fold of all three. So a change counts for past nights too, and
// taking it back is another change.
//
// All arithmetic is in integers; divisions round down. Times are milliseconds.
package league

// Season is what a table is made from. The order of the nights does not matter; that of the changes does.
type Season struct {
	Rules   Rules    `json:"rules"`
	Nights  []Night  `json:"nights"`
	Changes []Change `json:"changes,omitempty"`
}
