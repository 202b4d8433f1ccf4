package gateway

import (
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

func player(name string) wire.Hello {
	return wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Name: name, Proof: NewToken()}
}

func TestTakenNameGetsAProposal(t *testing.T) {
	s := newStage(t, nil)
	s.join("Ada")
	c := s.dial()
	for _, same := range []string{"Ada", "ADA", "  ada ", "Аda" /* Cyrillic А */, "A da"} {
		c.say(player(same))
		p := c.refused("name_taken", 0)
		if p.Proposal == "" || !strings.Contains(p.Words, p.Proposal) {
			t.Fatalf("%q: problem %+v, want a proposal", same, p)
		}
	}
	c.say(player("Ada"))
	free := c.refused("name_taken", 0).Proposal
	c.say(player(free)) // the same connection goes on
	if welcome := await[wire.Welcome](c, "welcome"); welcome.Name != free || welcome.Seat != 2 {
		t.Fatalf("welcome %+v, want %q", welcome, free)
	}
}

func TestNamesThatHostsGaveAreTaken(t *testing.T) {
	s := newStage(t, nil)
	s.join("Ada")
	host := s.enter(wire.Host)
	if done := host.do(game.DoRename, func(m *wire.Do) { m.Seat, m.Name = 1, "Grace" }); done.Code != "" {
		t.Fatalf("done %+v", done)
	}
	c := s.dial()
	c.say(player("GRACE"))
	c.refused("name_taken", 0)
}

func TestBadNames(t *testing.T) {
	s := newStage(t, nil)
	c := s.dial()
	for _, name := range []string{"", "  ", "a\u202eb", strings.Repeat("a", 21), "fuck"} {
		c.say(player(name))
		c.refused("name_bad", 0)
	}
	any := newStage(t, func(_ *Options, set *game.Settings) { set.AllowAnyName = true })
	any.join("fuck")
}

func TestTeams(t *testing.T) {
	s := newStage(t, func(_ *Options, set *game.Settings) { set.Teams = true })
	c := s.dial()
	c.say(player("Ada"))
	c.refused("team_bad", 0)
	hello := player("Ada")
	hello.Team = "The Foxes"
	c.say(hello)
	if await[wire.Welcome](c, "welcome"); await[wire.Own](c, "own").Own.Team != "The Foxes" {
		t.Fatal("not in the team")
	}
	fixed := newStage(t, func(_ *Options, set *game.Settings) { set.Teams, set.TeamNames = true, []string{"Red", "Blue"} })
	c = fixed.dial()
	hello = player("Ada")
	hello.Team = "Green"
	c.say(hello)
	c.refused("team_bad", 0)
	hello.Team = " BLUE"
	c.say(hello)
	if await[wire.Welcome](c, "welcome"); await[wire.Own](c, "own").Own.Team != "Blue" {
		t.Fatal("not in the team as it is written")
	}
}

func TestDrawnNames(t *testing.T) {
	s := newStage(t, func(_ *Options, set *game.Settings) { set.DrawNames = true })
	first := player("I want this")
	c := s.dial()
	c.say(first)
	welcome := await[wire.Welcome](c, "welcome")
	if welcome.Name == first.Name || !strings.Contains(welcome.Name, " ") {
		t.Fatalf("drawn name %q", welcome.Name)
	}
	again := s.dial()
	again.say(first)
	if w := await[wire.Welcome](again, "welcome"); w.Seat != welcome.Seat || w.Name != welcome.Name {
		t.Fatalf("repeated join: %+v, want %+v", w, welcome)
	}
}

// A wrong PIN, a full room, a locked room and one that is over get the same answer to the byte.
func TestClosedDoorsLookTheSame(t *testing.T) {
	answer := func(s *stage, pin string) string {
		t.Helper()
		c := s.dial()
		hello := player("Newcomer")
		hello.PIN = pin
		c.say(hello)
		_, data, err := c.read()
		if err != nil {
			t.Fatal(err)
		}
		if code := c.ended(); code != socket.RoomNotFound {
			t.Fatalf("closed with %v", code)
		}
		return string(data)
	}
	s := newStage(t, func(_ *Options, set *game.Settings) { set.SeatMax = 1 })
	wrong := answer(s, "9999")
	s.join("Ada")
	full := answer(s, "1234")
	s.room.must(game.Command{Verb: game.DoLock})
	locked := answer(s, "1234")
	s.room.must(game.Command{Verb: game.DoEnd})
	over := answer(s, "1234")
	for name, got := range map[string]string{"full": full, "locked": locked, "over": over} {
		if got != wrong {
			t.Errorf("%s: %s\nwrong PIN: %s", name, got, wrong)
		}
	}
}

