package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/redistest"
)

const phrase = "seven small owls"

// with is the same instance, asked by another browser.
func (i instance) with(browser *http.Client) instance {
	i.browser = browser
	return i
}

// as reads a part of an answer.
func as[T any](t *testing.T, text string) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// invite makes a host, who accepts on an instance with a browser of their own.
func invite(t *testing.T, by, at instance, login string) instance {
	t.Helper()
	_, secret, _ := strings.Cut(as[struct{ URL string }](t, by.must(http.MethodPost, "/api/invitations", `{"note":""}`)).URL, "#invite=")
	host := at.with(newBrowser(t))
	host.must(http.MethodPost, "/api/invitations/accept", fmt.Sprintf(`{"secret":%q,"login":%q,"name":"Host %s","password":%q}`, secret, login, login, phrase))
	return host
}

// packOf is a small pack with an id.
func packOf(id string) string {
	return strings.NewReplacer("id: pictured", "id: "+id, "    media:\n", "",
		"      - {type: image, src: media/blue.png, alt: a colour, license: CC0-1.0}\n", "").Replace(pictured)
}

// TestHostsAreOnAllInstances invites on one instance and accepts on the other; sessions, tokens, packs and their ends are on both.
func TestHostsAreOnAllInstances(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	one, two := launch(t, redis, t.TempDir(), newBrowser(t)), launch(t, redis, t.TempDir(), nil)
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	beaTwo := invite(t, one, two, "bea")
	beaOne := one.with(beaTwo.browser)
	if text := beaOne.must(http.MethodGet, "/api/me", ""); !strings.Contains(text, `"login":"bea"`) {
		t.Errorf("on the other instance: %s", text)
	}
	token := as[struct{ Secret string }](t, beaOne.must(http.MethodPost, "/api/me/tokens", `{"name":"x","scopes":["games:read"]}`)).Secret
	if access, err := two.hosts.ByToken(t.Context(), token); err != nil || access.Host.Login != "bea" {
		t.Errorf("the token: %+v, %v", access, err)
	}
	if status, text := beaOne.upload("beas.yaml", packOf("beas")); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	cem := invite(t, one, two, "cem")
	within(t, 2*time.Second, "her pack is on the other instance", func() bool { _, known := two.bank.Pack("beas"); return known })
	if status, text := cem.get("/api/packs/beas"); status != http.StatusNotFound {
		t.Errorf("another host sees it: %d %s", status, text)
	}
	if status, text := cem.upload("beas.yaml", packOf("beas")); status != http.StatusConflict {
		t.Errorf("another host takes its id: %d %s", status, text)
	}
	link := as[struct{ URL string }](t, beaTwo.must(http.MethodPatch, "/api/packs/beas/sharing", `{"link":true}`)).URL
	_, secret, _ := strings.Cut(link, "#pack=")
	one.with(cem.browser).must(http.MethodPost, "/api/shared-packs", fmt.Sprintf(`{"secret":%q}`, secret))
	cem.must(http.MethodGet, "/api/packs/beas", "")
	beaOne.must(http.MethodPut, "/api/me/password", fmt.Sprintf(`{"present":%q,"password":"nine tall herons"}`, phrase))
	beaTwo.must(http.MethodGet, "/api/packs", "")
	one.must(http.MethodDelete, "/api/hosts/"+as[struct{ ID string }](t, beaTwo.must(http.MethodGet, "/api/me", "")).ID, "")
	if status, _ := beaTwo.get("/api/packs"); status != http.StatusUnauthorized {
		t.Errorf("removed: %d", status)
	}
	if text := one.must(http.MethodGet, "/api/packs", ""); !strings.Contains(text, `"id":"beas"`) {
		t.Errorf("her pack is not the first host's: %s", text)
	}
}

// TestQuestionsOfAnotherHostAreNotInserted asks for questions as a game's page does, for games of two hosts.
func TestQuestionsOfAnotherHostAreNotInserted(t *testing.T) {
	a := serve(t)
	first := instance{app: a, t: t, browser: newBrowser(t)}
	first.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, a.key))
	bea, cem := invite(t, first, first, "bea"), invite(t, first, first, "cem")
	if status, text := bea.upload("beas.yaml", packOf("beas")); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	for who, c := range map[string]struct {
		host instance
		may  bool
	}{"whose it is": {bea, true}, "another": {cem, false}, "the first host": {first, true}} {
		pin := as[struct{ PIN string }](t, c.host.must(http.MethodPost, "/api/games", `{"packs":["demo"]}`)).PIN
		r, err := a.rooms.Open(t.Context(), pin)
		if err != nil {
			t.Fatal(err)
		}
		for id, may := range map[string]bool{"beas/one": c.may, "demo/floating-planet": true, "none/one": false} {
			_, err := a.question(t.Context(), string(r.ID()), id)
			if (err == nil) != may || err != nil && !errors.Is(err, game.ErrUnknown) {
				t.Errorf("%s of %s: %v", id, who, err)
			}
		}
	}
}

// TestAGuestGoesWithTheirPacks has the guests of an open server be forgotten.
func TestAGuestGoesWithTheirPacks(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	one := launchWith(t, Options{Data: t.TempDir(), RedisURL: redis.URL(), OpenHosting: true}, newBrowser(t))
	one.must(http.MethodPost, "/api/signin", `{"guest":true}`)
	id := as[struct{ ID string }](t, one.must(http.MethodGet, "/api/me", "")).ID
	if status, text := one.upload("guests.yaml", packOf("guests")); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	guest, err := one.hosts.Get(t.Context(), id)
	if err != nil || !guest.Guest {
		t.Fatalf("%+v, %v", guest, err)
	}
	if err := one.hosts.Remove(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, known := one.bank.Pack("guests"); known {
		t.Error("the pack is in the bank")
	}
	if own, err := one.shares.OfHost(t.Context(), id); err != nil || len(own) > 0 {
		t.Errorf("shares: %v, %v", own, err)
	}
}
