package web_test

import (
	"testing"
	"time"

	"github.com/coder/websocket"

	"trivium/server/browsertest"
)

// room opens a page in a fake room that shows a state of testdata/states.
func room(t *testing.T, browser *browsertest.Browser, f *fake, state string) *browsertest.Page {
	t.Helper()
	f.show("4242", scenes(t)[state])
	page := browser.Open(t, f.seat("4242"), browsertest.Phone)
	page.See("main h1")
	f.next(t, "hello")
	return page
}

// TestJoin goes in by the first page, and through the wrong PIN and the taken name on the way.
func TestJoin(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	s := scenes(t)["lobby"]
	s.Join = &message{"title": "Friday night", "teams": true, "team_names": []string{"Red", "Blue"}, "draw_names": false, "locked": false}
	f.show("424242", s)
	page := browser.Open(t, f.URL+"/?lang=en", browsertest.Phone)
	page.Accessible()

	page.Fill("#pin", "111 111")
	page.ClickText("button", "Join")
	page.SeeText("There is no game with this PIN")
	page.Fill("#pin", "424 242")
	page.ClickText("button", "Join")
	page.SeeText("Friday night")
	page.Accessible()

	// The token is stored before the first attempt, so that a join whose answer is lost can be repeated.
	page.Do(`(() => {
		const send = WebSocket.prototype.send;
		WebSocket.prototype.send = function (data) {
			globalThis.storedFirst ??= data.includes('"proof"') && data.includes(JSON.parse(localStorage.getItem("trivium.seat.424242"))?.token);
			return send.call(this, data);
		};
	})()`)
	f.refuse("424242", message{"t": "problem", "code": "name_taken", "words": "Somebody has this name.", "proposal": "Anna 2"})
	page.Fill("#name", "Anna")
	page.ClickText("label", "Blue")
	page.ClickText("button", "I’m in")
	page.SeeText("How about Anna 2?")
	if first := f.next(t, "hello"); first["name"] != "Anna" || first["team"] != "Blue" || first["token"] != nil {
		t.Errorf("the first hello: %v", first)
	}
	if !browsertest.Eval[bool](page, "globalThis.storedFirst") {
		t.Error("the token was not stored before the hello")
	}

	f.refuse("424242", nil)
	page.ClickText("label", "Blue")
	page.ClickText("button", "I’m in")
	page.SeeText("You are in")
	joined := f.next(t, "hello")
	if joined["name"] != "Anna 2" || len(joined["proof"].(string)) != 32 {
		t.Errorf("the second hello: %v", joined)
	}

	page.Reload()
	page.SeeText("You are in")
	if again := f.next(t, "hello"); again["token"] != joined["proof"] || again["name"] != nil {
		t.Errorf("the hello after a reload: %v", again)
	}
	page.NoProblems("404")
}

// TestAnswerIsLockedByTheAckAlone answers by tap, and sees the answer repeated until the server has it.
func TestAnswerIsLockedByTheAckAlone(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	f.mute(true)
	page := room(t, browser, f, "single")
	page.ClickText("button.tile", "Saturn")
	page.SeeText("Sending")
	first := f.next(t, "answer")
	if m, ok := first["m"].(float64); !ok || m < 0 || m > 15_000 || first["showing"] != 3.0 {
		t.Errorf("the answer: %v", first)
	}
	page.GoneText("Locked in")

	// No ack came: the answer is sent again with a fresh hello, to a server that listens now.
	f.mute(false)
	hello := f.next(t, "hello")
	pending, _ := hello["pending"].(map[string]any)
	if pending == nil || pending["m"] != first["m"] {
		t.Errorf("the hello with the answer: %v", hello)
	}
	page.SeeText("Locked in")
	page.NoProblems()
}

// TestKeys answers by a key, with no pointer at all.
func TestKeys(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := room(t, browser, f, "single")
	page.Press("c")
	if answer := f.next(t, "answer"); answer["pick"].([]any)[0] != 2.0 {
		t.Errorf("the key c: %v", answer)
	}
	page.SeeText("Locked in")

	page = room(t, browser, f, "multi")
	page.Press("1")
	page.Press("3")
	page.ClickText("button", "Lock in 2")
	if answer := f.next(t, "answer"); len(answer["pick"].([]any)) != 2 {
		t.Errorf("the keys 1 and 3: %v", answer)
	}
}

