package hardening

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/game"
	"trivium/server/load"
	"trivium/server/socket"
	"trivium/server/wire"
)

// roles says to the server, in each role, all that only others may say. It ends that connection, and nothing happens in the game.
func (w *world) roles(t *testing.T) {
	ctx := within(t)
	g := w.open(ctx, t, nil)
	host, client := w.host(ctx, t, g), w.peer(t)
	before := next(ctx, t, host, 1, game.Open)
	witness := w.join(ctx, t, client, g, "Ada", 1)
	forbidden := map[wire.Role][]string{
		wire.Player: {`{"t":"roster","from":1}`}, wire.Screen: {`{"t":"roster","from":1}`, `{"t":"answer","showing":0,"pick":[0]}`},
		wire.Host: {`{"t":"answer","showing":0,"pick":[0]}`},
	}
	for _, verb := range []game.Verb{
		game.DoNext, game.DoPause, game.DoSkip, game.DoAddTime, game.DoEnd, game.DoLock, game.DoKick, game.DoRename, game.DoOffer, game.DoJudge,
		game.DoVoid, game.DoAdjust, game.DoInsert, game.DoSet, game.DoContinue, game.DoSeat, game.DoGap, game.DoDue, game.DoClaim, "practice",
	} {
		text := fmt.Sprintf(`{"t":"do","id":1,"verb":%q,"turn":%d,"seat":1}`, verb, before.Turn)
		forbidden[wire.Player] = append(forbidden[wire.Player], text)
		forbidden[wire.Screen] = append(forbidden[wire.Screen], text)
	}
	i := 10
	for role, texts := range forbidden {
		for _, text := range texts {
			i++
			m := wire.Hello{Role: role, PIN: g.PIN}
			switch role {
			case wire.Player:
				m.Name, m.Proof = fmt.Sprintf("Cat %d", i), token(i)
			case wire.Host:
				m.Token = g.Token
			case wire.Screen:
			}
			liar := w.enter(ctx, t, client, m)
			liar.hear("welcome")
			liar.say(text)
			if _, code := liar.hear("done"); code != socket.Forbidden {
				t.Errorf("%s says %s: %s, want forbidden", role, text, code)
			}
		}
	}
	// What belongs to the timekeeper is not the host's either.
	for _, verb := range []game.Verb{game.DoSeat, game.DoGap, game.DoDue, game.DoClaim} {
		if done, err := host.Do(ctx, game.Command{Verb: verb, Turn: before.Turn, On: true}); err == nil && done.Code == "" {
			t.Errorf("a host may %s", verb)
		}
	}
	after, err := host.Await(ctx, "a view", func(game.View) bool { return true })
	if err != nil || after.Turn != before.Turn || after.Paused || after.Locked {
		t.Errorf("the game went on from turn %d to %d (paused %t, locked %t): %v", before.Turn, after.Turn, after.Paused, after.Locked, err)
	}
	witness.alive()
}

