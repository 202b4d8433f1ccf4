package hardening

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// headersOfEveryPage looks at the headers of all pages, those that are not there included, and at the API's.
func (w *world) headersOfEveryPage(t *testing.T) {
	ctx, client := within(t), w.peer(t)
	key := map[string]string{"Authorization": "Bearer " + w.api.Key, "Accept": "text/html"}
	g := w.open(ctx, t, nil)
	for _, path := range []string{
		"/", "/j/" + g.PIN, "/m/" + g.PIN, "/t", "/host", "/host/questions", "/host/" + g.PIN, "/host/results", "/host/results/none",
		"/host/leagues", "/host/leagues/none", "/host/account", "/host/hosts", "/study", "/study/canary", "/s/" + g.PIN, g.Result, "/r/none",
		"/boards", "/l/none", "/l/none/embed", "/b/none", "/api/docs", "/no/such/page", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
	} {
		a := w.get(ctx, t, client, path, key)
		policy := a.header.Get("Content-Security-Policy")
		if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			t.Errorf("%s is no page but %q (status %d)", path, a.header.Get("Content-Type"), a.status)
			continue
		}
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) && (part != "frame-ancestors 'none'" || !strings.HasSuffix(path, "/embed")) {
				t.Errorf("%s: the policy has no %s: %s", path, part, policy)
			}
		}
		if regexp.MustCompile(`unsafe-(inline|eval)|\*|http:`).MatchString(policy) {
			t.Errorf("%s: the policy is %s", path, policy)
		}
		if found := regexp.MustCompile(`(?i)<script(?:\s[^>]*)?>[^<]|\son[a-z]+=|javascript:|style="`).FindString(a.body); found != "" {
			t.Errorf("%s has %q in it, which the policy forbids", path, found)
		}
		common(t, path, a.header)
	}
	for _, path := range []string{
		"/api/packs", "/api/me", "/api/join/" + g.PIN, "/api/openapi.json", "/api/none", "/healthz", "/readyz", "/qr/" + g.PIN, "/media/none",
		"/assets/none",
	} {
		common(t, path, w.get(ctx, t, client, path, nil).header)
	}
	trace, err := ask(ctx, client, http.MethodTrace, w.api.URL+"/", "", map[string]string{"Cookie": "secret"})
	if err != nil || strings.Contains(trace.body, "secret") {
		t.Errorf("TRACE gives %q, %v", trace.body, err)
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
	for origin, want := range map[string]bool{
		w.api.URL: true, "http://evil.example": false, "https://" + w.server.Addr: false, "http://" + w.server.Addr + ".evil.example": false,
		"null": false, "http://localhost:" + w.server.Addr[strings.LastIndex(w.server.Addr, ":")+1:]: false, "file://": false,
	} {
		_, status, err := w.dial(ctx, t, client, http.Header{
			"Origin": {origin}, "X-Forwarded-Host": {"evil.example"}, "X-Forwarded-Proto": {"https"},
		})
		if want != (err == nil) || !want && status != http.StatusForbidden {
			t.Errorf("a socket from %s: status %d, %v; want let in: %t", origin, status, err, want)
		}
		if strings.HasPrefix(origin, "https://"+w.server.Addr) {
			continue // requests go by Fetch Metadata, and by host where there is none: no port speaks both http and https
		}
		a, err := ask(ctx, client, http.MethodPost, w.api.URL+"/api/signout", "", map[string]string{"Origin": origin})
		if err != nil || want != (a.status == http.StatusNoContent) {
			t.Errorf("a change from %s: status %d, %v; want let in: %t", origin, a.status, err, want)
		}
	}
}
