package game

import (
	"encoding/json"
	"fmt"

	"trivium/questions"
)

// Event is one thing that happened, as it is stored. The family is sealed: only the types in this file are events.
type Event interface{ kind() string }

// By names who gave the command that an event came from: a sender (one page load of a host) and its counter. The fold
// remembers the last counter of each sender, so that a repeated command does nothing twice. Zero for the timekeeper.
type By struct {
	Sender  string `json:"sender,omitempty"`
	Counter uint64 `json:"counter,omitempty"`
}

// The events of a room.
type (
	// Opened is the first event: a snapshot of all that the game needs, so that nothing outside the ledger is asked again.
	Opened struct {
		Rules     int                  `json:"rules"`
		PIN       string               `json:"pin"`
		Seed      []byte               `json:"seed"` // 256 secret bits
		HostKey   string               `json:"host_key"`
		Settings  Settings             `json:"settings"`
		Rounds    []Round              `json:"rounds"`
		Questions []questions.Question `json:"questions"`
		// Seats are taken over from the game before, when people play again.
		Seats []SeatEntry `json:"seats,omitempty"`
		// Lots decide between equal teams whose keys were replaced, by key: what the seed says of a key would tell the key.
		Lots map[string]uint64 `json:"lots,omitempty"`
	}
	// Seated admits the seats up to Through.
	Seated struct {
		Through int `json:"through"`
	}
	// Locked closes the door (and seals the slot of seats) or opens it again with a slot of the next generation.
	Locked struct {
		By
		On bool `json:"on"`
	}
	// Kicked takes a seat out of the game.
	Kicked struct {
		By
		Seat Seat `json:"seat"`
	}
	// Renamed gives a seat another name. Key is the look-alike skeleton of the name.
	Renamed struct {
		By
		Seat Seat   `json:"seat"`
		Name string `json:"name"`
		Key  string `json:"key"`
	}
	// Teamed moves a seat to another team.
	Teamed struct {
		By
		Seat    Seat   `json:"seat"`
		Team    string `json:"team"`
		TeamKey string `json:"team_key"`
	}
	// Stretched gives a seat a longer limit, in percent of the question's.
	Stretched struct {
		By
		Seat    Seat `json:"seat"`
		Percent int  `json:"percent"`
	}
	// Offered lets a seat move to another phone: whoever shows the code (stored hashed) first becomes the player.
	Offered struct {
		By
		Seat Seat   `json:"seat"`
		Code string `json:"code"`
	}
	// Claimed moves a seat to a new resume token (stored hashed).
	Claimed struct {
		Seat  Seat   `json:"seat"`
		Token string `json:"token"`
	}
	// RoundBegan shows the title card of the step's round.
	RoundBegan struct {
		By
		Step int `json:"step"`
	}
	// Asked shows a question's prompt alone.
	Asked struct {
		By
		Step int `json:"step"`
	}
	// Started takes answers from now on; its batch opens the slot.
	Started struct{ By }
	// Extended adds time to the running question.
	Extended struct {
		By
		Add Millis `json:"add"`
	}
	// Closing ends the showing; answers under way may still arrive.
	Closing struct{ By }
	// Closed seals the answers; it names all entries of the slot.
	Closed struct{ By }
	// Revealed shows the answer. Verdicts holds the judgement on each distinct typed answer, by the text as it was typed, and
	// Numbers the figure that was read from it where the closest number wins: neither is read anew when the log is folded.
	Revealed struct {
		By
		Verdicts map[string]bool   `json:"verdicts,omitempty"`
		Numbers  map[string]string `json:"numbers,omitempty"`
	}
	// TableShown shows the table.
	TableShown struct {
		By
		Step int `json:"step"`
	}
	// BreakBegan starts the break of the step.
	BreakBegan struct {
		By
		Step int `json:"step"`
	}
	// PodiumShown shows the winners.
	PodiumShown struct{ By }
	// Ended is the last event of play.
	Ended struct {
		By
		Why string `json:"why,omitempty"` // "", "host" or "idle"
	}
	// Continued tells that the same people go on in another room.
	Continued struct {
		By
		PIN string `json:"pin"`
	}
	// Paused hides the prompt and stops the clock.
	Paused struct{ By }
	// Resumed lets the clock run on.
	Resumed struct{ By }
	// Gap tells that no instance was alive for a while; the clock did not run.
	Gap struct {
		From Time `json:"from"`
		To   Time `json:"to"`
	}
	// Judged is the host's verdict on a typed answer, after the reveal: on all the ways in which it was typed.
	Judged struct {
		By
		Showing int      `json:"showing"`
		Texts   []string `json:"texts"`
		Right   bool     `json:"right"`
	}
	// Voided takes a question out of the scoring, or back in.
	Voided struct {
		By
		Showing int  `json:"showing"`
		On      bool `json:"on"`
	}
	// Adjusted corrects a score by hand.
	Adjusted struct {
		By
		Seat    Seat   `json:"seat,omitempty"`
		TeamKey string `json:"team_key,omitempty"`
		Delta   int    `json:"delta"`
		Reason  string `json:"reason,omitempty"`
	}
	// Inserted puts a question next.
	Inserted struct {
		By
		Question questions.Question `json:"question"`
	}
	// Set changes what may be changed during play.
	Set struct {
		By
		Auto      *bool `json:"auto,omitempty"`
		HideTable *bool `json:"hide_table,omitempty"`
	}
)

