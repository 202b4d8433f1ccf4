package league

// Kind is what a change does.
type Kind string

// The kinds of changes, with the fields that each needs beside Who, Why and At.
const (
	Enter   Kind = "enter"   // Key is a competitor with Name, and Division and Venue if they have one
	Rename  Kind = "rename"  // Key is called Name; if Alias is given, standings with that key are theirs too
	Move    Kind = "move"    // Key is in Division and plays at Venue
	Merge   Kind = "merge"   // Key is Into: all that Key has done, Into has
	Part    Kind = "part"    // takes the merge of Key back
	Assign  Kind = "assign"  // in Game, the standing of Key is Into's; without Into, that is taken back
	Adjust  Kind = "adjust"  // Key has so many Points more, or less
	Void    Kind = "void"    // Game counts for nobody
	Restore Kind = "restore" // takes a void back
	Hide    Kind = "hide"    // Key is not shown
	Show    Kind = "show"    // takes a hide back
)

// Change is one line of a league's history. It says for ever who did it, when and why.
type Change struct {
	Kind Kind `json:"kind"`
	// Season limits it to one season; empty is all of the league.
	Season   string `json:"season,omitempty"`
	Key      string `json:"key,omitempty"`
	Into     string `json:"into,omitempty"`
	Alias    string `json:"alias,omitempty"`
	Name     string `json:"name,omitempty"`
	Division string `json:"division,omitempty"`
	Venue    string `json:"venue,omitempty"`
	Game     string `json:"game,omitempty"`
	Points   int    `json:"points,omitempty"`

	Who string `json:"who"`
	Why string `json:"why,omitempty"`
	At  int64  `json:"at"` // ms since 1970
}

// Within gives the changes that count in a season.
func Within(changes []Change, season string) []Change {
	var list []Change
	for i := range changes {
		if changes[i].Season == "" || changes[i].Season == season {
			list = append(list, changes[i])
		}
	}
	return list
}
