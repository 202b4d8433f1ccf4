package redislink

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// target is what a URL names: one Redis, or the one that Sentinels name as master.
type target struct {
	single   *goredis.Options
	sentinel *goredis.FailoverOptions
	shown    string // for people; without user, password and parameters
}

// parse reads a URL. What follows is go-redis's own form; the parameters tls_ca, tls_cert and tls_key are ours.
//
//	redis://user:password@host:6379/0
//	rediss://user:password@host:6379/0?tls_ca=/etc/trivium/ca.pem
//	unix://user:password@/run/redis/redis.sock?db=0
//	redis://sentinel-user:password@host1:26379/0?master_name=mymaster&addr=host2:26379&username=user&password=secret
func parse(text string) (*target, error) {
	u, err := url.Parse(text)
	if err != nil || broken(u) {
		return nil, fmt.Errorf("%w is not a URL: write redis://user:password@host:6379/0, with %%2F for a / in the password, "+
			"%%3F for ?, %%23 for #, %%40 for @, %%25 for %%", ErrCanNotStart)
	}
	t := &target{shown: u.Scheme + "://" + u.Host + u.Path}
	fail := func(err error) (*target, error) {
		return nil, fmt.Errorf("%w %s: %w", ErrCanNotStart, t.shown, err)
	}
	switch u.Scheme {
	case "redis", "rediss", "unix":
	default:
		t.shown = ""
		return nil, fmt.Errorf("%w must begin with redis://, rediss:// (TLS) or unix:// (a socket file), such as redis://127.0.0.1:6379/0",
			ErrCanNotStart)
	}
	query, secured, err := ours(u)
	if err != nil {
		return fail(err)
	}
	u.RawQuery = query.Encode()
	if query.Has("master_name") || query.Has("addr") {
		err = t.parseSentinel(u, query, secured)
	} else {
		err = t.parseSingle(u, secured)
	}
	if err != nil {
		return fail(err)
	}
	return t, nil
}

// broken tells whether a URL was taken apart at the wrong place: a password with a / ? or # in it ends the host too early, and
// the rest of it, up to the @, then looks like something else, which must not be shown.
func broken(u *url.URL) bool {
	if u.Fragment != "" || strings.Contains(u.Host, "@") || (u.User == nil && strings.Contains(u.Path, "@")) {
		return true
	}
	for name := range u.Query() {
		if strings.Contains(name, "@") {
			return true
		}
	}
	return false
}

// ours takes the parameters that go-redis does not know out of the query, and refuses those that would break a promise.
func ours(u *url.URL) (url.Values, func(*tls.Config) error, error) {
	query := u.Query()
	for _, name := range []string{"max_retries", "min_retry_backoff", "max_retry_backoff"} {
		if query.Has(name) {
			return nil, nil, fmt.Errorf("leave %s out: the server itself repeats what may be repeated, and nothing else may be", name)
		}
	}
	for _, name := range []string{"replica_only", "route_by_latency", "route_randomly", "use_disconnected_replicas"} {
		if query.Has(name) {
			return nil, nil, fmt.Errorf("leave %s out: replicas may be behind, so everything is read from the master", name)
		}
	}
	ca, certificate, key := query.Get("tls_ca"), query.Get("tls_cert"), query.Get("tls_key")
	query.Del("tls_ca")
	query.Del("tls_cert")
	query.Del("tls_key")
	if (ca != "" || certificate != "" || key != "") && u.Scheme != "rediss" {
		return nil, nil, errors.New("tls_ca, tls_cert and tls_key belong to a URL that begins with rediss://")
	}
	return query, func(config *tls.Config) error { return secure(config, ca, certificate, key) }, nil
}

// secure adds an authority of one's own and a client's certificate.
func secure(config *tls.Config, ca, certificate, key string) error {
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return fmt.Errorf("tls_ca can not be read: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return fmt.Errorf("tls_ca: there is no certificate in %s; it must be in PEM", ca)
		}
	}
	if certificate == "" && key == "" {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return fmt.Errorf("tls_cert and tls_key must name a certificate and its key, both in PEM: %w", err)
	}
	config.Certificates = []tls.Certificate{pair}
	return nil
}

func (t *target) parseSingle(u *url.URL, secured func(*tls.Config) error) error {
	o, err := goredis.ParseURL(u.String())
	if err != nil {
		return clean(err)
	}
	o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled, o.DisableIdentity = -1, 1, true, true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	defaults(&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout, &o.PoolSize)
	t.single = o
	if o.TLSConfig == nil {
		return nil
	}
	return secured(o.TLSConfig)
}

func (t *target) parseSentinel(u *url.URL, query url.Values, secured func(*tls.Config) error) error {
	if query.Get("master_name") == "" {
		return errors.New("master_name is missing: addr names Sentinels, so say which master they are to be asked for, " +
			"such as ?master_name=mymaster")
	}
	if u.Scheme == "unix" {
		return errors.New("a Sentinel is reached by redis:// or rediss://")
	}
	o, err := goredis.ParseFailoverURL(u.String())
	if err != nil {
		return clean(err)
	}
	o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled, o.DisableIdentity = -1, 1, true, true
	defaults(&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout, &o.PoolSize)
	t.sentinel = o
	t.shown = fmt.Sprintf("the master %q of Sentinel %s", o.MasterName, strings.Join(o.SentinelAddrs, ", "))
	if o.TLSConfig == nil {
		return nil
	}
	o.TLSConfig.ServerName = "" // each is held against the address that it is dialled by; the master is another host
	return secured(o.TLSConfig)
}

// defaults sets what the URL left open.
func defaults(dial, read, write, pool *time.Duration, size *int) {
	for value, wanted := range map[*time.Duration]time.Duration{dial: dialTimeout, read: callTimeout, write: callTimeout, pool: callTimeout} {
		if *value == 0 {
			*value = wanted
		}
	}
	if *size == 0 {
		*size = poolSize
	}
}

// clean takes off go-redis's prefix; the flag is in front already.
func clean(err error) error { return errors.New(strings.TrimPrefix(err.Error(), "redis: ")) }
