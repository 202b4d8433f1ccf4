package socket

import (
	"cmp"
	"net/http"
	"sync"
	"time"
)

// closeWait is how long a closing handshake may take, from our close frame to the end of the connection.
const closeWait = time.Second

// Options say how connections behave. One Options is shared by all connections of a route; it must not be changed or
// copied once the first has been accepted. The zero value is usable: it accepts browsers of the same origin.
type Options struct {
	// ReadLimit is the largest message taken, in bytes; a larger one closes with [TooLarge]. Default 4096.
	ReadLimit int64
	// QueueFrames is how many frames may wait for a slow client before it is closed with [SlowClient]. Default 64.
	QueueFrames int
	// QueueBytes is how many bytes may wait. Default 256 KiB.
	QueueBytes int
	// WriteTimeout is how long a client may take nothing while frames wait for it. Default 5 s.
	WriteTimeout time.Duration
	// IdleTimeout is how long a client may send nothing, pongs included, before it is closed with [Idle]. It only makes sense
	// with pings sent more often than that. Default 15 s; negative means for ever.
	IdleTimeout time.Duration
	// Subprotocol is what a client must offer; one that does not is closed with [Version]. Default "trivium.v1".
	Subprotocol string
	// Rate is how many messages a second a client may send over time; more closes with [TooManyMessages]. Pings of the
	// client count as messages. Default 20; negative means any number.
	Rate float64
	// Burst is how many messages may come at once. Default 40.
	Burst int
	// Origins lists further allowed origins beside the request's own, such as "https://quiz.example.org". It is needed where
	// a reverse proxy ends TLS, since the request then does not know its own scheme.
	Origins []string
	// AllowNoOrigin also lets requests without an Origin header in. Browsers always send one, so such a client is a program.
	AllowNoOrigin bool
	// OriginCheck, if set, replaces the check by Origins (but not AllowNoOrigin): true lets the request in.
	OriginCheck func(*http.Request) bool
	// Metrics may be nil.
	Metrics *Metrics

	pools pools
}

// pools hold scratch memory that connections need only for the length of one call.
type pools struct {
	read    sync.Pool // *[]byte of ReadLimit+1
	scratch sync.Pool // *[]byte of capacity scratchSize
	raw     sync.Pool // *rawWrite
}

func (o *Options) readLimit() int              { return int(cmp.Or(o.ReadLimit, 4096)) }
func (o *Options) queueFrames() int            { return cmp.Or(o.QueueFrames, 64) }
func (o *Options) queueBytes() int             { return cmp.Or(o.QueueBytes, 256<<10) }
func (o *Options) writeTimeout() time.Duration { return cmp.Or(o.WriteTimeout, 5*time.Second) }
func (o *Options) idleTimeout() time.Duration  { return cmp.Or(o.IdleTimeout, 15*time.Second) }
func (o *Options) subprotocol() string         { return cmp.Or(o.Subprotocol, "trivium.v1") }
func (o *Options) rate() float64               { return cmp.Or(o.Rate, 20) }
func (o *Options) burst() int                  { return cmp.Or(o.Burst, 40) }

// originAllowed applies AllowNoOrigin, OriginCheck and Origins, in this order.
func (o *Options) originAllowed(r *http.Request) bool {
	if len(r.Header.Values("Origin")) == 0 {
		return o.AllowNoOrigin
	}
	if o.OriginCheck != nil {
		return o.OriginCheck(r)
	}
	return SameOrigin(r, o.Origins)
}