// TestOtherKinds answers what is not chosen from tiles.
func TestOtherKinds(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	picks := func(m message) (picks []int) {
		list, _ := m["pick"].([]any)
		for _, p := range list {
			picks = append(picks, int(p.(float64)))
		}
		return picks
	}
	expect := func(kind string, got message, pick []int, text any) {
		t.Helper()
		same := len(picks(got)) == len(pick)
		for i := range min(len(pick), len(picks(got))) {
			same = same && pick[i] == picks(got)[i]
		}
		if !same || got["text"] != text {
			t.Errorf("%s: %v", kind, got)
		}
	}

	page := room(t, browser, f, "text")
	page.Fill("#answer", "  Canberra ")
	page.Press("Enter")
	expect("text", f.next(t, "answer"), nil, "Canberra")
	page.SeeText("Locked in")

	page = room(t, browser, f, "slider")
	page.Click(`button[aria-label="One step more"]`)
	page.Click(`button[aria-label="One step more"]`)
	page.ClickText("button", "Lock in")
	expect("slider", f.next(t, "answer"), nil, "1977")

	page = room(t, browser, f, "order")
	page.Click(`button[aria-label="Move Gunpowder up"]`)
	page.ClickText("button", "Lock in")
	expect("order", f.next(t, "answer"), []int{1, 0, 2, 3, 4}, nil)

	page = room(t, browser, f, "match")
	page.ClickText("button.right", "Lisbon")
	page.ClickText("button.right", "Oslo")
	page.ClickText("button", "Lock in 2 of 3")
	expect("match", f.next(t, "answer"), []int{1, 2, -1}, nil)
	page.NoProblems()
}

// TestDrag drags the first item of an order question below the second.
func TestDrag(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := room(t, browser, f, "order")
	page.Do(`(() => {
		const grip = document.querySelector(".order-grip");
		const fire = (type, y) => grip.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: 1, button: 0, clientX: 90, clientY: y}));
		grip.setPointerCapture = () => undefined;
		const box = grip.getBoundingClientRect();
		const y = box.top + box.height / 2;
		fire("pointerdown", y);
		fire("pointermove", y + 40);
		fire("pointermove", y + 75);
		fire("pointerup", y + 75);
	})()`)
	page.ClickText("button", "Lock in")
	if answer := f.next(t, "answer"); answer["pick"].([]any)[0] != 1.0 || answer["pick"].([]any)[1] != 0.0 {
		t.Errorf("after dragging: %v", answer)
	}
}

// TestPauseKeepsWhatWasBegun hides the question in a pause and shows it again with what was typed.
func TestPauseKeepsWhatWasBegun(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := room(t, browser, f, "text")
	page.Fill("#answer", "Canb")
	running := scenes(t)["text"]
	paused := scenes(t)["text"]
	paused.View["paused"], paused.View["left"] = true, 9000.0
	delete(paused.View, "deadline")
	question := paused.View["question"].(map[string]any)
	delete(question, "prompt")
	f.push(t, "4242", paused, 6)
	page.SeeText("Paused")
	page.GoneText("Australia")
	f.push(t, "4242", running, 7)
	page.SeeText("Australia")
	if typed := browsertest.Eval[string](page, `document.querySelector("#answer").value`); typed != "Canb" {
		t.Errorf("what was typed is now %q", typed)
	}
}

// TestLineIsLostAndFound shows the banner only after a while, and comes back by itself.
func TestLineIsLostAndFound(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := room(t, browser, f, "single")
	f.refuseSockets(true)
	f.drop("4242")
	page.SeeText("You are offline")
	f.refuseSockets(false)
	page.GoneText("You are offline")
	f.next(t, "hello")
	page.SeeText("Saturn")
}

// TestStops ends where the server says so, and offers what can be done.
func TestStops(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := room(t, browser, f, "single")
	f.closeWith(t, "4242", websocket.StatusCode(4408))
	page.SeeText("Playing elsewhere")
	page.ClickText("button", "Play here")
	f.next(t, "hello")
	page.SeeText("Saturn")

	// The same people play again: the page follows with the same token.
	f.show("777777", scenes(t)["lobby"])
	over := scenes(t)["ended"]
	over.View["next"] = "777777"
	f.push(t, "4242", over, 9)
	page.Within(20 * time.Second).SeeText("You are in")
	hello := f.next(t, "hello")
	if hello["pin"] != "777777" || hello["token"] == nil {
		t.Errorf("the hello in the next room: %v", hello)
	}
	page.NoProblems()
}
