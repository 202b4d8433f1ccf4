package hardening

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
	"trivium/server/socket"
	"trivium/server/wire"
)

// told reads an ack.
func (c *caller) told(t *testing.T) wire.Ack {
	t.Helper()
	text, code := c.hear("ack")
	var ack wire.Ack
	if err := json.Unmarshal([]byte(text), &ack); err != nil {
		t.Fatalf("no ack but %q and %s", text, code)
	}
	return ack
}

// answers forges answers, and sends them early, twice and late.
func (w *world) answers(t *testing.T) {
	ctx := within(t)
	g, client := w.open(ctx, t, nil), w.peer(t)
	host := w.host(ctx, t, g)
	ada := w.join(ctx, t, client, g, "Ada", 70)
	ada.hear("own")
	expect := func(what, text string, ok bool, code string, pick int) {
		t.Helper()
		ada.say(text)
		ack := ada.told(t)
		if ack.OK != ok || ack.Code != code || ok && (len(ack.Pick) != 1 || ack.Pick[0] != pick) {
			t.Errorf("%s: %+v; want ok %t, code %q, pick %d", what, ack, ok, code, pick)
		}
	}
	seated(ctx, t, host, 1)
	view := next(ctx, t, host, 1, game.Ready)
	n := view.Question.Showing
	one := func(pick string) string {
		return fmt.Sprintf(`{"t":"answer","showing":%d,"pick":[%s],"m":100}`, n, pick)
	}
	expect("before the choices are there", one("0"), false, "not_open", 0)
	next(ctx, t, host, 1, game.Open)
	expect("a question that is not asked yet", fmt.Sprintf(`{"t":"answer","showing":%d,"pick":[0]}`, n+1), false, "not_open", 0)
	expect("a question that there is not", `{"t":"answer","showing":-1,"pick":[0]}`, false, "not_open", 0)
	expect("a choice that there is not", one("4"), false, "bad", 0)
	expect("a choice below all", one("-1"), false, "bad", 0)
	expect("two choices of one", one("0,1"), false, "bad", 0)
	expect("words for a choice", fmt.Sprintf(`{"t":"answer","showing":%d,"text":"Ant"}`, n), false, "bad", 0)
	expect("the first", one("2"), true, "", 2)
	expect("the same again", one("2"), true, "", 2)
	expect("another one", one("1"), true, "changed", 2)
	// One phone under two connections is one player, with one answer.
	twin := w.enter(ctx, t, client, wire.Hello{
		Role: wire.Player, PIN: g.PIN, Token: token(70), Pending: &wire.Answer{T: "answer", Showing: n, Pick: []int{3}},
	})
	if ack := twin.told(t); !ack.OK || len(ack.Pick) != 1 || ack.Pick[0] != 2 {
		t.Errorf("another answer on another connection: %+v", ack)
	}
	ada = twin
	bob := w.join(ctx, t, client, g, "Bob", 71)
	bob.hear("own")
	next(ctx, t, host, 1, game.Reveal)
	expect("another one after the end", one("0"), true, "changed", 2)
	bob.say(fmt.Sprintf(`{"t":"answer","showing":%d,"pick":[0],"m":1}`, n))
	if ack := bob.told(t); ack.OK || ack.Code != "late" {
		t.Errorf("a first answer after the end that claims a millisecond: %+v", ack)
	}
	next(ctx, t, host, 2, game.Open)
	expect("the question before", one("0"), false, "late", 0)
}

// acksAreAlike answers rightly and wrongly, in turn, and compares how long the acks take.
func (w *world) acksAreAlike(t *testing.T) {
	const players, rounds = 60, 2
	ctx := within(t)
	var last string
	for range rounds {
		g, client := w.open(ctx, t, nil), w.peer(t)
		host := w.host(ctx, t, g)
		var all []*caller
		for i := range players {
			c := w.join(ctx, t, client, g, fmt.Sprintf("Cat %d", i), 7000+i)
			c.hear("own")
			all = append(all, c)
		}
		seated(ctx, t, host, players)
		times := map[bool][]time.Duration{}
		timeAcks(ctx, t, host, all, 2, map[bool]string{true: "canaryaccepted", false: "canaryrejected"}, times)
		timeAcks(ctx, t, host, all, 3, map[bool]string{true: "48151623", false: "79567551"}, times)
		same, z, difference := alike(times[true], times[false], time.Millisecond)
		last = fmt.Sprintf("right %v, wrong %v, difference %v, z %.1f", median(times[true]), median(times[false]), difference, z)
		t.Log(last)
		if same {
			return
		}
	}
	t.Errorf("acks tell what is right, twice over: %s", last)
}

// timeAcks lets all answer one question, one after another.
func timeAcks(
	ctx context.Context, t *testing.T, host *load.Host, all []*caller, question int, said map[bool]string, times map[bool][]time.Duration,
) {
	t.Helper()
	view := next(ctx, t, host, question, game.Open)
	for i, c := range all {
		right := i%2 == 0
		c.awaitOpen(question)
		sent := time.Now()
		c.say(fmt.Sprintf(`{"t":"answer","showing":%d,"text":%q}`, view.Question.Showing, said[right]))
		if ack := c.told(t); !ack.OK {
			t.Fatalf("answer %d: %+v", i, ack)
		}
		times[right] = append(times[right], time.Since(sent))
	}
}

