// Package sockettest is what benchmarks compare a server with: the floor, which is the least that does the work, and an
// ordinary server, as one writes it with a library. Each runs in a process of its own on one processor; the test binary
// starts itself again as one (Serve, Start). Nothing of it belongs into the product. It exists on Linux only.
package sockettest

// The servers that this package has.
const (
	Floor    = "floor"    // one thread, raw epoll, no library
	Ordinary = "ordinary" // coder/websocket as one uses it: a reader, a writer, a channel
)

// AckSize is how many bytes of an answer these servers send back.
const AckSize = 40
