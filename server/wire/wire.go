// Package wire is the messages that cross a socket: their shape, their version and nothing else. It is the only place
// that knows JSON frames. asyncapi.yaml beside it describes them; a test holds the two together.
//
// All messages are JSON objects in text frames with a field "t" that names the message. The first frame from a client is
// Hello, within five seconds; nothing but Welcome or a close answers it.
package wire

import "trivium/game"

// Subprotocol is the WebSocket subprotocol that both sides must speak.
const Subprotocol = "trivium.v1"

// Role is what a client is in a room.
type Role string

// The roles. A spectator is a screen without a key.
const (
	Player Role = "player"
	Host   Role = "host"
	Screen Role = "screen"
)

// From the client.
type (
	// Hello is the first frame. A player joins with a name (and team) or resumes with a token; a moved phone shows a code; a
	// host shows the token that its page was given. T is "hello".
	Hello struct {
		T     string `json:"t"`
		Role  Role   `json:"role"`
		PIN   string `json:"pin"`
		Token string `json:"token,omitempty"`
		Code  string `json:"code,omitempty"`
		Name  string `json:"name,omitempty"`
		Team  string `json:"team,omitempty"`
		// Proof is 128 random bits of a joining client in hexadecimal: the resume token that it wants, made up by the client
		// before the first attempt, so that a join whose welcome was lost can be repeated.
		Proof string `json:"proof,omitempty"`
		// Public says that a joining player wants to be on public boards.
		Public bool `json:"public,omitempty"`
		// Claims are secrets of persistent teams that a joining phone keeps, at most 8. One that is wrong is left out without a word.
		Claims []string `json:"claims,omitempty"`
		// Pending is an answer not acknowledged yet, sent along on a resume.
		Pending *Answer `json:"pending,omitempty"`
	}
	// Answer is a player's answer. M is the milliseconds from first paint of the choices to the tap. T is "answer".
	Answer struct {
		T       string       `json:"t,omitempty"`
		Showing int          `json:"showing"`
		Pick    []int        `json:"pick,omitempty"`
		Text    string       `json:"text,omitempty"`
		M       *game.Millis `json:"m,omitempty"`
	}
	// Do is a host's command. ID comes back in Done. T is "do".
	Do struct {
		T  string `json:"t"`
		ID uint64 `json:"id"`
		game.Command
		// QuestionID names a question of the bank, for insert.
		QuestionID string `json:"question_id,omitempty"`
		// Practice is the number of practice players to add, with verb "practice".
		Practice int `json:"practice,omitempty"`
	}
	// Roster asks for a page of the seats, host only. T is "roster".
	Roster struct {
		T    string `json:"t"`
		From int    `json:"from"` // first seat wanted, from 1
	}
	// Ping asks for a Pong, to see that the line is alive. T is "ping".
	Ping struct {
		T string `json:"t"`
		C int64  `json:"c"` // any number, sent back
	}
)

// From the server.
type (
	// Welcome answers Hello. T is "welcome".
	Welcome struct {
		T     string    `json:"t"`
		Role  Role      `json:"role"`
		Seat  game.Seat `json:"seat,omitempty"`
		Token string    `json:"token,omitempty"` // to resume with
		Name  string    `json:"name,omitempty"`
		Now   game.Time `json:"now"`
	}
	// View is the room as this audience sees it, whole; it follows Welcome and every change that this audience can see. T is
	// "view".
	View struct {
		T    string    `json:"t"`
		N    uint64    `json:"n"`
		Now  game.Time `json:"now"` // room time when it was encoded; all times in it count from here
		View game.View `json:"view"`
	}
	// Own is the player's own part; it comes in the same write as the View it belongs to, and only when it has changed. T is
	// "own".
	Own struct {
		T   string       `json:"t"`
		N   uint64       `json:"n"`
		Own game.OwnView `json:"own"`
	}
	// Ack says what became of an answer. With OK an answer of the player is stored and Pick and Text are what stands; Code is
	// "changed" if that is an earlier one. Else Code and Words say why not: late, not_open, not_seated, bad, or unavailable
	// (the store is away; it may be sent again). It also tells, after a resume, what was answered before. T is "ack".
	Ack struct {
		T       string `json:"t"`
		Showing int    `json:"showing"`
		OK      bool   `json:"ok"`
		Pick    []int  `json:"pick,omitempty"`
		Text    string `json:"text,omitempty"`
		Code    string `json:"code,omitempty"`
		Words   string `json:"words,omitempty"`
	}
	// Count tells host and screen how many have answered, at most four times a second. Showing is -1 while no answers are
	// taken. Of counts from whom an answer can be expected: who has answered, and who is connected and has not. T is "count".
	Count struct {
		T         string `json:"t"`
		Showing   int    `json:"showing"`
		Answered  int    `json:"answered"`
		Of        int    `json:"of"`
		Connected int    `json:"connected"`
	}
	// Done answers Do. Code is empty if it was done, else past, not_now, unknown, bad, taken, ended or unavailable. Data is
	// what the verb gives back (offer: the code for the QR). T is "done".
	Done struct {
		T     string `json:"t"`
		ID    uint64 `json:"id"`
		Code  string `json:"code,omitempty"`
		Words string `json:"words,omitempty"`
		Data  string `json:"data,omitempty"`
	}
	// RosterPage answers Roster. T is "roster".
	RosterPage struct {
		T     string           `json:"t"`
		From  int              `json:"from"`
		Total int              `json:"total"`
		Rows  []game.RosterRow `json:"rows"`
	}
	// Saving tells that the store is away and answers wait. T is "saving".
	Saving struct {
		T  string `json:"t"`
		On bool   `json:"on"`
	}
	// Pong answers Ping. T is "pong".
	Pong struct {
		T   string    `json:"t"`
		C   int64     `json:"c"`
		Now game.Time `json:"now"`
	}
	// Problem says in words what was refused; the connection goes on unless a close follows. T is "problem". Codes: no_room
	// (the PIN is wrong, or the room full, locked or over: all the same), name_taken (Proposal is a free one), name_bad,
	// team_bad, token, busy, role, bad_message. After the three about names a client may say Hello again.
	Problem struct {
		T        string `json:"t"`
		Code     string `json:"code"`
		Words    string `json:"words"`
		Proposal string `json:"proposal,omitempty"`
	}
)
