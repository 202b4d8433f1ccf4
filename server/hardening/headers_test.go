package hardening

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// The policies that pages have. Nothing inline, nothing from elsewhere.
const (
	policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; " +
		"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
	// Where packs are written pictures are shown that are only in the browser yet, in a frame that is a phone.
	draftPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; " +
		"frame-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)

// headersOfEveryPage looks at all pages, those that are not there included, and at all that the API answers to somebody unknown.
func (w *world) headersOfEveryPage(t *testing.T) {
	ctx, client := within(t), w.peer(t)
	g := w.open(ctx, t, nil)
	made, err := ask(ctx, client, http.MethodPost, w.api.URL+"/api/leagues", `{"slug":"canaries","name":"Canaries","listed":true,`+
		`"of":"players","seasons":[{"id":"one","name":"One","from":"2020-01-01T00:00:00Z","rules":{"scoring":"place","table":[3,2,1],"sharing":"split"}}]}`,
		map[string]string{"Authorization": "Bearer " + w.api.Key, "Content-Type": "application/json"})
	if err != nil || made.status != http.StatusCreated {
		t.Fatalf("no league but status %d, %s, %v", made.status, made.body, err)
	}
	for want, paths := range map[[2]string][]string{
		{policy + "'none'", "DENY"}: {
			"/", "/j/" + g.PIN, "/m/" + g.PIN, "/t", "/s/" + g.PIN, g.Result, "/r/none", "/study", "/study/canary",
			"/host", "/host/questions", "/host/" + g.PIN, "/host/results", "/host/results/none", "/host/leagues", "/host/leagues/new",
			"/host/account", "/host/hosts", "/boards", "/boards/server", "/boards/none", "/boards/none/embed",
			"/l/canaries", "/l/canaries/one", "/l/canaries/t/none", "/l/none", "/l/none/embed", "/l/none/t/none", "/api/docs",
			"/no/such/page", "/media/none", "/qr/none", "/host/packs", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%00", "/l/%ff",
		},
		{policy + "*", ""}: {"/l/canaries/embed", "/boards/server/embed"},
		{draftPolicy, "SAMEORIGIN"}: {
			"/host/packs/canary", "/host/packs/new", "/host/preview/phone", "/host/preview/screen",
		},
	} {
		for _, path := range paths {
			for _, key := range []string{"", "Bearer " + w.api.Key} {
				a := w.get(ctx, t, client, path, map[string]string{"Authorization": key, "Accept": "text/html"})
				if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
					t.Errorf("%s is no page but %q (status %d)", path, a.header.Get("Content-Type"), a.status)
					continue
				}
				if got := [2]string{a.header.Get("Content-Security-Policy"), a.header.Get("X-Frame-Options")}; got != want {
					t.Errorf("%s has the policy and frame options %q, want %q", path, got, want)
				}
				if found := regexp.MustCompile(`(?i)<script(?:\s[^>]*)?>[^<]|\son[a-z]+=|javascript:|style="`).FindString(a.body); found != "" {
					t.Errorf("%s has %q in it, which the policy forbids", path, found)
				}
				common(t, path, a.header)
			}
		}
	}
	w.headersOfTheAPI(ctx, t)
	trace, err := ask(ctx, client, http.MethodTrace, w.api.URL+"/", "", map[string]string{"Cookie": "secret"})
	if err != nil || strings.Contains(trace.body, "secret") {
		t.Errorf("TRACE gives %q, %v", trace.body, err)
	}
}

// headersOfTheAPI asks, as nobody, for each address that the API's own document names and some beside, in every method. What is refused,
// not there or too much has the headers, too; nothing is an error of the server's.
func (w *world) headersOfTheAPI(ctx context.Context, t *testing.T) {
	t.Helper()
	client := w.peer(t)
	var document struct {
		Paths map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(w.get(ctx, t, client, "/api/openapi.json", nil).body), &document); err != nil || len(document.Paths) < 60 {
		t.Fatalf("the document of the API names %d addresses: %v", len(document.Paths), err)
	}
	paths := []string{
		"/api/none", "/api", "/healthz", "/readyz", "/qr/123456.svg", "/qr.svg?text=x", "/media/none", "/assets/none", "/robots.txt", "/host",
		"/l/canaries/feed.atom", "/l/canaries/next.ics", "/l/none/live", "/boards/none/live", "/boards/server?format=none", "/ws",
	}
	for path := range document.Paths {
		paths = append(paths, regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, "none"))
	}
	statuses := map[int]int{}
	for _, path := range paths {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"} {
			a, err := ask(ctx, client, method, w.api.URL+path, "", nil)
			if err != nil || a.status >= http.StatusInternalServerError {
				t.Errorf("%s %s: status %d, %v", method, path, a.status, err)
				continue
			}
			statuses[a.status]++
			if path == "/api/signout" {
				a.header.Del("Set-Cookie") // it takes the cookie away
			}
			common(t, method+" "+path, a.header)
		}
	}
	t.Logf("answers by status: %v", statuses)
	for _, status := range []int{401, 404, 405, 415} {
		if statuses[status] == 0 {
			t.Errorf("nothing was answered with %d, so its headers were not looked at: %v", status, statuses)
		}
	}
}

// common looks at what every answer has.
func common(t *testing.T, path string, header http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", path, name, got, want)
		}
	}
	for _, name := range []string{"Server", "X-Powered-By", "Set-Cookie"} {
		if got := header.Get(name); got != "" {
			t.Errorf("%s: %s tells %q", path, name, got)
		}
	}
}

// forgedProxyHeaders sends what only a trusted proxy may say.
func (w *world) forgedProxyHeaders(t *testing.T) {
	ctx, client := within(t), w.peer(t)
	refused := 0
	for i := range 100 {
		address := fmt.Sprintf("203.0.113.%d", i)
		a := w.get(ctx, t, client, fmt.Sprintf("/api/join/%06d", i), map[string]string{
			"X-Forwarded-For": address, "X-Real-Ip": address, "Forwarded": "for=" + address, "Cf-Connecting-Ip": address,
			"True-Client-Ip": address,
		})
		if a.status == http.StatusTooManyRequests {
			refused++
			common(t, "a refusal", a.header)
		}
	}
	if refused < 30 {
		t.Errorf("of 100 guesses with forged addresses %d were refused", refused)
	}
	for name, value := range map[string]string{
		"X-Forwarded-Proto": "https", "X-Forwarded-Protocol": "https", "X-Forwarded-Ssl": "on", "X-Url-Scheme": "https",
		"Forwarded": "proto=https",
	} {
		a, err := ask(ctx, client, http.MethodPost, w.api.URL+"/api/signin", fmt.Sprintf(`{"key":%q}`, w.api.Key),
			map[string]string{name: value, "Content-Type": "application/json"})
		cookie := a.header.Get("Set-Cookie")
		if err != nil || !strings.HasPrefix(cookie, "trivium_host=") || strings.Contains(cookie, "Secure") {
			t.Errorf("%s is believed: %q, %v", name, cookie, err)
		}
	}
	for name, value := range map[string]string{"X-Forwarded-Host": "evil.example", "Host": "evil.example", "X-Original-Url": "/api/hosts"} {
		for _, path := range []string{"/", "/host", "/study", "/api/openapi.json"} {
			if a := w.get(ctx, t, client, path, map[string]string{name: value}); strings.Contains(a.body, "evil.example") {
				t.Errorf("%s: the page %s names it", name, path)
			}
		}
	}
}
