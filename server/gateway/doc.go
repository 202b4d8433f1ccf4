// Package gateway is the sessions: who is on a socket, what they may say, and what they are told.
//
// One session belongs to one socket. Its reader goroutine does all that the client asks for: identity, limits, strict
// decoding, roles, the measuring of time. One hub belongs to each room that has sessions here; its goroutine does all that
// the room tells people: a view is encoded once for an audience, and everything that has a number leaves through the hub, so
// that no connection ever sees an older state after a newer one.
//
//	frame -> session.handle -> Room.Do, Join, Answer        (asks; never waits for other clients)
//	Room.Now changes -> hub.pass -> socket.Conn.Send         (tells; never waits for anybody)
//
// The gateway knows no truth of its own: a room's state is the fold of stored facts, and what is acknowledged is stored. It
// may not import room or ledger; it declares the Room that it needs, and app brings the two together.
package gateway
