package socket_test

import (
	"crypto/tls"
	"net/http/httptest"
	"testing"

	"trivium/server/socket"
)

func TestSameOrigin(t *testing.T) {
	allowed := []string{"https://quiz.example.org", "http://LOCALHOST:8080", "not an origin"}
	tests := []struct {
		host    string
		tls     bool
		origins []string
		want    bool
	}{
		{"quiz.test", false, []string{"http://quiz.test"}, true},
		{"quiz.test", false, []string{"http://QUIZ.test"}, true},
		{"quiz.test", false, []string{"https://quiz.test"}, false},
		{"quiz.test", true, []string{"https://quiz.test"}, true},
		{"quiz.test", true, []string{"http://quiz.test"}, false},
		{"quiz.test:80", false, []string{"http://quiz.test"}, true},
		{"quiz.test", true, []string{"https://quiz.test:443"}, true},
		{"quiz.test:8080", false, []string{"http://quiz.test"}, false},
		{"quiz.test:8080", false, []string{"http://quiz.test:8081"}, false},
		{"[::1]:8080", false, []string{"http://[::1]:8080"}, true},
		{"quiz.test", false, []string{"http://quiz.test.evil.example"}, false},
		{"quiz.test", false, []string{"http://evil.quiz.test"}, false},
		{"quiz.test", false, []string{"http://quiz.test@evil.example"}, false},
		{"quiz.test", false, []string{"http://user@quiz.test"}, false},
		{"quiz.test", false, []string{"http://quiz.test/"}, false},
		{"quiz.test", false, []string{"http://quiz.test?x"}, false},
		{"quiz.test", false, []string{"quiz.test"}, false},
		{"quiz.test", false, []string{"//quiz.test"}, false},
		{"quiz.test", false, []string{"null"}, false},
		{"quiz.test", false, []string{""}, false},
		{"", false, []string{"http://"}, false},
		{"quiz.test", false, nil, false},
		{"quiz.test", false, []string{"http://quiz.test", "http://quiz.test"}, false},
		{"quiz.test", false, []string{"file://quiz.test"}, false},
		{"10.0.0.7:3000", false, []string{"https://quiz.example.org"}, true},
		{"10.0.0.7:3000", false, []string{"http://quiz.example.org"}, false},
		{"10.0.0.7:3000", false, []string{"http://localhost:8080"}, true},
		{"10.0.0.7:3000", false, []string{"not an origin"}, false},
	}
	for _, test := range tests {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/ws", nil)
		r.Host = test.host
		r.Header["Origin"] = test.origins
		if test.tls {
			r.TLS = &tls.ConnectionState{}
		}
		if got := socket.SameOrigin(r, allowed); got != test.want {
			t.Errorf("origin %q at host %q (TLS %v): %v, want %v", test.origins, test.host, test.tls, got, test.want)
		}
	}
}