// awaitOpen reads until the choices of a question are there.
func (c *caller) awaitOpen(question int) {
	c.t.Helper()
	for {
		text, code := c.hear("view")
		if text == "" {
			c.t.Fatalf("sent away with %s after %.2000q", code, c.frames)
		}
		var m wire.View
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			c.t.Fatal(err)
		}
		if m.View.Phase == game.Open && m.View.Question.Number == question {
			return
		}
	}
}

// telling is what tells the right answer of each question of the pack of canaries.
func telling(question int) *regexp.Regexp {
	return regexp.MustCompile(`(?i)"(correct|verdict)":|` + []string{
		1: `canary(whyright|whywrong|summarysingle|detailsingle|source|address)`, 2: `canary(accepted|also|rejected|summarytext)`,
		3: `\b(?:48151623|31415927)\b|\b(?:4\.8151623|3\.1415927)e\+07|canarysummarynumber`, 4: `canary(whymulti|summarymulti)`,
	}[question])
}

// canaries plays up to each reveal and looks for what tells the right answer in all that anybody but the host can get: frames, answers
// to requests, the log and the metrics.
func (w *world) canaries(t *testing.T) {
	ctx := within(t)
	g, client := w.open(ctx, t, nil), w.peer(t)
	host := w.host(ctx, t, g)
	ada := w.join(ctx, t, client, g, "Ada", 80)
	w.join(ctx, t, client, g, "Bob", 81) // who never answers, so that no question ends before the host goes on
	screen := w.enter(ctx, t, client, wire.Hello{Role: wire.Screen, PIN: g.PIN})
	screen.hear("welcome")
	seated(ctx, t, host, 2)
	texts := []string{1: `"pick":[0]`, 2: `"text":"perhaps"`, 3: `"text":"12"`, 4: `"pick":[1]`}
	looked := 0
	for question := 1; question < len(texts); question++ {
		view := next(ctx, t, host, question, game.Open)
		look := func(where, text string) {
			looked++
			for hidden := question; hidden < len(texts); hidden++ {
				found := telling(hidden).FindString(text)
				if strings.HasPrefix(found, `"`) && question > 1 && !strings.Contains(text, `"phase":"open"`) {
					continue // a frame of a reveal before
				}
				if found != "" {
					t.Errorf("%s tells %q of question %d before the reveal:\n%.600s", where, found, hidden, text)
				}
			}
		}
		for name, c := range map[string]*caller{"a player's socket": ada, "a screen's socket": screen} {
			c.awaitOpen(question)
			if c == ada {
				c.say(fmt.Sprintf(`{"t":"answer","showing":%d,%s}`, view.Question.Showing, texts[question]))
				c.told(t)
			}
			c.say(`{"t":"ping","c":1}`)
			c.hear("pong")
			for _, frame := range c.frames {
				look(name, frame)
			}
			c.frames = nil
		}
		for name, m := range map[string]wire.Hello{
			"a late screen's socket":  {Role: wire.Screen, PIN: g.PIN},
			"a late player's socket":  player(g, fmt.Sprintf("Late %d", question), 8000+question),
			"a socket that came back": {Role: wire.Player, PIN: g.PIN, Token: token(8100 + question)},
		} {
			if name == "a socket that came back" {
				w.join(ctx, t, client, g, fmt.Sprintf("Back %d", question), 8100+question)
			}
			c := w.enter(ctx, t, client, m)
			c.awaitOpen(question)
			for _, frame := range c.frames {
				look(name, frame)
			}
		}
		for _, path := range []string{
			"/", "/j/" + g.PIN, "/s/" + g.PIN, "/host/" + g.PIN, g.Result, "/study", "/study/canary", "/api/join/" + g.PIN, "/api/study",
			"/api/study/canary", "/api/study/canary/questions/single", "/api/packs", "/api/packs/canary", "/api/packs/canary/file",
			"/api/questions?q=canary",
			"/api/games/" + g.PIN, "/api/games/" + g.PIN + "/state", "/api/results" + strings.TrimPrefix(g.Result, "/r"), "/boards", "/api/boards",
		} {
			look(path, w.get(ctx, t, client, path, nil).body)
		}
		metrics, err := ask(ctx, client, "GET", "http://"+w.server.MetricsAddr+"/metrics", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		look("a metric", metrics.body)
		look("the log", w.server.Output())
	}
	if looked < 100 {
		t.Errorf("only %d texts were looked at", looked)
	}
	next(ctx, t, host, len(texts)-1, game.Reveal)
	for text, code := "", socket.Code(0); !strings.Contains(text, `"phase":"reveal"`); {
		if text, code = screen.hear("view"); text == "" {
			t.Fatalf("no reveal but %s", code)
		}
		if strings.Contains(text, `"phase":"reveal"`) && !telling(len(texts)-1).MatchString(text) {
			t.Errorf("the reveal tells nothing, so the canaries prove nothing: %s", text)
		}
	}
}