func (Opened) kind() string      { return "opened" }
func (Seated) kind() string      { return "seated" }
func (Locked) kind() string      { return "locked" }
func (Kicked) kind() string      { return "kicked" }
func (Renamed) kind() string     { return "renamed" }
func (Teamed) kind() string      { return "teamed" }
func (Stretched) kind() string   { return "stretched" }
func (Offered) kind() string     { return "offered" }
func (Claimed) kind() string     { return "claimed" }
func (RoundBegan) kind() string  { return "round" }
func (Asked) kind() string       { return "asked" }
func (Started) kind() string     { return "started" }
func (Extended) kind() string    { return "extended" }
func (Closing) kind() string     { return "closing" }
func (Closed) kind() string      { return "closed" }
func (Revealed) kind() string    { return "revealed" }
func (TableShown) kind() string  { return "table" }
func (BreakBegan) kind() string  { return "break" }
func (PodiumShown) kind() string { return "podium" }
func (Ended) kind() string       { return "ended" }
func (Continued) kind() string   { return "continued" }
func (Paused) kind() string      { return "paused" }
func (Resumed) kind() string     { return "resumed" }
func (Gap) kind() string         { return "gap" }
func (Judged) kind() string      { return "judged" }
func (Voided) kind() string      { return "voided" }
func (Adjusted) kind() string    { return "adjusted" }
func (Inserted) kind() string    { return "inserted" }
func (Set) kind() string         { return "set" }

// stored is the envelope of an event in the ledger.
type stored struct {
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data"`
}

// EncodeEvent gives the bytes of an event as they are kept in the ledger.
func EncodeEvent(e Event) ([]byte, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode event %s: %w", e.kind(), err)
	}
	return json.Marshal(stored{Kind: e.kind(), Data: data})
}

// DecodeEvent reads what EncodeEvent wrote.
func DecodeEvent(data []byte) (Event, error) {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("decode event: %w", err)
	}
	decode, ok := decoders()[s.Kind]
	if !ok {
		return nil, fmt.Errorf("decode event: this version does not know the kind %q", s.Kind)
	}
	e, err := decode(s.Data)
	if err != nil {
		return nil, fmt.Errorf("decode event %s: %w", s.Kind, err)
	}
	return e, nil
}

func decodeAs[E Event](data []byte) (Event, error) {
	var e E
	err := json.Unmarshal(data, &e)
	return e, err
}