func TestHostAndScreen(t *testing.T) {
	s := newStage(t, nil)
	for _, token := range []string{"", "wrong", NewToken()} {
		c := s.dial()
		c.say(wire.Hello{T: "hello", Role: wire.Host, PIN: "1234", Token: token})
		c.refused("token", socket.NotSignedIn)
	}
	s.enter(wire.Host)
	s.enter(wire.Screen)
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: "judge", PIN: "1234"})
	c.refused("bad_message", socket.BadMessage)
}

func TestScreensAreLimited(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.Screens = 1 })
	s.enter(wire.Screen)
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Screen, PIN: "1234"})
	c.refused("busy", socket.TooManyMessages)
}

func TestHelloMustComeInTime(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.HelloWait = 20 * time.Millisecond })
	if code := s.dial().ended(); code != socket.Idle {
		t.Fatalf("ended with %v", code)
	}
}

func TestHellosAreLimited(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.Hellos = 3 })
	c := s.dial()
	for range 3 {
		c.say(player(""))
		c.refused("name_bad", 0)
	}
	c.say(player("Ada"))
	if code := c.ended(); code != socket.TooManyMessages {
		t.Fatalf("ended with %v", code)
	}
}

func TestRolesAreChecked(t *testing.T) {
	s := newStage(t, nil)
	for name, tc := range map[string]struct {
		client  *client
		message any
	}{
		"a player commands":        {s.join("Ada"), wire.Do{T: "do", ID: 1, Command: game.Command{Verb: game.DoNext}}},
		"a player wants the names": {s.join("Ben"), wire.Roster{T: "roster", From: 1}},
		"a screen commands":        {s.enter(wire.Screen), wire.Do{T: "do", ID: 1, Command: game.Command{Verb: game.DoNext}}},
		"a screen answers":         {s.enter(wire.Screen), wire.Answer{T: "answer", Pick: []int{0}}},
		"a host answers":           {s.enter(wire.Host), wire.Answer{T: "answer", Pick: []int{0}}},
	} {
		tc.client.say(tc.message)
		for {
			got, data, err := tc.client.read()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got == "problem" {
				if !strings.Contains(string(data), `"role"`) {
					t.Errorf("%s: %s", name, data)
				}
				break
			}
		}
		if code := tc.client.ended(); code != socket.Forbidden {
			t.Errorf("%s: ended with %v", name, code)
		}
	}
	if state, _ := s.room.Now(); state.Phase != game.Lobby {
		t.Fatalf("the game went on to %s", state.Phase)
	}
}

func TestBadMessagesEndTheConnection(t *testing.T) {
	s := newStage(t, nil)
	for _, frame := range []string{
		``, `null`, `[]`, `{}`, `"hello"`, `{"t":1}`, `{"t":"hullo"}`, `{"t":"hello","role":"player","pin":"1234","x":1}`,
		`{"t":"answer","showing":0,"pick":[0]}`, `{"t":"ping","c":1}`, // before hello
		`{"t":"hello","t":"hello","role":"screen","pin":"1234"}`, `{"t":"hello","role":"screen","PIN":"1234"}`,
		`{"t":"hello","role":"player","pin":"1234","name":"Ada","proof":"tooshort"}`,
		`{"t":"hello","role":"player","pin":"1234","name":"Ada","proof":"` + strings.Repeat("G", 32) + `"}`,
	} {
		c := s.dial()
		c.say(frame)
		c.refused("bad_message", socket.BadMessage)
	}
	c := s.join("Ada")
	c.say(player("Ada")) // one hello is enough
	for {
		if name, _, err := c.read(); err != nil || name == "problem" {
			break
		}
	}
	if code := c.ended(); code != socket.BadMessage {
		t.Fatalf("ended with %v", code)
	}
}

func TestSomebodySeatedLaterCanComeBackAtOnce(t *testing.T) {
	s := newStage(t, nil)
	s.room.seatAtOnce = false
	ada := s.join("Ada")
	if _, ok := s.room.state.Seat(1); ok {
		t.Fatal("the fake seats too early")
	}
	_ = ada.ws.CloseNow()
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: ada.token})
	s.room.awaitRefresh()
	s.room.must(game.Command{Verb: game.DoSeat, Through: 1})
	if welcome := await[wire.Welcome](c, "welcome"); welcome.Seat != 1 {
		t.Fatalf("welcome %+v", welcome)
	}
}

func TestWhoeverIsNotKnownHereYetComesBack(t *testing.T) {
	s := newStage(t, nil)
	s.room.away = true // another instance may have stored the seat
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: strings.Repeat("a", 32)})
	c.refused("busy", socket.Internal)
}

func TestUnreachableStoreIsSaid(t *testing.T) {
	s := newStage(t, nil)
	s.rooms.fail = errAway
	c := s.dial()
	c.say(player("Ada"))
	if p := c.refused("busy", socket.Internal); strings.Contains(p.Words, errAway.Error()) {
		t.Fatalf("tells of the inside: %q", p.Words)
	}
}
