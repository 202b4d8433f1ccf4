package hardening

import (
	"net"
	"net/http"
	"strings"
	"testing"
)

// origins comes from pages of other places, at the door of sockets and with changes. Only the server's own origin, letter for letter, and
// who has none, which is no page, are let in.
func (w *world) origins(t *testing.T) {
	ctx, client := within(t), w.peer(t)
	address := w.server.Addr
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]bool{
		w.api.URL: true, "": true,
		"http://evil.example": false, "http://evil.example:" + port: false, "null": false, "file://": false, "about:blank": false,
		"https://" + address: false, "ws://" + address: false, "chrome-extension://" + address: false, // another scheme
		"http://127.0.0.1": false, "http://127.0.0.1:1": false, "http://127.0.0.1:" + port + "0": false, "http://127.0.0.2:" + port: false,
		"http://localhost:" + port: false, "http://[::1]:" + port: false, // another name of this machine
		"http://" + address + ".evil.example": false, "http://127.0.0.1.evil.example:" + port: false, // ends like it
		"http://evil" + address: false, "http://evil." + address: false, "http://evil-" + address: false, // begins like it
		"http://" + address + "@evil.example": false, "http://evil.example/http://" + address: false, "http://evil.example#" + address: false,
		address: false, "//" + address: false, w.api.URL + " http://evil.example": false, "%00" + w.api.URL: false, "*": false,
	} {
		socket := http.Header{"X-Forwarded-Host": {"evil.example"}, "X-Forwarded-Proto": {"https"}}
		change := map[string]string{}
		if origin != "" {
			socket.Set("Origin", origin)
			change["Origin"] = origin
		}
		_, status, err := w.dial(ctx, t, client, socket)
		if want != (err == nil) || !want && status != http.StatusForbidden {
			t.Errorf("a socket from %q: status %d, %v; want let in: %t", origin, status, err, want)
		}
		if strings.HasSuffix(origin, "//"+address) {
			continue // requests go by Fetch Metadata, and by host where there is none: no port speaks both http and https
		}
		a, err := ask(ctx, client, http.MethodPost, w.api.URL+"/api/signout", "", change)
		if err != nil || want != (a.status == http.StatusNoContent) || !want && a.status != http.StatusForbidden {
			t.Errorf("a change from %q: status %d, %v; want let in: %t", origin, a.status, err, want)
		}
		if !want {
			common(t, "a change from "+origin, a.header)
		}
	}
	for site, want := range map[string]bool{"same-origin": true, "none": true, "same-site": false, "cross-site": false, "other": false} {
		a, err := ask(ctx, client, http.MethodPost, w.api.URL+"/api/signout", "", map[string]string{"Origin": w.api.URL, "Sec-Fetch-Site": site})
		if err != nil || want != (a.status == http.StatusNoContent) {
			t.Errorf("a change from a page that a browser calls %s: status %d, %v; want let in: %t", site, a.status, err, want)
		}
	}
}
