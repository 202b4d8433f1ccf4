package api_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"trivium/server/api"
)

const password = "three green bottles on a wall"

// browser is another one at the same server.
func (w *world) browser() *world {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &world{t: w.t, url: w.url, games: w.games, rooms: w.rooms, jar: jar, boards: w.boards, leagues: w.leagues, ended: w.ended}
}

// invited makes a host by invitation and gives their browser.
func (w *world) invited(login string) *world {
	w.t.Helper()
	made := read[struct{ URL string }](w.t, w.json(http.MethodPost, "/api/invitations", `{"note":"a friend"}`))
	_, secret, _ := strings.Cut(made.URL, "#invite=")
	other := w.browser()
	body := fmt.Sprintf(`{"secret":%q,"login":%q,"name":"Grace","password":%q}`, secret, login, password)
	other.json(http.MethodPost, "/api/invitations/accept", body).is(w.t, "accept", http.StatusNoContent, "")
	return other
}

type selfAnswer struct{ ID, Login, Name string }

// TestHosts invites a host, who signs in and out, changes what is said of them, and is disabled and removed.
func TestHosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	grace := w.invited("grace@example.org")
	me := read[selfAnswer](t, grace.get("/api/me"))
	grace.json(http.MethodPatch, "/api/me", `{"name":"Grace H."}`).is(t, "a name", http.StatusOK, "Grace H.")
	grace.json(http.MethodPatch, "/api/me", `{"login":"!"}`).is(t, "no login", http.StatusUnprocessableEntity, "bad")
	w.json(http.MethodPatch, "/api/me", `{"login":"grace@example.org"}`).is(t, "a taken login", http.StatusConflict, "taken")
	phone := grace.browser()
	phone.json(http.MethodPost, "/api/signin", `{"login":"grace@example.org","password":"no"}`).is(t, "a wrong password", http.StatusForbidden, "wrong")
	phone.json(http.MethodPost, "/api/signin", fmt.Sprintf(`{"login":"grace@example.org","password":%q}`, password)).is(t, "sign in", http.StatusNoContent, "")
	sessions := read[struct {
		Sessions []struct {
			ID      string
			Current bool
		}
	}](t, grace.get("/api/me/sessions")).Sessions
	if len(sessions) != 2 || sessions[0].Current == sessions[1].Current {
		t.Fatalf("the sessions: %+v", sessions)
	}
	other := sessions[0]
	if other.Current {
		other = sessions[1]
	}
	grace.delete("/api/me/sessions/"+other.ID).is(t, "one", http.StatusNoContent, "")
	phone.get("/api/me/sessions").is(t, "signed out", http.StatusUnauthorized, "signin")
	phone.json(http.MethodPost, "/api/signin", fmt.Sprintf(`{"login":"grace@example.org","password":%q}`, password)).is(t, "sign in", http.StatusNoContent, "")
	grace.delete("/api/me/sessions/none").is(t, "no session", http.StatusNotFound, "not_found")
	grace.delete("/api/me/sessions").is(t, "all others", http.StatusNoContent, "")
	phone.get("/api/me/sessions").is(t, "signed out", http.StatusUnauthorized, "signin")
	grace.json(http.MethodPut, "/api/me/password", fmt.Sprintf(`{"present":"no","password":%q}`, password+"s")).is(t, "a wrong one", http.StatusForbidden, "wrong")
	grace.json(http.MethodPut, "/api/me/password", fmt.Sprintf(`{"present":%q,"password":%q}`, password, password+"s")).is(t, "a new password", http.StatusNoContent, "")
	w.get("/api/hosts?limit=1").is(t, "hosts", http.StatusOK, "next")
	w.get("/api/hosts?limit=0").is(t, "no limit", http.StatusBadRequest, "limit")
	w.json(http.MethodPatch, "/api/hosts/none", `{"disabled":true}`).is(t, "no host", http.StatusNotFound, "not_found")
	w.json(http.MethodPatch, "/api/hosts/"+me.ID, `{"disabled":true}`).is(t, "disable", http.StatusOK, `"disabled":true`)
	grace.get("/api/games").is(t, "disabled", http.StatusUnauthorized, "signin")
	w.json(http.MethodPatch, "/api/hosts/"+me.ID, `{"disabled":false}`).is(t, "enable", http.StatusOK, me.ID)
	w.json(http.MethodPost, "/api/hosts/none/reset", "").is(t, "no host", http.StatusNotFound, "not_found")
	w.json(http.MethodPost, "/api/hosts/"+me.ID+"/reset", "").is(t, "a new password", http.StatusCreated, "#invite=")
	w.delete("/api/hosts/none").is(t, "no host", http.StatusNotFound, "not_found")
	w.delete("/api/hosts/"+me.ID).is(t, "remove", http.StatusNoContent, "")
	grace.json(http.MethodPost, "/api/signout", "").is(t, "sign out", http.StatusNoContent, "")
}

