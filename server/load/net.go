package load

import (
	"fmt"
	"time"

	"trivium/server/wire"
)

// Net says what lies between a client and its server. The zero value is one server on a network that breaks a connection
// rather than let it fall silent.
type Net struct {
	// Patience is how long a connection may be silent before it is given up for another; three pings in it ask for a sign of
	// life. 0 is for ever.
	Patience time.Duration
	// Several means that many instances are behind the address: the next connection may be to one that is behind for a moment,
	// so the number of the room's state may fall with it.
	Several bool
}

// silence is the patience of a load and of bots: a rehearsal may go over the same bad Wi-Fi as the night.
const silence = 20 * time.Second

// Refused is what a client was told when it was not let in, or not any more.
type Refused struct {
	Code  string // of wire.Problem
	Words string
}

// Error makes it an error.
func (r Refused) Error() string { return fmt.Sprintf("refused (%s): %s", r.Code, r.Words) }

// asRefusal gives the error that a problem ends the client with, or nil if it may come back.
func asRefusal(p *wire.Problem) error {
	if p.Code == "busy" { // the close code says whether to come back
		return nil
	}
	return stopped{Refused{Code: p.Code, Words: p.Words}}
}
