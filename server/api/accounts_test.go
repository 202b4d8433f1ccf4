package api_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
)

// elsewhere is another browser, which nobody has signed in with.
func (w *world) elsewhere() *world {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &world{t: w.t, url: w.url, games: w.games, rooms: w.rooms, jar: jar, boards: w.boards, leagues: w.leagues}
}

const phrase = "seven small owls"

// secretOf reads what stands behind the last sign of equality of a link.
func secretOf(t *testing.T, r reply) string {
	t.Helper()
	url := read[struct {
		URL string `json:"url"`
	}](t, r).URL
	at := strings.LastIndex(url, "=")
	if at < 0 {
		t.Fatalf("no link: %d %s", r.status, r.body)
	}
	return url[at+1:]
}

// host makes another host, by an invitation, who is signed in with a browser of their own.
func (w *world) host(login string) *world {
	w.t.Helper()
	secret := secretOf(w.t, w.json(http.MethodPost, "/api/invitations", `{"note":"for `+login+`"}`))
	other := w.elsewhere()
	body := fmt.Sprintf(`{"secret":%q,"login":%q,"name":"Host %s","password":%q}`, secret, login, login, phrase)
	other.json(http.MethodPost, "/api/invitations/accept", body).is(w.t, "accept", http.StatusNoContent, "")
	return other
}

func signInAs(login, password string) string {
	return fmt.Sprintf(`{"login":%q,"password":%q}`, login, password)
}

func TestAHostIsInvitedAndSignsIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	made := w.json(http.MethodPost, "/api/invitations", `{"note":"for Bea"}`)
	secret := secretOf(t, made)
	w.get("/api/invitations").is(t, "open invitations", http.StatusOK, "for Bea")
	bea := w.elsewhere()
	bea.json(http.MethodPost, "/api/invitations/look", `{"secret":"`+secret+`"}`).is(t, "who invites", http.StatusOK, `"note":"for Bea"`)
	accept := func(login, password string) reply {
		return bea.json(http.MethodPost, "/api/invitations/accept", fmt.Sprintf(`{"secret":%q,"login":%q,"name":"Bea","password":%q}`, secret, login, password))
	}
	accept("bea", "short").is(t, "a short password", http.StatusUnprocessableEntity, "at least 10")
	accept("bea", "1234567890").is(t, "a common password", http.StatusUnprocessableEntity, "everybody tries")
	accept("bea", phrase).is(t, "accepted", http.StatusNoContent, "")
	accept("other", phrase).is(t, "accepted twice", http.StatusNotFound, "not_found")
	bea.get("/api/me").is(t, "who she is", http.StatusOK, `"login":"bea"`)
	bea.get("/api/hosts").is(t, "all hosts", http.StatusForbidden, "scope")
	bea.json(http.MethodPost, "/api/signout", "").is(t, "sign out", http.StatusNoContent, "")
	bea.get("/api/games").is(t, "after that", http.StatusUnauthorized, "signin")
	bea.json(http.MethodPost, "/api/signin", signInAs("bea", "wrong")).is(t, "a wrong password", http.StatusForbidden, "wrong")
	bea.json(http.MethodPost, "/api/signin", signInAs("nobody", phrase)).is(t, "nobody's login", http.StatusForbidden, "wrong")
	bea.json(http.MethodPost, "/api/signin", signInAs("BEA", phrase)).is(t, "sign in", http.StatusNoContent, "")
	w.get("/api/hosts").is(t, "the list", http.StatusOK, `"login":"bea"`)
}

func TestTheCookieIsSafe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.json(http.MethodPost, "/api/signin", `{"key":"`+hostKey+`"}`)
	cookie := r.header.Get("Set-Cookie")
	for _, wanted := range []string{"trivium_host=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="} {
		if !strings.Contains(cookie, wanted) {
			t.Errorf("the cookie %q lacks %s", cookie, wanted)
		}
	}
	first := strings.SplitN(strings.TrimPrefix(cookie, "trivium_host="), ";", 2)[0]
	w.signIn() // again, in the same browser
	old := w.elsewhere().send(http.MethodGet, "/api/packs", "", nil, map[string]string{"Cookie": "trivium_host=" + first})
	old.is(t, "the session from before", http.StatusUnauthorized, "signin")
	guest := w.elsewhere().json(http.MethodPost, "/api/signin", `{"guest":true}`)
	if strings.Contains(guest.header.Get("Set-Cookie"), "Max-Age") {
		t.Errorf("a guest's cookie outlives the browser: %s", guest.header.Get("Set-Cookie"))
	}
}

func TestAPasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	second := w.elsewhere()
	second.json(http.MethodPost, "/api/signin", signInAs("bea", phrase)).is(t, "a second browser", http.StatusNoContent, "")
	if list := read[struct{ Sessions []struct{ Current bool } }](t, second.get("/api/me/sessions")).Sessions; len(list) != 2 {
		t.Errorf("%d sessions", len(list))
	}
	change := func(present, password string) reply {
		return bea.json(http.MethodPut, "/api/me/password", fmt.Sprintf(`{"present":%q,"password":%q}`, present, password))
	}
	change("wrong", "nine tall herons").is(t, "a wrong present password", http.StatusForbidden, "wrong")
	change(phrase, "bea").is(t, "the login", http.StatusUnprocessableEntity, "bad")
	change(phrase, "nine tall herons").is(t, "a new password", http.StatusNoContent, "")
	second.get("/api/games").is(t, "the second browser", http.StatusUnauthorized, "signin")
	bea.get("/api/games").is(t, "the first goes on", http.StatusOK, "")

	id := idOf(t, w, "bea")
	reset := secretOf(t, w.json(http.MethodPost, "/api/hosts/"+id+"/reset", ""))
	second.json(http.MethodPost, "/api/invitations/look", `{"secret":"`+reset+`"}`).is(t, "whose password", http.StatusOK, `"for_login":"bea"`)
	body := fmt.Sprintf(`{"secret":%q,"password":"three grey geese"}`, reset)
	second.json(http.MethodPost, "/api/invitations/accept", body).is(t, "reset", http.StatusNoContent, "")
	second.json(http.MethodPost, "/api/invitations/accept", body).is(t, "reset twice", http.StatusNotFound, "not_found")
	bea.get("/api/games").is(t, "a session from before", http.StatusUnauthorized, "signin")
}

func idOf(t *testing.T, w *world, login string) string {
	t.Helper()
	list := read[struct{ Hosts []struct{ ID, Login string } }](t, w.get("/api/hosts")).Hosts
	for _, host := range list {
		if host.Login == login {
			return host.ID
		}
	}
	t.Fatalf("no host %s: %+v", login, list)
	return ""
}

func TestAHostIsLockedOutAndRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	at := "/api/hosts/" + idOf(t, w, "bea")
	w.json(http.MethodPatch, at, `{"disabled":true}`).is(t, "lock out", http.StatusOK, `"disabled":true`)
	bea.get("/api/games").is(t, "locked out", http.StatusUnauthorized, "signin")
	w.json(http.MethodPatch, at, `{"disabled":false}`).is(t, "let in", http.StatusOK, "")
	bea.json(http.MethodPost, "/api/signin", signInAs("bea", phrase)).is(t, "in again", http.StatusNoContent, "")
	w.json(http.MethodPatch, "/api/hosts/first", `{"disabled":true}`).is(t, "the owner", http.StatusUnprocessableEntity, "bad")
	w.send(http.MethodDelete, at, "", nil, nil).is(t, "remove", http.StatusNoContent, "")
	bea.get("/api/games").is(t, "removed", http.StatusUnauthorized, "signin")
	w.send(http.MethodDelete, at, "", nil, nil).is(t, "removed twice", http.StatusNotFound, "not_found")
}

func TestATokenDoesWhatItIsGoodFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	bea.json(http.MethodPost, "/api/me/tokens", `{"name":"x","scopes":["hosts:write"]}`).is(t, "too much", http.StatusUnprocessableEntity, "bad")
	secret := read[struct{ Secret string }](t, bea.json(http.MethodPost, "/api/me/tokens", `{"name":"board","scopes":["games:read"]}`)).Secret
	if !strings.HasPrefix(secret, "trv_") {
		t.Fatalf("the secret is %q", secret)
	}
	list := bea.get("/api/me/tokens")
	list.is(t, "the list", http.StatusOK, `"name":"board"`)
	if strings.Contains(list.body, secret) {
		t.Error("the list tells the secret")
	}
	program := w.elsewhere()
	with := func(method, path, body string) reply {
		return program.send(method, path, "application/json", strings.NewReader(body), map[string]string{"Authorization": "Bearer " + secret})
	}
	with(http.MethodGet, "/api/games", "").is(t, "what it is for", http.StatusOK, `"live":[]`)
	with(http.MethodPost, "/api/games", `{"packs":["small"]}`).is(t, "another scope", http.StatusForbidden, "scope")
	with(http.MethodPost, "/api/me/tokens", `{"name":"y","scopes":["games:read"]}`).is(t, "a token's token", http.StatusForbidden, "scope")
	with(http.MethodPut, "/api/me/password", `{"present":"`+phrase+`","password":"nine tall herons"}`).is(t, "a password", http.StatusForbidden, "scope")
	w.json(http.MethodPatch, "/api/hosts/"+idOf(t, w, "bea"), `{"disabled":true}`)
	with(http.MethodGet, "/api/games", "").is(t, "of a host who is locked out", http.StatusUnauthorized, "signin")
}

func TestGamesAreAHostsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	own, theirs := w.create("small"), bea.create("small")
	bea.get("/api/games").is(t, "her games", http.StatusOK, theirs)
	for what, list := range map[string]reply{"her list": bea.get("/api/games"), "her list of all": bea.get("/api/games?all=true")} {
		if strings.Contains(list.body, own) {
			t.Errorf("%s has another's game: %s", what, list.body)
		}
	}
	if list := w.get("/api/games"); strings.Contains(list.body, theirs) || !strings.Contains(list.body, own) {
		t.Errorf("the first host's own: %s", list.body)
	}
	w.get("/api/games?all=true").is(t, "all", http.StatusOK, theirs)
	bea.get("/api/games/"+own).is(t, "another's token", http.StatusNotFound, "no_game")
	bea.json(http.MethodPost, "/api/games/"+own+"/commands", `{"do":"end"}`).is(t, "another's end", http.StatusNotFound, "no_game")
	w.get("/api/games/"+theirs).is(t, "the owner may", http.StatusOK, `"token"`)
}

func TestGuestsOfAnOpenServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	guest := w.elsewhere()
	guest.json(http.MethodPost, "/api/signin", `{"guest":true}`).is(t, "a guest", http.StatusNoContent, "")
	guest.get("/api/me").is(t, "who", http.StatusOK, `"guest":true`)
	guest.json(http.MethodPost, "/api/invitations", `{"note":""}`).is(t, "invite", http.StatusForbidden, "scope")
	guest.json(http.MethodPost, "/api/games", `{"packs":["small"],"public":true}`).is(t, "on boards", http.StatusForbidden, "guest")
	for range 3 {
		guest.create("small")
	}
	guest.json(http.MethodPost, "/api/games", `{"packs":["small"]}`).is(t, "a fourth", http.StatusForbidden, "guest")
	for i := range 4 {
		pack := strings.Replace(yaml, "id: small", fmt.Sprintf("id: guests-%d", i), 1)
		r := guest.upload(http.MethodPost, "/api/packs", "mine.yaml", pack)
		if want := map[bool]int{true: http.StatusCreated, false: http.StatusForbidden}[i < 3]; r.status != want {
			t.Errorf("pack %d: %d %s", i, r.status, r.body)
		}
	}
	guest.json(http.MethodPatch, "/api/packs/guests-1/sharing", `{"all":true}`).is(t, "shared with all", http.StatusForbidden, "guest")
}

func TestTriesAtALoginAreSlowedDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	attacker := w.elsewhere()
	slowed := false
	for range 8 {
		r := attacker.json(http.MethodPost, "/api/signin", signInAs("bea", "wrong"))
		if slowed = r.status == http.StatusTooManyRequests; slowed {
			if r.header.Get("Retry-After") == "" {
				t.Error("it does not say how long to wait")
			}
			break
		}
	}
	if !slowed {
		t.Error("eight tries in a row")
	}
	attacker.json(http.MethodPost, "/api/signin", signInAs("bea", phrase)).is(t, "from elsewhere, by now", http.StatusTooManyRequests, "too_many")
	bea.json(http.MethodPost, "/api/signout", "")
	bea.json(http.MethodPost, "/api/signin", signInAs("bea", phrase)).is(t, "where she always does", http.StatusNoContent, "")
}
