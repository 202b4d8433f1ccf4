// Package e2e holds the tests of the whole server: a real binary in a process of its own, with players over real sockets
// (package load), killed, stopped, started wrongly and spoken to wrongly. There is no browser here and no code beside tests.
package e2e
