package game

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Seat numbers a player's place in a room, from 1 in order of arrival.
type Seat int

// Round is a part of a game with a title card, questions, a table and perhaps a break. Questions are indexes into the
// snapshot.
type Round struct {
	Title     string `json:"title,omitempty"`
	Intro     string `json:"intro,omitempty"`
	Questions []int  `json:"questions"`
}

// SeatEntry is what a join writes into a slot of seats, under the look-alike skeleton of the name.
type SeatEntry struct {
	Name     string `json:"name"`
	Key      string `json:"key"` // look-alike skeleton of the name, unique in the room
	Team     string `json:"team,omitempty"`
	TeamKey  string `json:"team_key,omitempty"`
	Token    string `json:"token"` // hash of the resume token
	Practice bool   `json:"practice,omitempty"`
	// Public says that the player wants to be on public boards.
	Public bool `json:"public,omitempty"`
	// Claims are the persistent teams that the player's phone proved to belong to: by the id of the league, the key of the team.
	Claims map[string]string `json:"claims,omitempty"`
}

// Answer is what a player chose, in the terms of the room's shuffled display: Pick holds display indexes from 0. For single,
// truefalse (0 true, 1 false) and poll it is one, for multi any number, for order all items in the player's order, for match
// the right side's index for each left side (-1 for none). Text is a typed answer or a number.
type Answer struct {
	Pick []int  `json:"pick,omitempty"`
	Text string `json:"text,omitempty"`
}

// AnswerEntry is what an answer writes into its slot, under the seat's number: the answer and the raw measurements of time,
// in milliseconds. What time counts is computed by the fold, see fairtime.go.
type AnswerEntry struct {
	Answer
	At    Time   `json:"at"`    // arrival, room time
	E     Millis `json:"e"`     // active time from start to arrival
	M     Millis `json:"m"`     // the client's first paint to tap; -1 if it sent none
	Floor Millis `json:"floor"` // smallest round trip of this connection; -1 if none was measured
	QPing Millis `json:"qping"` // round trip measured right behind the question; -1 if none came back
}

// Entry is an entry of a slot as the fold is given it.
type Entry struct {
	Key   string
	Index int
	Data  []byte
}

// SeatSlot names the slot of seats of a generation; a lock seals one, an unlock opens the next.
func SeatSlot(generation int) string { return "seats/" + strconv.Itoa(generation) }

// AnswerSlot names the slot of a showing's answers. Showings are numbered from 0 over the game.
func AnswerSlot(showing int) string { return "answers/" + strconv.Itoa(showing) }

// FlushSlot names the slot in which each instance marks that its last answer of a showing is stored, under its name.
func FlushSlot(showing int) string { return "flush/" + strconv.Itoa(showing) }

// PresenceSlot is the revisable slot in which each instance tells, under its name, which seats are connected to it.
const PresenceSlot = "presence"

// EncodeEntry gives the bytes of a seat or answer entry.
func EncodeEntry[E SeatEntry | AnswerEntry](e E) []byte {
	if answer, ok := any(&e).(*AnswerEntry); ok && answer.Text == "" {
		return appendAnswer(make([]byte, 0, 96), answer)
	}
	data, err := json.Marshal(e)
	if err != nil { // neither type holds anything that JSON can not say
		panic(fmt.Sprintf("game: encode entry: %v", err))
	}
	return data
}

// DecodeEntry reads what EncodeEntry wrote.
func DecodeEntry[E SeatEntry | AnswerEntry](data []byte) (E, error) {
	var e E
	if answer, ok := any(&e).(*AnswerEntry); ok && readAnswer(data, answer) {
		return e, nil
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, fmt.Errorf("decode entry: %w", err)
	}
	return e, nil
}
