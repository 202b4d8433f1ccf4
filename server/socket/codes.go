package socket

import "fmt"

// Code is the number in a WebSocket close frame. It tells the other side why the connection ends and, by its range,
// what to do next: 4000-4099 and the standard codes in the table say reconnect, 4400-4499 say stop. A code that is not
// in the table is treated by its range; anything else means reconnect (a proxy in between may use codes of its own).
type Code uint16

// Codes that mean "come back", most of them at once and with a little jitter.
const (
	// GoingAway is the standard code for a server that stops or a browser that leaves the page.
	GoingAway Code = 1001
	// Lost is never sent: it is what a side sees when the connection broke without a close frame.
	Lost Code = 1006
	// Restart is the standard code for a server that is being restarted.
	Restart Code = 1012
	// Drain asks the client to reconnect now, to another instance.
	Drain Code = 4000
	// SlowClient ends a connection whose queue overflowed or that took nothing for the write timeout.
	SlowClient Code = 4001
	// Idle ends a connection from which nothing came for the idle timeout, not even an answer to a ping.
	Idle Code = 4002
	// Internal says that the server failed at something of its own.
	Internal Code = 4003
)

// Codes that mean "stop": connecting again would end the same way.
const (
	// Normal is the standard code of a connection that has done its work.
	Normal Code = 1000
	// Protocol is the standard code for a peer that broke the WebSocket protocol.
	Protocol Code = 1002
	// BadMessage says that a message could not be understood.
	BadMessage Code = 4400
	// NotSignedIn says that the token is missing, unknown or no longer valid.
	NotSignedIn Code = 4401
	// Forbidden says that this role may not do this.
	Forbidden Code = 4403
	// RoomNotFound says that there is no such room.
	RoomNotFound Code = 4404
	// Replaced says that a newer connection of the same player took over.
	Replaced Code = 4408
	// Kicked says that the host removed the player.
	Kicked Code = 4409
	// GameOver says that the game has ended and the room is gone.
	GameOver Code = 4410
	// TooLarge says that a message was over the size limit.
	TooLarge Code = 4413
	// Version says that the client speaks another version of the protocol and must be reloaded.
	Version Code = 4426
	// TooManyMessages says that messages came faster than the rate limit allows.
	TooManyMessages Code = 4429
)

// CodeInfo describes one close code, for documents, metrics and the client.
type CodeInfo struct {
	// Code is the number on the wire.
	Code Code
	// Name is the snake_case name, as used in metrics.
	Name string
	// Words say it to the person at the screen.
	Words string
	// Reconnect is true where the client should connect again, false where it should stop.
	Reconnect bool
}

// Codes returns the table of close codes, in ascending order. The slice is the caller's own.
func Codes() []CodeInfo {
	return []CodeInfo{
		{Normal, "normal", "The connection was closed.", false},
		{GoingAway, "going_away", "The server is going away.", true},
		{Protocol, "protocol", "The connection was not understood.", false},
		{Lost, "lost", "The connection was lost.", true},
		{Restart, "restart", "The server is restarting.", true},
		{Drain, "drain", "Moving to another server.", true},
		{SlowClient, "slow_client", "The connection is too slow.", true},
		{Idle, "idle", "Nothing was heard from this device for a while.", true},
		{Internal, "internal", "Something went wrong on the server.", true},
		{BadMessage, "bad_message", "The server did not understand this device.", false},
		{NotSignedIn, "not_signed_in", "Please join again.", false},
		{Forbidden, "forbidden", "This is not allowed here.", false},
		{RoomNotFound, "room_not_found", "There is no game with this PIN.", false},
		{Replaced, "replaced", "The game was opened in another tab or on another device.", false},
		{Kicked, "kicked", "The host removed you from the game.", false},
		{GameOver, "game_over", "The game is over.", false},
		{TooLarge, "too_large", "This device sent too much at once.", false},
		{Version, "version", "The game was updated. Please reload the page.", false},
		{TooManyMessages, "too_many_messages", "This device sent too many messages.", false},
	}
}

// Info returns the table's line for c. A code that is not in the table gets the name "other" and reconnects unless it is
// in the stop range.
func (c Code) Info() CodeInfo {
	for _, info := range Codes() {
		if info.Code == c {
			return info
		}
	}
	return CodeInfo{c, "other", "The connection was closed.", c < 4400 || c > 4499}
}

// String returns the name and the number, such as "slow_client (4001)".
func (c Code) String() string {
	return fmt.Sprintf("%s (%d)", c.Info().Name, uint16(c))
}
