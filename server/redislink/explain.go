package redislink

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	goredis "github.com/redis/go-redis/v9"
)

// explain makes the one error that a person reads of a failed first call. It never has the password in it: go-redis's own
// errors do not, and neither has shown.
func (t *target) explain(err error) error {
	return fmt.Errorf("%w %s: %s: %w", ErrCanNotStart, t.shown, t.mend(err), err)
}

// mend says what an error means and what to do.
func (t *target) mend(err error) string {
	if words := t.mendAnswer(err); words != "" {
		return words
	}
	if words := mendTLS(err); words != "" {
		return words
	}
	return t.mendNetwork(err)
}

// mendAnswer is for what Redis itself said.
func (t *target) mendAnswer(err error) string {
	text := err.Error()
	switch {
	case t.sentinel != nil && errors.Is(err, goredis.Nil):
		return "the Sentinels know no master of this name; master_name must be the name after \"sentinel monitor\" in their settings"
	case goredis.IsAuthError(err):
		return "user or password are wrong or missing; write them as redis://user:password@host, and redis://:password@host where there is no user"
	case goredis.IsPermissionError(err):
		return "the user may not do what is needed; deploy/docs/redis.md has the ACL rule"
	case goredis.IsLoadingError(err):
		return "Redis is still reading its data from the disk; start again when it is done"
	case strings.Contains(text, "DB index is out of range"):
		return "there is no database with this number; leave the number out"
	case strings.Contains(text, "max number of clients"):
		return "Redis has no connection left; raise maxclients there"
	case strings.Contains(text, "protected mode"):
		return "Redis takes connections from its own machine only; set a password there, and protected-mode no"
	}
	return ""
}

const wantsCertificate = "asks for a certificate of ours; name one with ?tls_cert=FILE&tls_key=FILE, or set tls-auth-clients no there"

// mendTLS is for certificates that do not fit.
func mendTLS(err error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "its certificate is signed by nobody whom this machine trusts; name the authority's certificate with ?tls_ca=FILE"
	}
	if wrong, ok := errors.AsType[x509.HostnameError](err); ok {
		return fmt.Sprintf("its certificate is for another host than %s; connect by a name that is in it", wrong.Host)
	}
	if _, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return "its certificate is not valid (any more); renew it"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "no TLS is spoken there; begin the URL with redis://, or name the port of tls-port"
	}
	if strings.Contains(err.Error(), "certificate required") || strings.Contains(err.Error(), "bad certificate") {
		return "the server " + wantsCertificate
	}
	return ""
}

// mendNetwork is for everything in between.
func (t *target) mendNetwork(err error) string {
	var unknown *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &unknown):
		return fmt.Sprintf("the host %s is not known; check its name", unknown.Name)
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there; start Redis, or name another address"
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such socket file; start Redis with unixsocket, or name another file"
	case errors.Is(err, fs.ErrPermission):
		return "this user may not open the socket file; see unixsocketperm"
	case errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &network) && network.Timeout()):
		words := "it does not answer in time; check the address, and what is between here and there"
		if t.secure() {
			words += "; or perhaps no TLS is spoken there: then begin the URL with redis://"
		}
		return words
	case closed(err) && t.secure():
		// TLS 1.3 looks at our certificate when we have written already; the reset that follows may overtake the alert that names the cause.
		return "it closes the connection when TLS has begun; most likely it " + wantsCertificate
	case closed(err):
		return "it closes the connection; if TLS is spoken there, begin the URL with rediss://"
	case strings.Contains(err.Error(), "can't parse"):
		return "what listens there is not Redis; check the port"
	}
	return "it can not be used"
}

// closed tells whether the other side hung up.
func closed(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// secure tells whether TLS is to be spoken.
func (t *target) secure() bool {
	return (t.single != nil && t.single.TLSConfig != nil) || (t.sentinel != nil && t.sentinel.TLSConfig != nil)
}
