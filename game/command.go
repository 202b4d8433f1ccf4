package game

import (
	"errors"

	"trivium/questions"
)

// Verb is what a command asks for.
type Verb string

// The verbs. The host's come over the wire; the timekeeper's come from Due.
const (
	DoNext     Verb = "next"     // the one big button
	DoPause    Verb = "pause"    //
	DoResume   Verb = "resume"   //
	DoSkip     Verb = "skip"     // leave the question out
	DoAddTime  Verb = "addtime"  // Millis
	DoEnd      Verb = "end"      // to the podium, or from there to the end
	DoLock     Verb = "lock"     //
	DoUnlock   Verb = "unlock"   //
	DoKick     Verb = "kick"     // Seat
	DoRename   Verb = "rename"   // Seat, Name; Key is filled in by the server
	DoTeam     Verb = "team"     // Seat, Team; Key is filled in by the server
	DoStretch  Verb = "stretch"  // Seat, Percent 100..1000
	DoOffer    Verb = "offer"    // Seat; Code is filled in by the server (hashed)
	DoJudge    Verb = "judge"    // Showing, Text (normalised), Right
	DoVoid     Verb = "void"     // Showing, On
	DoAdjust   Verb = "adjust"   // Seat or Team key in Key, Delta, Reason
	DoInsert   Verb = "insert"   // Question, filled in by the server from its id
	DoSet      Verb = "set"      // Auto, HideTable
	DoContinue Verb = "continue" // PIN, filled in by the server: plays again with the same people

	DoSeat  Verb = "seat"  // timekeeper: Through
	DoGap   Verb = "gap"   // timekeeper: From, To
	DoDue   Verb = "due"   // timekeeper: what the phase's time asks for
	DoClaim Verb = "claim" // gateway: Code and Token, both hashed
)

// Command asks for something to happen. Which fields matter is said at the verb.
type Command struct {
	Verb Verb `json:"verb"`
	By
	// Turn is the turn that the command was given in; a next, skip or addtime for a past turn is ErrPast. 0 is any.
	Turn int `json:"turn,omitempty"`

	Seat      Seat                `json:"seat,omitempty"`
	Name      string              `json:"name,omitempty"`
	Team      string              `json:"team,omitempty"`
	Key       string              `json:"key,omitempty"`
	Code      string              `json:"code,omitempty"`
	Token     string              `json:"token,omitempty"`
	Showing   int                 `json:"showing,omitempty"`
	Text      string              `json:"text,omitempty"`
	Right     bool                `json:"right,omitempty"`
	On        bool                `json:"on,omitempty"`
	Delta     int                 `json:"delta,omitempty"`
	Percent   int                 `json:"percent,omitempty"`
	Reason    string              `json:"reason,omitempty"`
	Millis    Millis              `json:"millis,omitempty"`
	Through   int                 `json:"through,omitempty"`
	From      Time                `json:"from,omitempty"`
	To        Time                `json:"to,omitempty"`
	PIN       string              `json:"pin,omitempty"`
	Auto      *bool               `json:"auto,omitempty"`
	HideTable *bool               `json:"hide_table,omitempty"`
	Question  *questions.Question `json:"question,omitempty"`
}

// Errors of Decide.
var (
	// ErrPast says that what was asked for has already been done: the turn is over, or the command is a repeat.
	ErrPast = errors.New("already done")
	// ErrNotNow says that the phase does not allow it.
	ErrNotNow = errors.New("not possible now")
	// ErrUnknown says that the command names a seat, team, question or code that is not there.
	ErrUnknown = errors.New("unknown")
	// ErrBad says that a value is out of its bounds.
	ErrBad = errors.New("not allowed")
	// ErrTaken says that the name is taken.
	ErrTaken = errors.New("the name is taken")
	// ErrEnded says that the game is over.
	ErrEnded = errors.New("the game is over")
)
