package certificate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// listener is the way to the authority. The library renews without a word, and tries again within the hour when that fails, so what
// fails is heard here.
type listener struct {
	next    http.RoundTripper
	log     *slog.Logger
	metrics *Metrics
	now     func() time.Time

	mu   sync.Mutex
	said map[string]time.Time // when each failure was logged last; guarded by mu
}

var _ http.RoundTripper = (*listener)(nil)

// sameTry is how long one try of the library may last. What it meets with again within that time is one failure.
const sameTry = 10 * time.Minute

func newListener(log *slog.Logger, metrics *Metrics) *listener {
	return &listener{next: http.DefaultTransport, log: log, metrics: metrics, now: time.Now, said: map[string]time.Time{}}
}

// RoundTrip implements http.RoundTripper.
func (l *listener) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := l.next.RoundTrip(request)
	if err != nil {
		if request.Context().Err() == nil { // a server that stops asks no more
			l.heard(unreachable, "host "+request.URL.Host+" is not reached", err)
		}
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err = errors.Join(err, response.Body.Close()); err != nil {
		l.heard(unreachable, "the answer of "+request.URL.Host+" breaks off", err)
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if err := refusal(response.StatusCode, body); err != nil {
		l.heard(refused, err.Error(), err)
	}
	return response, nil
}

// heard counts a failure and logs it, once a try.
func (l *listener) heard(reason, what string, err error) {
	l.mu.Lock()
	now := l.now()
	again := now.Sub(l.said[what]) < sameTry
	if !again {
		l.said[what] = now
	}
	for what, at := range l.said { // so that it does not grow
		if now.Sub(at) >= sameTry {
			delete(l.said, what)
		}
	}
	l.mu.Unlock()
	if again {
		return
	}
	l.metrics.failures.WithLabelValues(reason).Inc()
	l.log.Error("the authority gives no certificate; it is tried again within the hour, and what is there is shown meanwhile",
		"reason", reason, "error", err)
}

// trouble is what an authority says is wrong (RFC 7807), as an answer of its own or within an authorization.
type trouble struct{ Type, Detail string }

func (p *trouble) String() string {
	return strings.TrimSuffix(fmt.Sprintf("%s (%s)", p.Detail, p.Type), " ()")
}

// refusal finds what went wrong in an answer of the authority, be it an error or something that was looked at and is not valid
// (RFC 8555, section 7.1). That a nonce was old and that there is an account already are no failures: the library goes on.
func refusal(status int, body []byte) error {
	if status >= http.StatusBadRequest {
		var p trouble
		_ = json.Unmarshal(body, &p) // it may be no JSON
		if strings.HasSuffix(strings.ToLower(p.Type), ":badnonce") || status == http.StatusConflict {
			return nil
		}
		return fmt.Errorf("status %d: %s", status, cmp.Or(p.String(), http.StatusText(status)))
	}
	var seen struct {
		Status     string
		Error      *trouble
		Identifier struct{ Value string }
		Challenges []struct{ Error *trouble }
	}
	if json.Unmarshal(body, &seen) != nil || seen.Status != "invalid" {
		return nil
	}
	for _, challenge := range seen.Challenges {
		seen.Error = cmp.Or(seen.Error, challenge.Error)
	}
	if seen.Error == nil {
		seen.Error = &trouble{Detail: "it is not valid, and no reason is given"}
	}
	return fmt.Errorf("%s was looked at: %s", cmp.Or(seen.Identifier.Value, "the name"), seen.Error)
}
