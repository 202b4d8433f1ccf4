// Package socket is the WebSocket itself, lean, on top of github.com/coder/websocket.
//
// The library does the handshake, and reads once something has come; this package waits, and writes. A message is encoded
// once ([NewFrame]) and the same bytes go to every connection that gets it. [Conn.Send] never blocks: it writes at once, in
// one write, where the kernel takes the bytes, and keeps the rest in a bounded queue that a writer goroutine empties; that
// goroutine lives only while there is a backlog. A connection at rest therefore costs one goroutine (the reader), two small
// buffers and no timer.
//
// Whoever accepts a connection must call [Conn.Serve] on it, exactly once, in a goroutine that outlives the HTTP handler:
//
//	conn, err := socket.Accept(w, r, opts)
//	if err != nil {
//		return // the response has been written
//	}
//	conn.OnPong = func(payload uint64) { ... }
//	go func() { err := conn.Serve(ctx, handle); ... }()
//
// Nothing here knows what is played: no rooms, no players, no message types. It may import nothing of ours.
package socket