// tokens shows tokens where they do not belong.
func (w *world) tokens(t *testing.T) {
	ctx := within(t)
	a, b := w.open(ctx, t, nil), w.open(ctx, t, nil)
	client := w.peer(t)
	hostA := w.host(ctx, t, a)
	ada := w.join(ctx, t, client, a, "Ada", 21)
	w.join(ctx, t, client, b, "Bob", 22).hear("own")
	as := func(role wire.Role, g load.Game, token string) wire.Hello {
		return wire.Hello{Role: role, PIN: g.PIN, Token: token}
	}
	wrong := map[string]*caller{}
	for name, m := range map[string]wire.Hello{
		"a player of another room":      as(wire.Player, b, token(21)),
		"a token that nobody has":       as(wire.Player, a, token(99)),
		"half a token":                  as(wire.Player, a, token(21)[:31]),
		"the host of another room":      as(wire.Host, b, a.Token),
		"a player as the host":          as(wire.Host, a, token(21)),
		"the host as a player":          as(wire.Player, a, a.Token),
		"the server's key as the host":  as(wire.Host, a, w.api.Key),
		"nothing as the host":           as(wire.Host, a, ""),
		"a code that was never given":   {Role: wire.Player, PIN: a.PIN, Code: token(5), Proof: token(30)},
		"a proof that is too short":     {Role: wire.Player, PIN: a.PIN, Name: "Eve", Proof: "1"},
		"a role that there is not":      {Role: "owner", PIN: a.PIN, Token: a.Token},
		"a spectator who wants to play": as("spectator", a, token(21)),
	} {
		wrong[name] = w.enter(ctx, t, client, m) // some are looked for a while, so all are asked first
	}
	for name, c := range wrong {
		_, code := c.turnedAway()
		if code != socket.NotSignedIn && code != socket.BadMessage {
			t.Errorf("%s: %s, want not signed in", name, code)
		}
	}
	for _, path := range []string{"/api/games/" + a.PIN, "/api/results", "/api/packs", "/api/hosts"} {
		for name, secret := range map[string]string{"a player": token(21), "the host of a room": a.Token} {
			got := w.get(ctx, t, client, path, map[string]string{"Authorization": "Bearer " + secret})
			if got.status != 401 && got.status != 403 {
				t.Errorf("%s reads %s with the token of a seat: status %d", name, path, got.status)
			}
		}
	}

	// A code moves a seat to another phone once, in its own room, and the phone from before has no say any more.
	done, err := hostA.Do(ctx, game.Command{Verb: game.DoOffer, Seat: 1})
	if err != nil || done.Data == "" {
		t.Fatalf("no code: %+v, %v", done, err)
	}
	claim := func(g load.Game, proof int) *caller {
		return w.enter(ctx, t, client, wire.Hello{Role: wire.Player, PIN: g.PIN, Code: done.Data, Proof: token(proof)})
	}
	if _, code := claim(b, 31).turnedAway(); code != socket.NotSignedIn {
		t.Errorf("a code of another room: %s", code)
	}
	moved, _ := claim(a, 32).hear("welcome")
	var welcome wire.Welcome
	if err := json.Unmarshal([]byte(moved), &welcome); err != nil || welcome.Seat != 1 || welcome.Name != "Ada" {
		t.Errorf("the code gives %q: %v", moved, err)
	}
	if _, code := claim(a, 33).turnedAway(); code != socket.NotSignedIn {
		t.Errorf("a code that was used: %s", code)
	}
	if _, code := ada.hear("nothing"); code != socket.Replaced && code != socket.NotSignedIn {
		t.Errorf("the phone from before: %s", code)
	}
	if _, code := w.enter(ctx, t, client, as(wire.Player, a, token(21))).turnedAway(); code != socket.NotSignedIn {
		t.Errorf("the token from before the move: %s", code)
	}
	if welcome, code := w.enter(ctx, t, client, as(wire.Player, b, token(22))).hear("welcome"); welcome == "" {
		t.Errorf("somebody who did nothing wrong can not come back: %s", code)
	}
	w.sessions(ctx, t)
	for _, secret := range []string{token(21), token(32), a.Token, done.Data} {
		if strings.Contains(w.server.Output(), secret) {
			t.Errorf("the log tells a secret")
		}
	}
}

// sessions shows a host's cookie and token again after they were given back.
func (w *world) sessions(ctx context.Context, t *testing.T) {
	t.Helper()
	client := w.peer(t)
	do := func(method, path, body, cookie, bearer string) answer {
		t.Helper()
		header := map[string]string{"Content-Type": "application/json"}
		if cookie != "" {
			header["Cookie"] = cookie
		}
		if bearer != "" {
			header["Authorization"] = "Bearer " + bearer
		}
		a, err := ask(ctx, client, method, w.api.URL+path, body, header)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	expect := func(what string, a answer, status int) {
		t.Helper()
		if a.status != status {
			t.Errorf("%s: status %d, want %d: %.200s", what, a.status, status, a.body)
		}
	}
	cookie, _, _ := strings.Cut(do(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, w.api.Key), "", "").header.Get("Set-Cookie"), ";")
	made := do(http.MethodPost, "/api/me/tokens", `{"name":"Canary","scopes":["games:read"]}`, cookie, "")
	var token struct {
		Secret string
		Token  struct{ ID string }
	}
	if err := json.Unmarshal([]byte(made.body), &token); err != nil || token.Secret == "" {
		t.Fatalf("no token but status %d, %s: %v", made.status, made.body, err)
	}
	expect("a session", do(http.MethodGet, "/api/games", "", cookie, ""), http.StatusOK)
	expect("a token", do(http.MethodGet, "/api/games", "", "", token.Secret), http.StatusOK)
	expect("a token beyond its scopes", do(http.MethodGet, "/api/results", "", "", token.Secret), http.StatusForbidden)
	expect("a token as a session", do(http.MethodGet, "/api/games", "", strings.Split(cookie, "=")[0]+"="+token.Secret, ""), http.StatusUnauthorized)
	expect("a session as a token", do(http.MethodGet, "/api/games", "", "", strings.Split(cookie, "=")[1]), http.StatusUnauthorized)
	expect("revoking", do(http.MethodDelete, "/api/me/tokens/"+token.Token.ID, "", cookie, ""), http.StatusNoContent)
	expect("a token that was revoked", do(http.MethodGet, "/api/games", "", "", token.Secret), http.StatusUnauthorized)
	expect("signing out", do(http.MethodPost, "/api/signout", "", cookie, ""), http.StatusNoContent)
	expect("a session that was ended", do(http.MethodGet, "/api/games", "", cookie, ""), http.StatusUnauthorized)
	for _, secret := range []string{token.Secret, strings.Split(cookie, "=")[1]} {
		if strings.Contains(w.server.Output(), secret) {
			t.Error("the log tells a host's secret")
		}
	}
}
