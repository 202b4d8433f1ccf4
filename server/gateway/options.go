package gateway

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Limits bound what clients may do. Zero fields take the default.
type Limits struct {
	// Connections is how many sockets this instance takes. Default 100,000.
	Connections int
	// Screens is how many screens and spectators a room takes on this instance. Default 500.
	Screens int
	// Hosts is how many pages of the host a room takes on this instance. Default 20.
	Hosts int
	// HelloWait is how long a client may take for its first frame. Default 5 s.
	HelloWait time.Duration
	// NameWait is how long a person may take for another name when one was refused. Default 3 min.
	NameWait time.Duration
	// Hellos is how many times one connection may say Hello until it is let in. Default 20.
	Hellos int
	// CallWait is how long a join or a command may take. Default 5 s.
	CallWait time.Duration
	// JoinRate is how many joins a second this instance takes; more wait. Default 10,000.
	JoinRate float64
	// PINGuesses is how many wrong PINs one address may try at once, and PINRefill how many more it gets each second.
	// Defaults 30 and 0.5. See guesses.go for whom this does not stop.
	PINGuesses int
	PINRefill  float64
	// AllPINGuesses and AllPINRefill are the same over all addresses. Defaults 1000 and 50.
	AllPINGuesses int
	AllPINRefill  float64
	// Linger is how long sockets stay in a room that has ended. Default 15 min.
	Linger time.Duration
	// DrainSpread is the time over which Drain sends clients away. Default 3 s.
	DrainSpread time.Duration
}

// Options say how a gateway works. Rooms is needed; everything else has a default.
type Options struct {
	// Rooms finds live rooms.
	Rooms Rooms
	// Hooks are what a host or a player may ask for that is done outside a room.
	Hooks Hooks
	// Instance names this instance in log lines.
	Instance string
	// Logger takes the log; nil drops it.
	Logger *slog.Logger
	// Registerer takes the metrics; nil drops them.
	Registerer prometheus.Registerer
	// AllowedOrigins are origins beside the server's own whose pages may connect, such as "https://quiz.example.org". It is
	// needed where a reverse proxy ends TLS.
	AllowedOrigins []string
	// AllowNoOrigin lets programs in, which send no Origin (package load); browsers always send one.
	AllowNoOrigin bool
	// TrustedProxies are the addresses of reverse proxies whose X-Forwarded-For is believed. Without, the direct peer is the
	// address of a client.
	TrustedProxies []netip.Prefix
	// Limits bound what clients may do.
	Limits Limits
	// PingEvery is how often round trips are measured in the lobby and before a question. Default 2 s.
	PingEvery time.Duration
}

// Validate says which field is out of bounds, and how to set it.
func (o *Options) Validate() error {
	var errs []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("gateway: "+format, args...))
		}
	}
	check(o.Rooms != nil, "Rooms is missing: give the rooms of this instance")
	for _, origin := range o.AllowedOrigins {
		u, err := url.Parse(origin)
		check(err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && origin == u.Scheme+"://"+u.Host,
			"AllowedOrigins: %q must be scheme and host only, such as https://quiz.example.org", origin)
	}
	l := &o.Limits
	for _, each := range []struct {
		name  string
		value float64
	}{
		{"Connections", float64(l.Connections)},
		{"Screens", float64(l.Screens)},
		{"Hosts", float64(l.Hosts)},
		{"HelloWait", float64(l.HelloWait)},
		{"NameWait", float64(l.NameWait)},
		{"Hellos", float64(l.Hellos)},
		{"CallWait", float64(l.CallWait)},
		{"JoinRate", l.JoinRate},
		{"PINGuesses", float64(l.PINGuesses)},
		{"PINRefill", l.PINRefill},
		{"AllPINGuesses", float64(l.AllPINGuesses)},
		{"AllPINRefill", l.AllPINRefill},
		{"Linger", float64(l.Linger)},
		{"DrainSpread", float64(l.DrainSpread)},
	} {
		check(each.value >= 0, "Limits.%s: must not be negative; 0 is the default", each.name)
	}
	check(o.PingEvery == 0 || o.PingEvery >= 10*time.Millisecond && o.PingEvery <= 10*time.Second,
		"PingEvery: from 10 ms to 10 s; 0 is the default of 2 s")
	return errors.Join(errs...)
}

// withDefaults fills in what was left out.
func (o Options) withDefaults() Options {
	l := &o.Limits
	l.Connections = cmp.Or(l.Connections, 100_000)
	l.Screens = cmp.Or(l.Screens, 500)
	l.Hosts = cmp.Or(l.Hosts, 20)
	l.HelloWait = cmp.Or(l.HelloWait, 5*time.Second)
	l.NameWait = cmp.Or(l.NameWait, 3*time.Minute)
	l.Hellos = cmp.Or(l.Hellos, 20)
	l.CallWait = cmp.Or(l.CallWait, 5*time.Second)
	l.JoinRate = cmp.Or(l.JoinRate, 10_000)
	l.PINGuesses = cmp.Or(l.PINGuesses, 30)
	l.PINRefill = cmp.Or(l.PINRefill, 0.5)
	l.AllPINGuesses = cmp.Or(l.AllPINGuesses, 1000)
	l.AllPINRefill = cmp.Or(l.AllPINRefill, 50)
	l.Linger = cmp.Or(l.Linger, 15*time.Minute)
	l.DrainSpread = cmp.Or(l.DrainSpread, 3*time.Second)
	o.PingEvery = cmp.Or(o.PingEvery, 2*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Registerer == nil {
		o.Registerer = prometheus.NewRegistry()
	}
	return o
}
