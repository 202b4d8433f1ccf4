package gateway

import (
	"encoding/binary"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

func fewGuesses(o *Options, _ *game.Settings) {
	o.Limits.PINGuesses, o.Limits.PINRefill = 3, 0.0001
}

// guess tries PINs until the address has no guess left.
func (s *stage) guess(times int) {
	s.t.Helper()
	for range times {
		c := s.dial()
		hello := player("Mallory")
		hello.PIN = "9999"
		c.say(hello)
		c.refused("no_room", socket.RoomNotFound)
	}
}

func TestGuessingIsLimited(t *testing.T) {
	s := newStage(t, fewGuesses)
	s.guess(3)
	opens := s.rooms.opens
	for _, pin := range []string{"9999", "1234"} { // the right one tells nothing either, and nothing is looked up
		for _, hello := range []wire.Hello{player("Mallory"), {T: "hello", Role: wire.Screen}} {
			hello.PIN = pin
			c := s.dial()
			c.say(hello)
			c.refused("busy", socket.TooManyMessages)
		}
	}
	if s.rooms.opens != opens {
		t.Fatalf("%d PINs were looked up beyond the limit", s.rooms.opens-opens)
	}
	for _, pin := range []string{"9999", "1234"} { // a made-up token gets the same answer for both
		c := s.dial()
		c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: pin, Token: NewToken()})
		c.refused("busy", socket.TooManyMessages)
	}
}

// A school is one address: whoever plays with PINs there must not stop the others.
func TestGuessingHurtsNobodyElse(t *testing.T) {
	s := newStage(t, fewGuesses)
	ada := s.join("Ada")
	s.guess(3)
	s.join("Ben") // the PIN is known at this address
	if again := s.resume(ada.token, nil); again.seat != 1 {
		t.Fatalf("seat %d", again.seat)
	}
	other := newStage(t, fewGuesses)
	other.guess(3)
	other.enter(wire.Host) // has a token, and makes the PIN known
	other.join("Cleo")
}

func TestGuessesOverAllAddresses(t *testing.T) {
	g := newGuesses(&Limits{PINGuesses: 3, PINRefill: 0.1, AllPINGuesses: 10, AllPINRefill: 1})
	now := time.Now()
	at := func(i byte) netip.Prefix { return netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 2, i}), 32) }
	g.vouch(at(200), "1234", now)
	for i := range byte(5) {
		for range 2 {
			if pin, token := g.may(at(i), "9999", now); !pin || !token {
				t.Fatal("stopped too early")
			}
			g.failed(at(i), now)
		}
	}
	if pin, token := g.may(at(100), "1234", now); pin || !token {
		t.Fatal("a guesser with many addresses is not stopped, or stops tokens")
	}
	if pin, _ := g.may(at(200), "1234", now); !pin {
		t.Fatal("somebody whose PIN is known is stopped")
	}
	if pin, _ := g.may(at(100), "1234", now.Add(2*time.Second)); !pin {
		t.Fatal("guesses do not come back")
	}
}

func TestAddressesAreBounded(t *testing.T) {
	g := newGuesses(&Limits{PINGuesses: 3, PINRefill: 0.1, AllPINGuesses: 1e6, AllPINRefill: 1})
	now := time.Now()
	for i := range uint32(maxAddresses + 5000) {
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], i)
		from := netip.PrefixFrom(netip.AddrFrom4(b), 32)
		g.failed(from, now)
		for pin := range 20 {
			if i == 0 {
				g.vouch(from, string(rune('a'+pin)), now)
			}
		}
	}
	if len(g.addresses) > maxAddresses {
		t.Fatalf("%d addresses are kept", len(g.addresses))
	}
	for _, a := range g.addresses {
		if len(a.vouched) > maxVouched {
			t.Fatalf("%d PINs are kept for an address", len(a.vouched))
		}
	}
}

func TestPeer(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, tc := range []struct {
		remote    string
		forwarded []string
		trusted   []netip.Prefix
		want      string
	}{
		{"192.0.2.7:4711", nil, nil, "192.0.2.7/32"},
		{"192.0.2.7:4711", []string{"203.0.113.1"}, nil, "192.0.2.7/32"},
		{"192.0.2.7:4711", []string{"203.0.113.1"}, proxies, "192.0.2.7/32"},
		{"10.0.0.1:4711", []string{"203.0.113.1"}, proxies, "203.0.113.1/32"},
		{"10.0.0.1:4711", []string{"1.1.1.1, 203.0.113.1"}, proxies, "203.0.113.1/32"}, // the first was made up
		{"10.0.0.1:4711", []string{"1.1.1.1", "203.0.113.1, 10.0.0.2"}, proxies, "203.0.113.1/32"},
		{"10.0.0.1:4711", []string{"nonsense"}, proxies, "10.0.0.1/32"},
		{"10.0.0.1:4711", nil, proxies, "10.0.0.1/32"},
		{"[2001:db8:1:2:3:4:5:6]:4711", nil, nil, "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:4711", nil, nil, "fe80::/64"},
		{"[::ffff:192.0.2.7]:4711", nil, nil, "192.0.2.7/32"},
		{"@", nil, nil, "invalid Prefix"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/ws", nil)
		r.RemoteAddr = tc.remote
		for _, line := range tc.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		if got := peer(r, tc.trusted).String(); got != tc.want {
			t.Errorf("%s %v: %s, want %s", tc.remote, tc.forwarded, got, tc.want)
		}
	}
}
