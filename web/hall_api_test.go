package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// api answers with examples; whoever shows the key "right" is a host, as is every page at first.
func (h *hall) api(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if r.Method != http.MethodGet {
		h.asked <- strings.TrimSpace(r.Method + " " + r.URL.Path + " " + string(body))
	}
	cookie, err := r.Cookie("outside")
	outside := err == nil && cookie.Value == "1"
	switch {
	case r.URL.Path == "/api/me":
		answer(w, http.StatusOK, message{"host": !outside, "id": "first", "login": "ada", "owner": true, "name": "Ada", "language": "en", "version": "1"})
	case r.URL.Path == "/api/signin" && strings.Contains(string(body), "right"):
		http.SetCookie(w, &http.Cookie{Name: "outside", Value: "0", Path: "/"})
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Path == "/api/signin":
		answer(w, http.StatusForbidden, message{"title": "No", "status": 403, "detail": "This key is not known.", "code": "key"})
	case r.Method == http.MethodPost && r.URL.Path == "/api/packs":
		answer(w, http.StatusUnprocessableEntity, message{
			"title": "The pack has mistakes", "status": 422, "detail": "One mistake has to be mended.", "code": "pack",
			"findings": []message{{"severity": "error", "line": 12, "column": 5, "code": "no-right", "words": "mark a choice with correct: true"}},
		})
	case strings.HasSuffix(r.URL.Path, "/sharing"):
		shared := message{"all": strings.Contains(string(body), `"all":true`), "link": strings.Contains(string(body), `"link":true`), "takers": 2}
		if shared["link"] == true {
			shared["url"] = "http://192.168.1.5:8080/host#pack=5f0c9a52d1f34c2aa0b6a1c7de0f9b31"
		}
		answer(w, http.StatusOK, shared)
	case strings.HasPrefix(r.URL.Path, "/api/shared-packs") && strings.Contains(string(body), "good"):
		answer(w, http.StatusOK, message{"pack": lent()})
	case strings.HasPrefix(r.URL.Path, "/api/shared-packs") && r.Method == http.MethodPost:
		answer(w, http.StatusNotFound, message{"title": "No", "status": 404, "detail": "This link is good no more.", "code": "not_found"})
	case r.Method == http.MethodPost && r.URL.Path == "/api/games":
		answer(w, http.StatusCreated, message{"pin": "lobby", "host_url": "/host/lobby", "screen_url": "/s/lobby", "join_url": "/j/lobby"})
	case r.Method != http.MethodGet:
		w.WriteHeader(http.StatusNoContent)
	default:
		h.read(w, r)
	}
}

// lent is a pack of another host.
func lent() message {
	return message{
		"id": "lent", "title": "Rivers of the world", "description": "From the Amazon to the Zambezi.", "language": "en", "source": "others",
		"host_name": "Bea", "taken": true, "questions": 20, "minutes": 15, "kinds": message{"single": 20}, "rounds": []message{},
	}
}

func (h *hall) read(w http.ResponseWriter, r *http.Request) {
	pack := message{
		"id": "demo", "title": "Five minutes to warm up", "description": "Every kind of question once or twice.", "language": "en",
		"source": "yours", "questions": 14, "minutes": 9, "kinds": message{"single": 3, "slide": 2}, "rounds": []message{},
		"sharing": message{"all": false, "link": false, "takers": 0},
	}
	questions := []message{{
		"id": "demo/floating-planet", "kind": "single", "prompt": "Which planet would float in a bathtub?",
		"choices": []string{"Mars", "Saturn"}, "answer": "Saturn", "seconds": 20, "points": 1000, "round": "",
	}}
	switch path := r.URL.Path; {
	case path == "/api/packs":
		general := message{
			"id": "general", "title": "General knowledge", "description": "For a mixed crowd.", "language": "de", "source": "shipped",
			"questions": 60, "minutes": 45, "kinds": message{"single": 50, "text": 10}, "rounds": nil,
		}
		answer(w, http.StatusOK, message{"packs": []message{pack, general, lent()}, "problems": []message{}})
	case path == "/api/questions":
		answer(w, http.StatusOK, message{"questions": questions})
	case strings.HasPrefix(path, "/api/packs/"):
		answer(w, http.StatusOK, message{"pack": pack, "questions": questions})
	case path == "/api/games":
		at := time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC)
		answer(w, http.StatusOK, message{
			"live":     []message{{"pin": "482913", "title": "Pub quiz", "phase": "open", "players": 48, "opened": at}},
			"finished": []message{{"id": "r1", "title": "Last week", "ended": at, "players": 31, "url": "/r/r1"}},
		})
	case path == "/api/leagues":
		answer(w, http.StatusOK, message{"leagues": []message{{"id": "1ea9", "name": "City League", "slug": "city"}, {"id": "2bad", "name": "Ladder", "slug": "ladder"}}})
	case path == "/api/addresses":
		answer(w, http.StatusOK, message{"addresses": []string{"http://192.168.1.5:8080", "http://10.0.0.7:8080"}, "chosen": "http://192.168.1.5:8080"})
	case strings.HasPrefix(path, "/api/games/"):
		answer(w, http.StatusOK, message{"pin": strings.TrimPrefix(path, "/api/games/"), "token": "t0ken", "join_urls": []string{}, "result_url": "/r/r1"})
	default:
		http.NotFound(w, r)
	}
}

func answer(w http.ResponseWriter, status int, body message) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// order waits for a request that changes something.
func (h *hall) order(t *testing.T, begin string) string {
	t.Helper()
	limit := time.After(15 * time.Second)
	for {
		select {
		case request := <-h.asked:
			if strings.HasPrefix(request, begin) {
				return request
			}
		case <-limit:
			t.Fatalf("the page did not ask for %s", begin)
		}
	}
}
