package redis

import (
	"fmt"
	"strings"

	"trivium/server/ledger"
)

// Keys that are not of one room.
const (
	keyAlive = "trivium:alive"     // sorted set: terms of instances, by their last sign of life
	keyRooms = "trivium:rooms"     // sorted set: rooms whose PIN is not released, by when they were entered
	keyPIN   = "trivium:pin:"      // string: the room that has the PIN, and since when
	channel  = "trivium:instance:" // channel on which an instance hears itself
)

// roomKeys begins all keys of a room. The braces are a hash tag: in a cluster the keys lie on one server.
//
//	meta       hash: pin, n, head, at (of the last event), created, released, holder, seen, renewed, expires
//	log        stream: event n has the id n-0
//	batches    hash: batch id -> n before, n behind, head before
//	slots      hash: slot -> open, sealed, revisable (one digit each), cap
//	keys:SLOT  hash: key -> index, and revision if it has one
//	list:SLOT  list: entries in order of arrival; one that was revised lies there again
//	barred     string: the room may not be made
//	bell       channel: n before, n behind, room time in microseconds
type roomKeys string

// keysOf gives the keys of a room.
func keysOf(id ledger.RoomID) roomKeys { return roomKeys("trivium:{" + string(id) + "}:") }

func (k roomKeys) meta() string                 { return string(k) + "meta" }
func (k roomKeys) log() string                  { return string(k) + "log" }
func (k roomKeys) batches() string              { return string(k) + "batches" }
func (k roomKeys) slots() string                { return string(k) + "slots" }
func (k roomKeys) barred() string               { return string(k) + "barred" }
func (k roomKeys) bell() string                 { return string(k) + "bell" }
func (k roomKeys) keys(slot ledger.Slot) string { return string(k) + "keys:" + string(slot) }
func (k roomKeys) list(slot ledger.Slot) string { return string(k) + "list:" + string(slot) }

// checkRoom refuses an id that would break the hash tag.
func checkRoom(id ledger.RoomID) error {
	if id == "" || strings.ContainsAny(string(id), "{}\n") {
		return fmt.Errorf("%w: a room needs an id, without braces and line ends", ledger.ErrInvalid)
	}
	return nil
}
