// Package names checks and makes the names of players and teams.
//
// A name that a person types is brought into one form (the Nickname profile of PRECIS, RFC 8266), bounded, and given a key:
// its look-alike skeleton after Unicode Technical Standard #39. Names with the same key look the same to people at a glance,
// so the key is what has to be unique in a room. A name is data for text nodes; nothing here makes it safe as HTML.
//
// The package knows no rooms and no players. It has no state beyond tables that are built once, by New.
package names
