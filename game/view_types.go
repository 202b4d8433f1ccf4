package game

import "trivium/questions"

// Phase is where the game stands.
type Phase string

// The phases of a game.
const (
	Lobby     Phase = "lobby"   // people join
	RoundCard Phase = "round"   // title card of a round
	Ready     Phase = "ready"   // prompt alone; a slide stays in this phase
	Open      Phase = "open"    // answers are taken
	Close     Phase = "closing" // answers under way still arrive
	Reveal    Phase = "reveal"
	Table     Phase = "table"
	Break     Phase = "break"
	Podium    Phase = "podium"
	Over      Phase = "ended"
)

// Audience is for whom a view is made.
type Audience string

// The audiences. Spectators see what the screen shows.
const (
	ForPlayers Audience = "player"
	ForScreen  Audience = "screen"
	ForHost    Audience = "host"
)

// Live is what changes faster than the log: it is read from the slots and never from the fold.
type Live struct {
	Answered  int // entries in the running showing's slot
	Connected int // seats with a socket
	Waiting   int // seats that are connected, may answer and have not
	Seated    int // entries in the slot of seats: those that are not admitted yet included
	Flushed   bool
}

// View is what one audience sees of a room. It is the same for everybody in the audience, so it is encoded once.
type View struct {
	PIN     string  `json:"pin"`
	Title   string  `json:"title"`
	Phase   Phase   `json:"phase"`
	Turn    int     `json:"turn"` // rises by one with every phase; commands name it
	Paused  bool    `json:"paused,omitempty"`
	Locked  bool    `json:"locked,omitempty"`
	Teams   bool    `json:"teams,omitempty"`
	Scoring Scoring `json:"scoring"`
	// Began and Deadline are room time; Deadline 0 means that somebody has to go on by hand. Deadline counts down to what
	// comes next: the end of the title card, of reading, of answering, of the break.
	Began    Time `json:"began"`
	Deadline Time `json:"deadline,omitempty"`
	// Left is what remained on the clock when the game was paused, in milliseconds.
	Left     Millis        `json:"left,omitempty"`
	Round    *RoundView    `json:"round,omitempty"`
	Question *QuestionView `json:"question,omitempty"`
	Reveal   *RevealView   `json:"reveal,omitempty"`
	// Table is the top of the table, for screen and host in table, podium, break and ended; for players at podium and ended
	// the first three.
	Table     []RowView  `json:"table,omitempty"`
	TableSize int        `json:"table_size,omitempty"`
	Lobby     *LobbyView `json:"lobby,omitempty"` // screen and host
	Host      *HostView  `json:"host,omitempty"`  // host only
	// Next is the PIN of the room in which the same people play again.
	Next string `json:"next,omitempty"`
	// Ended says why the game ended: "done", "host" or "idle".
	Ended string `json:"ended,omitempty"`
}

// RoundView is the title card.
type RoundView struct {
	Number int    `json:"number"` // from 1
	Of     int    `json:"of"`
	Title  string `json:"title,omitempty"`
	Intro  string `json:"intro,omitempty"`
	Size   int    `json:"size"` // questions in it
}

// QuestionView is a question as it may be shown before the reveal. Indexes in answers are indexes into Choices (single,
// multi, truefalse, poll), into Choices as the items of an order question, and for match from Lefts to Choices.
type QuestionView struct {
	Showing  int            `json:"showing"` // names it in answers
	Number   int            `json:"number"`  // from 1, among those that count
	Of       int            `json:"of"`
	Kind     questions.Kind `json:"kind"`
	Language string         `json:"lang,omitempty"`
	Prompt   string         `json:"prompt,omitempty"` // missing on phones when the host hides text, and while paused
	// Size is the number of choices (or items, or lefts): in the ready phase the choices themselves are not sent yet.
	Size    int              `json:"size,omitempty"`
	Choices []string         `json:"choices,omitempty"`
	Lefts   []string         `json:"lefts,omitempty"`
	Range   *questions.Range `json:"range,omitempty"`
	Unit    string           `json:"unit,omitempty"`
	Closest bool             `json:"closest,omitempty"`
	Partial bool             `json:"partial,omitempty"`
	Points  int              `json:"points"`
	Limit   Millis           `json:"limit"` // 0: no clock
	Media   []MediaView      `json:"media,omitempty"`
}

// MediaView is a picture or a sound of the question; URL is a path on this server that does not tell what it shows.
type MediaView struct {
	Type string `json:"type"`
	URL  string `json:"url"`
	Alt  string `json:"alt"`
}

// RevealView is what everybody may know once the answers are sealed.
type RevealView struct {
	// Right are the right display indexes (single, multi, truefalse); for order the items in the right order; for match the
	// right side for each left.
	Right []int `json:"right,omitempty"`
	// Text is the right answer in words, for every kind that has one.
	Text string `json:"text,omitempty"`
	// Counts is how often each choice was chosen.
	Counts []int `json:"counts,omitempty"`
	// Given are the most frequent typed answers or numbers.
	Given    []GivenView `json:"given,omitempty"`
	Answered int         `json:"answered"`
	Correct  int         `json:"correct"`
	Whys     []string    `json:"whys,omitempty"` // beside the choices, "" for none
	Summary  string      `json:"summary,omitempty"`
	Media    []MediaView `json:"media,omitempty"`
	Voided   bool        `json:"voided,omitempty"`
	// Fastest is the first right answer: name and milliseconds.
	Fastest   string `json:"fastest,omitempty"`
	FastestMs Millis `json:"fastest_ms,omitempty"`
}

