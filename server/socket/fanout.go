package socket

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// chunk is how many connections are written to before the worker yields, so that readers get their turn in between.
const chunk = 64

// Fanout sends the same frames to every connection and returns when each has them written or queued; it never waits for a
// client. Connections that are closing are passed over. If before is not nil it is called with the index of a connection
// just before the first write to it, from several goroutines at once but once for each index.
//
// Calls that follow one another keep their order on every connection.
func Fanout(conns []*Conn, before func(i int), frames ...*Frame) {
	Each(len(conns), func(i int) {
		if before != nil {
			before(i)
		}
		_ = conns[i].Send(frames...) // a connection that fails here reports it through its Serve
	})
}

// Each calls work for 0 to n-1 on as many goroutines as there are processors, in chunks with a yield between them, and
// returns when all calls have. It serves for sending every connection frames of its own.
func Each(n int, work func(i int)) {
	var next atomic.Int64
	worker := func() {
		for {
			end := int(next.Add(chunk))
			if end-chunk >= n {
				return
			}
			for i := end - chunk; i < min(end, n); i++ {
				work(i)
			}
			runtime.Gosched()
		}
	}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+chunk-1)/chunk) - 1 {
		group.Go(worker)
	}
	worker()
	group.Wait()
}