// TestInvitations looks at one, takes one back, and refuses what was used.
func TestInvitations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	made := read[struct {
		URL        string
		Invitation struct{ ID string }
	}](t, w.json(http.MethodPost, "/api/invitations", `{"note":"Grace"}`))
	_, secret, _ := strings.Cut(made.URL, "#invite=")
	nobody := w.browser()
	nobody.json(http.MethodPost, "/api/invitations/look", fmt.Sprintf(`{"secret":%q}`, secret)).is(t, "look", http.StatusOK, "Grace")
	w.get("/api/invitations").is(t, "open ones", http.StatusOK, made.Invitation.ID)
	w.delete("/api/invitations/"+made.Invitation.ID).is(t, "take it back", http.StatusNoContent, "")
	w.delete("/api/invitations/"+made.Invitation.ID).is(t, "once more", http.StatusNotFound, "not_found")
	for _, path := range []string{"look", "accept"} {
		body := fmt.Sprintf(`{"secret":%q}`, secret)
		if path == "accept" {
			body = fmt.Sprintf(`{"secret":%q,"password":%q}`, secret, password)
		}
		nobody.json(http.MethodPost, "/api/invitations/"+path, body).is(t, path, http.StatusNotFound, "not_found")
	}
}

// token makes a token with one scope, and gives the header that shows it.
func (w *world) token(scope string) map[string]string {
	w.t.Helper()
	made := read[struct{ Secret string }](w.t, w.json(http.MethodPost, "/api/me/tokens", fmt.Sprintf(`{"name":"test","scopes":[%q]}`, scope)))
	return map[string]string{"Authorization": "Bearer " + made.Secret}
}

// TestTokens makes, lists and revokes one.
func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	header := w.token("packs:read")
	w.json(http.MethodPost, "/api/me/tokens", `{"name":"x","scopes":[]}`).is(t, "no scope", http.StatusUnprocessableEntity, "scopes")
	list := read[struct{ Tokens []struct{ ID string } }](t, w.get("/api/me/tokens"))
	program := w.browser()
	program.send(http.MethodGet, "/api/packs", "", nil, header).is(t, "with it", http.StatusOK, "small")
	w.delete("/api/me/tokens/none").is(t, "no token", http.StatusNotFound, "not_found")
	w.delete("/api/me/tokens/"+list.Tokens[0].ID).is(t, "revoke", http.StatusNoContent, "")
	program.send(http.MethodGet, "/api/packs", "", nil, header).is(t, "revoked", http.StatusUnauthorized, "signin")
}

// TestATokenIsGoodForItsScope tries each operation with a token of another scope, and with one of its own.
func TestATokenIsGoodForItsScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	tokens := map[api.Scope]map[string]string{}
	for _, r := range ofHosts() {
		if r.Scope != api.HostsWrite && r.Scope != api.Owner && tokens[r.Scope] == nil {
			tokens[r.Scope] = w.token(string(r.Scope))
		}
	}
	program := w.browser()
	for _, r := range ofHosts() {
		for scope, header := range tokens {
			answer := program.send(r.Method, addressOf(r.Path), "", nil, header)
			if good := answer.status != http.StatusUnauthorized && answer.status != http.StatusForbidden; good != (scope == r.Scope) {
				t.Errorf("%s %s with a token for %s: %d %s", r.Method, r.Path, scope, answer.status, answer.body)
			}
		}
	}
}

// TestWhatIsAnothersIsNotThere asks another host for each operation on a game, a result, an entry and a league.
func TestWhatIsAnothersIsNotThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	r, l := w.play("small", "Ada"), w.league("tuesdays")
	running := w.opened("small", "Ada")
	w.board(string(r.ID()), "Ada")
	grace := w.invited("grace@example.org")
	at := strings.NewReplacer("{pin}", running.PIN(), "{game}", string(r.ID()), "{league}", l.ID, "{entry}", w.entryOf(string(r.ID()), "Ada"))
	asked := 0
	for _, route := range ofHosts() {
		path := addressOf(at.Replace(route.Path))
		if at.Replace(route.Path) == route.Path {
			continue
		}
		asked++
		answer := grace.send(route.Method, path, "application/json", strings.NewReader(`{}`), map[string]string{"If-Match": `"v1"`})
		answer.is(t, route.Method+" "+path+" by another host", http.StatusNotFound, `"code":"no`)
		if strings.Contains(answer.body, "Ada") || strings.Contains(answer.body, "Tuesdays") {
			t.Errorf("%s %s tells another host: %s", route.Method, path, answer.body)
		}
	}
	if asked < 20 {
		t.Errorf("only %d operations were asked for", asked)
	}
	for _, path := range []string{"/api/games", "/api/results", "/api/results/players?name=Ada", "/api/leagues?mine=1"} {
		if answer := grace.get(path); answer.status != http.StatusOK || strings.Contains(answer.body, string(r.ID())) || strings.Contains(answer.body, l.ID) {
			t.Errorf("%s shows another's: %d %s", path, answer.status, answer.body)
		}
	}
	w.get("/api/results/"+string(r.ID())).is(t, "the own host", http.StatusOK, "Ada")
}

// TestGuests opens games as a guest, who may not have more.
func TestGuests(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.json(http.MethodPost, "/api/signin", `{"guest":true}`).is(t, "a guest", http.StatusNoContent, "")
	w.create("small")
	w.json(http.MethodPost, "/api/games", `{"packs":["small"],"public":true}`).is(t, "a public game", http.StatusForbidden, "guest")
	w.json(http.MethodPost, "/api/leagues", fmt.Sprintf(draft, "tuesdays")).is(t, "a league", http.StatusForbidden, "scope")
}