// GivenView is one typed answer with how often it was given.
type GivenView struct {
	Text  string `json:"text"` // as the first player typed it
	Key   string `json:"key"`  // normalised; names it in a judge command (host only, else empty)
	Count int    `json:"count"`
	Right bool   `json:"right"`
}

// RowView is a row of the table: a player, or a team in a game of teams.
type RowView struct {
	ID     string `json:"id"` // "s12" for a seat, "t:skeleton" for a team: stable, to animate by
	Name   string `json:"name"`
	Team   string `json:"team,omitempty"`
	Score  int    `json:"score"`
	Gained int    `json:"gained,omitempty"` // by the last question
	Rank   int    `json:"rank"`
	Was    int    `json:"was,omitempty"` // rank before the last question, 0 if there was none
	Streak int    `json:"streak,omitempty"`
	Size   int    `json:"size,omitempty"` // of a team
}

// LobbyView is who is there.
type LobbyView struct {
	Players int       `json:"players"`          // seats that play
	Newest  []string  `json:"newest,omitempty"` // the newest names, newest first, at most 40; screen and host
	Teams   []RowView `json:"teams,omitempty"`  // in a game of teams, with sizes
}

// HostView is what only the host sees.
type HostView struct {
	// Next names what the big button does now: start, round, question, open, close, table, break, podium, end, or "" for
	// nothing (closing, ended).
	Next string `json:"next"`
	// Step and Steps tell how far the game is.
	Step  int  `json:"step"`
	Steps int  `json:"steps"`
	Auto  bool `json:"auto"`
	// HideTable keeps the table off the screen.
	HideTable bool     `json:"hide_table"`
	Settings  Settings `json:"settings"`
	// Upcoming is the prompt of the next question, so that the host can read ahead.
	Upcoming string `json:"upcoming,omitempty"`
	// Prompt is the running question in full for the host's eyes, when the view hides it (pause).
	Prompt string `json:"prompt,omitempty"`
}

// RosterRow is one seat as the host sees it, in pages.
type RosterRow struct {
	Seat      Seat   `json:"seat"`
	Name      string `json:"name"`
	Team      string `json:"team,omitempty"`
	Score     int    `json:"score"`
	Rank      int    `json:"rank"`
	Kicked    bool   `json:"kicked,omitempty"`
	Practice  bool   `json:"practice,omitempty"`
	Stretch   int    `json:"stretch,omitempty"`
	Connected bool   `json:"connected"` // filled in by the server
}

// OwnView is what one player sees of themselves.
type OwnView struct {
	Seat   Seat   `json:"seat"`
	Name   string `json:"name"`
	Team   string `json:"team,omitempty"`
	Score  int    `json:"score"`
	Rank   int    `json:"rank"` // 0 before anything was scored
	Of     int    `json:"of"`
	Streak int    `json:"streak"`
	// Admitted is false until the fold has seated the player; Plays is false while a question runs that began before.
	Admitted bool `json:"admitted"`
	Plays    bool `json:"plays"`
	Kicked   bool `json:"kicked,omitempty"`
	// Limit is the player's own limit for the running question, if it differs from the question's.
	Deadline Time `json:"deadline,omitempty"`
	// Result is there from the reveal until the next question.
	Result *ResultView `json:"result,omitempty"`
	// Ahead and Behind are the neighbours in the table.
	Ahead  *NeighbourView `json:"ahead,omitempty"`
	Behind *NeighbourView `json:"behind,omitempty"`
	// TeamScore and TeamRank are there in a game of teams.
	TeamScore int `json:"team_score,omitempty"`
	TeamRank  int `json:"team_rank,omitempty"`
}

// ResultView is what a question brought to one player.
type ResultView struct {
	Showing  int    `json:"showing"`
	Answered bool   `json:"answered"`
	Late     bool   `json:"late,omitempty"`
	Right    bool   `json:"right"`
	Share    int    `json:"share"` // percent of the answer that was right
	Points   int    `json:"points"`
	Base     int    `json:"base"` // for the answer itself
	Bonus    int    `json:"bonus,omitempty"`
	Penalty  int    `json:"penalty,omitempty"`
	Time     Millis `json:"time"`             // what counted
	Credit   Millis `json:"credit,omitempty"` // given back for the line
	RankWas  int    `json:"rank_was,omitempty"`
	Voided   bool   `json:"voided,omitempty"`
	Answer   Answer `json:"answer"`
}

// NeighbourView is the next one in the table and how far away.
type NeighbourView struct {
	Name string `json:"name"`
	Gap  int    `json:"gap"` // points, never negative
}
