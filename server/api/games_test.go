package api_test

import (
	"net/http"
	"strings"
	"testing"

	"trivium/game"
)

type state struct {
	Phase  game.Phase
	Turn   int
	Counts struct{ Players, Answered int }
}

// TestAGameByCommands plays a game over the API, and sends commands again and too late.
func TestAGameByCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	r := w.opened("small", "Ada")
	path := "/api/games/" + r.PIN()
	w.get(path).is(t, "how to reach it", http.StatusOK, `"token"`)
	if s := read[state](t, w.get(path+"/state")); s.Phase != game.Lobby || s.Counts.Players != 1 {
		t.Errorf("in the lobby: %+v", s)
	}
	w.json(http.MethodPost, path+"/commands", `{"do":"lock"}`).is(t, "lock", http.StatusOK, `"locked":true`)
	w.json(http.MethodPost, path+"/commands", `{"do":"lock"}`).is(t, "lock again", http.StatusConflict, "past")
	w.json(http.MethodPost, path+"/commands", `{"do":"pause"}`).is(t, "pause in the lobby", http.StatusConflict, "not_now")
	w.json(http.MethodPost, path+"/commands", `{"do":"dance"}`).is(t, "no command", http.StatusUnprocessableEntity, "bad")
	started := read[state](t, w.keyed(path+"/commands", "start-1", `{"do":"start"}`))
	again := read[state](t, w.keyed(path+"/commands", "start-1", `{"do":"start"}`))
	if started.Phase != game.Ready || again.Turn != started.Turn {
		t.Errorf("started: %+v, again %+v", started, again)
	}
	w.json(http.MethodPost, path+"/commands", `{"do":"start"}`).is(t, "start twice", http.StatusConflict, "past")
	opened := read[state](t, w.json(http.MethodPost, path+"/commands", `{"do":"next"}`))
	w.json(http.MethodPost, path+"/commands", `{"do":"next","turn":1}`).is(t, "for a past turn", http.StatusConflict, "past")
	w.json(http.MethodPost, path+"/commands", `{"do":"pause"}`).is(t, "pause", http.StatusOK, `"paused":true`)
	w.json(http.MethodPost, path+"/commands", `{"do":"resume"}`).is(t, "resume", http.StatusOK, `"paused":false`)
	w.json(http.MethodPost, path+"/commands", `{"do":"addtime","added_ms":10000}`).is(t, "more time", http.StatusOK, `"left_ms"`)
	if opened.Phase != game.Open {
		t.Errorf("opened: %+v", opened)
	}
	w.answer(r, 1)
	w.wait(r, func(s *game.State) bool { return s.Phase == game.Reveal })
	w.get(path+"/state").is(t, "the reveal", http.StatusOK, `"name":"Ada"`)
	w.json(http.MethodPost, path+"/commands", `{"do":"end"}`).is(t, "end", http.StatusOK, `"podium"`)
	w.json(http.MethodPost, path+"/commands", `{"do":"end"}`).is(t, "end", http.StatusOK, `"ended"`)
	w.json(http.MethodPost, path+"/commands", `{"do":"next"}`).is(t, "after the end", http.StatusConflict, "ended")
	w.get("/api/join/"+r.PIN()).is(t, "join it", http.StatusNotFound, "no_room")
	for _, answer := range []reply{
		w.get("/api/games/000000"), w.get("/api/games/000000/state"), w.json(http.MethodPost, "/api/games/000000/commands", `{"do":"next"}`),
	} {
		answer.is(t, "no game", http.StatusNotFound, "no_game")
	}
}

// TestTheStateTellsNoAnswer plays a game whose answers are canaries, and looks at all that the API says before each reveal.
func TestTheStateTellsNoAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	r := w.opened("typed", "Ada", "Ben")
	path := "/api/games/" + r.PIN()
	looked := map[game.Phase]int{}
	for {
		s, _ := r.Now()
		if s.Ended() {
			break
		}
		looked[s.Phase]++
		for _, at := range []string{path, path + "/state", "/api/games", "/api/join/" + r.PIN()} {
			if body := w.get(at).body; strings.Contains(body, "canary") {
				t.Fatalf("in %s %s tells an answer: %s", s.Phase, at, body)
			}
		}
		if s.Phase == game.Open {
			w.answer(r, 2)
			w.wait(r, func(s *game.State) bool { return s.Phase == game.Reveal })
			continue
		}
		w.next(r)
	}
	if looked[game.Ready] != 2 || looked[game.Open] != 2 || looked[game.Reveal] != 2 {
		t.Errorf("looked at %v", looked)
	}
	if result := w.get("/api/results/" + string(r.ID())).body; !strings.Contains(result, "canaryanswer") {
		t.Errorf("the canary is nowhere, so the test looks for nothing: %s", result)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	chosen := read[struct{ Addresses []string }](t, w.get("/api/addresses")).Addresses[0]
	w.json(http.MethodPut, "/api/addresses", `{"chosen":"`+chosen+`"}`).is(t, "choose", http.StatusOK, `"chosen":"`+chosen)
	w.json(http.MethodPut, "/api/addresses", `{"chosen":"http://elsewhere"}`).is(t, "elsewhere", http.StatusUnprocessableEntity, "address")
}
