package e2e

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// authority is as much of an ACME server (RFC 8555) as one certificate after another needs. It looks at what is asked for and at the
// answers to its challenges, and not at signatures.
type authority struct {
	*signer
	*httptest.Server
	challenge string      // its type
	reach     chan string // host:port of the server that is to answer; taken once an order

	mu         sync.Mutex
	life       time.Duration // of what it signs from now on; 0 is 90 days
	most       int           // orders that it takes, the others it refuses; 0 is all
	thumbprint string        // of the account's key
	account    struct {
		Contact []string `json:"contact"`
		Terms   bool     `json:"termsOfServiceAgreed"`
	}
	orders int
	name   string
	passed bool
	cert   []byte
}

func newAuthority(t *testing.T, challenge string) *authority {
	t.Helper()
	a := &authority{signer: newSigner(t), challenge: challenge, reach: make(chan string, 1)}
	a.Server = httptest.NewUnstartedServer(a) // it is known before anybody asks
	a.Start()
	t.Cleanup(a.Close)
	return a
}

// limit has it sign for a time from now on, and take so many orders in all; 0 and 0 is what it does of itself.
func (a *authority) limit(life time.Duration, most int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.life, a.most = life, most
}

// asked is a request's signed body, decoded.
type asked struct {
	header struct {
		JWK struct {
			Crv, Kty, X, Y string
		} `json:"jwk"`
	}
	payload struct {
		Contact     []string `json:"contact"`
		Terms       bool     `json:"termsOfServiceAgreed"`
		Identifiers []struct {
			Value string `json:"value"`
		} `json:"identifiers"`
		CSR string `json:"csr"`
	}
}

func decode(r *http.Request) (a asked, err error) {
	var body struct{ Protected, Payload string }
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&body); err != nil {
		return a, err
	}
	for text, into := range map[string]any{body.Protected: &a.header, body.Payload: &a.payload} {
		data, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			return a, err
		}
		if len(data) == 0 { // POST as GET
			continue
		}
		if err := json.Unmarshal(data, into); err != nil {
			return a, err
		}
	}
	return a, nil
}

const token = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ" // of a challenge; as good as any

// ServeHTTP is the authority's side of an order.
func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Replay-Nonce", fmt.Sprintf("nonce%d", time.Now().UnixNano()))
	w.Header().Set("Content-Type", "application/json")
	if r.Method != http.MethodPost {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"newNonce": a.URL + "/nonce", "newAccount": a.URL + "/account", "newOrder": a.URL + "/order",
			"meta": map[string]string{"termsOfService": a.URL + "/terms"},
		})
		return
	}
	in, err := decode(r)
	if err != nil {
		a.t.Errorf("what was asked at %s can not be read: %v", r.URL.Path, err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	state := map[bool]string{true: "valid", false: "pending"}[a.passed]
	challenge := map[string]string{"type": a.challenge, "url": a.URL + "/challenge", "token": token, "status": state}
	status, answer := http.StatusOK, any(nil)
	switch r.URL.Path {
	case "/account":
		k := in.header.JWK
		sum := sha256.Sum256(fmt.Appendf(nil, `{"crv":%q,"kty":%q,"x":%q,"y":%q}`, k.Crv, k.Kty, k.X, k.Y)) // RFC 7638
		a.thumbprint = base64.RawURLEncoding.EncodeToString(sum[:])
		a.account.Contact, a.account.Terms = in.payload.Contact, in.payload.Terms
		w.Header().Set("Location", a.URL+"/account/1")
		status, answer = http.StatusCreated, map[string]string{"status": "valid"}
	case "/order":
		a.orders++
		if a.most > 0 && a.orders > a.most {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"nobody likes this name"}`)
			return
		}
		a.name, a.passed, a.cert = in.payload.Identifiers[0].Value, false, nil
		w.Header().Set("Location", a.URL+"/order/1")
		status = http.StatusCreated
		answer = a.order("pending")
	case "/order/1":
		answer = a.order(map[bool]string{true: "ready", false: "pending"}[a.passed])
		if a.cert != nil {
			answer = a.order("valid")
		}
	case "/authz":
		answer = map[string]any{"status": state, "identifier": map[string]string{"type": "dns", "value": a.name}, "challenges": []any{challenge}}
	case "/challenge":
		if err := a.check(r.Context(), <-a.reach); err != nil {
			a.t.Errorf("the challenge %s: %v", a.challenge, err)
		} else {
			a.passed = true
		}
		challenge["status"] = map[bool]string{true: "valid", false: "invalid"}[a.passed]
		answer = challenge
	case "/finalize":
		if err := a.finalize(in.payload.CSR); err != nil {
			a.t.Errorf("what is to be signed: %v", err)
		}
		answer = a.order("valid")
	case "/cert":
		_, _ = w.Write(a.cert)
		return
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

func (a *authority) order(status string) map[string]any {
	return map[string]any{
		"status": status, "identifiers": []map[string]string{{"type": "dns", "value": a.name}},
		"authorizations": []string{a.URL + "/authz"}, "finalize": a.URL + "/finalize", "certificate": a.URL + "/cert",
	}
}

func (a *authority) finalize(text string) error {
	der, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	request, err := x509.ParseCertificateRequest(der)
	if err != nil {
		return err
	}
	if !a.passed || len(request.DNSNames) != 1 || request.DNSNames[0] != a.name {
		return fmt.Errorf("it is for %v, the order for %s, passed: %t", request.DNSNames, a.name, a.passed)
	}
	a.cert = a.sign(int64(100+a.orders), request.PublicKey, time.Now().Add(cmp.Or(a.life, 90*24*time.Hour)))
	return nil
}

// check looks for the answer to the challenge where the server is: by plain HTTP, or in the certificate that it shows for it.
func (a *authority) check(ctx context.Context, address string) error {
	want := token + "." + a.thumbprint
	if a.challenge == "http-01" {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/.well-known/acme-challenge/"+token, nil)
		if err != nil {
			return err
		}
		request.Host = a.name
		response, err := a.Client().Do(request)
		if err != nil {
			return err
		}
		defer func() { _ = response.Body.Close() }()
		body, err := io.ReadAll(response.Body)
		if err == nil && strings.TrimSpace(string(body)) == want {
			return nil
		}
		return fmt.Errorf("answered with %d %.100q: %w", response.StatusCode, body, err)
	}
	conn, err := (&tls.Dialer{Config: &tls.Config{
		ServerName: a.name, NextProtos: []string{"acme-tls/1"}, InsecureSkipVerify: true, //nolint:gosec // RFC 8737, section 3
	}}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	sum := sha256.Sum256([]byte(want))
	for _, extension := range conn.(*tls.Conn).ConnectionState().PeerCertificates[0].Extensions {
		var told []byte
		if extension.Id.String() != "1.3.6.1.5.5.7.1.31" {
			continue
		}
		if _, err := asn1.Unmarshal(extension.Value, &told); err == nil && strings.EqualFold(fmt.Sprintf("%x", told), fmt.Sprintf("%x", sum)) {
			return nil
		}
	}
	return fmt.Errorf("the certificate for the challenge does not tell %x", sum)
}
