package certificate

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// TestRefusals reads answers of an authority, as Let's Encrypt gives them.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string // empty: nothing is wrong
	}{
		"a directory":      {200, `{"newOrder":"https://a.example/order"}`, ""},
		"an order":         {201, `{"status":"pending","identifiers":[{"type":"dns","value":"quiz.example.org"}]}`, ""},
		"a certificate":    {200, "-----BEGIN CERTIFICATE-----", ""},
		"an old nonce":     {400, `{"type":"urn:ietf:params:acme:error:badNonce","detail":"JWS has an invalid anti-replay nonce"}`, ""},
		"a known account":  {409, `{}`, ""},
		"too many":         {429, `{"type":"urn:ietf:params:acme:error:rateLimited","detail":"too many orders"}`, "429: too many orders (urn:ietf"},
		"no words":         {503, `<html>`, "status 503: Service Unavailable"},
		"a bad name":       {200, `{"status":"invalid","identifier":{"value":"quiz.example.org"},"challenges":[{},{"error":{"detail":"DNS problem"}}]}`, "quiz.example.org was looked at: DNS problem"},
		"a bad challenge":  {200, `{"type":"http-01","status":"invalid","error":{"type":"urn:x:connection","detail":"timeout"}}`, "the name was looked at: timeout (urn:x:connection)"},
		"an invalid order": {200, `{"status":"invalid"}`, "no reason is given"},
	} {
		err := refusal(c.status, []byte(c.body))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gives %v, want %q", name, err, c.want)
		}
	}
}

// answers plays an authority.
type answers func() (*http.Response, error)

func (a answers) RoundTrip(*http.Request) (*http.Response, error) { return a() }

// TestOneTryIsOneFailure meets with the same failure again and again, then with another, then with the first one later.
func TestOneTryIsOneFailure(t *testing.T) {
	var log bytes.Buffer
	metrics := NewMetrics(prometheus.NewRegistry())
	l := newListener(slog.New(slog.NewTextHandler(&log, nil)), metrics)
	now := time.Now()
	l.now = func() time.Time { return now }
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://authority.example/directory", nil)
	if err != nil {
		t.Fatal(err)
	}
	meet := func(reason string, want float64, answer answers) {
		t.Helper()
		l.next = answer
		if response, err := l.RoundTrip(request); err == nil {
			if body, err := io.ReadAll(response.Body); err != nil || string(body) != "{}" {
				t.Errorf("the library reads %q, %v", body, err)
			}
			_ = response.Body.Close()
		}
		if got := testutil.ToFloat64(metrics.failures.WithLabelValues(reason)); got != want {
			t.Errorf("%s was counted %v times, want %v", reason, got, want)
		}
	}
	away := func() (*http.Response, error) { return nil, errors.New("no route to host") }
	busy := func() (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusServiceUnavailable, Body: io.NopCloser(strings.NewReader("{}"))}, nil
	}
	for range 3 {
		meet(unreachable, 1, away)
		now = now.Add(time.Minute)
	}
	meet(refused, 1, busy)
	meet(refused, 1, busy)
	now = now.Add(sameTry)
	meet(unreachable, 2, away)
	meet(refused, 2, busy)
	if lines := strings.Count(log.String(), "level=ERROR"); lines != 4 {
		t.Errorf("%d lines, want 4:\n%s", lines, log.String())
	}
}

// TestWhatIsWarnedOf looks at certificates of both kinds at moments of their lives.
func TestWhatIsWarnedOf(t *testing.T) {
	const day = 24 * time.Hour
	now := time.Now()
	for name, c := range map[string]struct {
		until, due time.Duration // from now; no due: by hand
		want       string
	}{
		"by hand, long":              {60 * day, 0, ""},
		"by hand, soon":              {13 * day, 0, "WARN msg=\"the certificate ends soon"},
		"by hand, ended":             {-time.Minute, 0, "ERROR msg=\"the certificate has ended"},
		"by itself, not due":         {31 * day, day, ""},
		"by itself, due just now":    {30 * day, -time.Hour, ""},
		"by itself, short, not due":  {5 * day, 3 * day, ""},
		"by itself, and nobody does": {29 * day, -day, "WARN msg=\"the certificate was to be renewed"},
		"by itself, ended":           {-day, -31 * day, "ERROR msg=\"the certificate has ended"},
	} {
		var log bytes.Buffer
		s := Shown{Host: "quiz.example.org", Until: now.Add(c.until)}
		if c.due != 0 {
			s.Due = now.Add(c.due)
		}
		s.warn(slog.New(slog.NewTextHandler(&log, nil)), now)
		if (log.Len() == 0) != (c.want == "") || !strings.Contains(log.String(), c.want) {
			t.Errorf("%s: %q, want %q", name, log.String(), c.want)
		}
	}
}
