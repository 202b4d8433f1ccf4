// Package app wires everything: it opens the data folder, starts what the server is made of in order, and stops it the other
// way round. It is the only package that knows all others.
package app

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"trivium/server/redislink"
)

// Options say how a server runs. Defaults are on the command line's flags.
type Options struct {
	Addr           string        // host:port of the game
	Data           string        // folder
	Cache          string        // folder of what can be made again; empty: one in Data
	MetricsAddr    string        // host:port of metrics and profiles; "off" for none
	RedisURL       string        // of the Redis that instances share; empty: alone
	RedisReplicas  int           // that must have what is acknowledged
	Retention      time.Duration // after which the names of a finished game go; 0 is never
	ForgetGames    bool          // the whole game goes then
	RestAfter      time.Duration // that an ended room stays in memory with nobody in it; 0 is a minute
	URL            string        // what people are sent to; empty: this machine's addresses
	AllowedOrigins []string
	TrustedProxies []string
	OpenBrowser    bool
	LogLevel       string
	LogJSON        bool
	OpenHosting    bool // anybody may host as a guest
	TLS            TLS
	Dev            bool
	Version        string
	Out, Err       io.Writer

	// Hangups says when to read settings and certificates again, and Again reads the settings. Nil: never.
	Hangups <-chan os.Signal
	Again   func() (Options, error)
}

// Validate says which option is wrong, and what is allowed.
func (o *Options) Validate() error {
	var errs []error
	check := func(err error, format string, args ...any) {
		if err != nil {
			errs = append(errs, fmt.Errorf(format+": %w", append(args, err)...))
		}
	}
	_, _, err := net.SplitHostPort(o.Addr)
	check(err, "--addr (TRIVIUM_ADDR) %q must be host:port or :port, such as :8080", o.Addr)
	if o.MetricsAddr != "off" {
		_, _, err = net.SplitHostPort(o.MetricsAddr)
		check(err, `--metrics-addr (TRIVIUM_METRICS_ADDR) %q must be host:port, such as 127.0.0.1:9464, or "off"`, o.MetricsAddr)
	}
	if o.Data == "" {
		errs = append(errs, errors.New("--data (TRIVIUM_DATA) is empty: name a folder"))
	}
	errs = append(errs, o.validateRedis()...)
	errs = append(errs, o.validateTLS()...)
	if o.Retention != 0 && o.Retention < leastRetention {
		errs = append(errs, fmt.Errorf("--retention (TRIVIUM_RETENTION) %s must be %s or more, such as 2160h, or 0 for no end", o.Retention, leastRetention))
	}
	if o.RestAfter != 0 && (o.RestAfter < time.Second || o.RestAfter > time.Hour) {
		errs = append(errs, fmt.Errorf("--rest-after (TRIVIUM_REST_AFTER) %s must be from 1s to 1h, such as 1m", o.RestAfter))
	}
	if o.URL != "" {
		check(origin(o.URL), "--url (TRIVIUM_URL) %q must be scheme and host only, such as https://quiz.example.org", o.URL)
	}
	for _, allowed := range o.AllowedOrigins {
		check(origin(allowed), "--allowed-origins (TRIVIUM_ALLOWED_ORIGINS) %q must be scheme and host only", allowed)
	}
	_, err = o.proxies()
	check(err, "--trusted-proxies (TRIVIUM_TRUSTED_PROXIES) must be networks such as 10.0.0.0/8")
	return errors.Join(errs...)
}

// leastRetention is how long names stay at least, if they are to go at all: people may look at the podium for an hour.
const leastRetention = time.Hour

func (o *Options) validateRedis() []error {
	var errs []error
	if o.RedisURL == "" && o.RedisReplicas != 0 {
		errs = append(errs, errors.New("--redis-replicas (TRIVIUM_REDIS_REPLICAS) says how many replicas of a Redis are waited for: name one with --redis-url, or leave it out"))
	}
	if o.RedisReplicas < 0 {
		errs = append(errs, fmt.Errorf("--redis-replicas (TRIVIUM_REDIS_REPLICAS) %d must be 0 or more", o.RedisReplicas))
	}
	if o.RedisURL == "" {
		return errs
	}
	if err := redislink.Validate(o.RedisURL); err != nil {
		errs = append(errs, err)
	}
	return errs
}

func origin(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return err
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || text != u.Scheme+"://"+u.Host {
		return errors.New("it has another form")
	}
	return nil
}

func (o *Options) proxies() ([]netip.Prefix, error) {
	prefixes := make([]netip.Prefix, 0, len(o.TrustedProxies))
	for _, text := range o.TrustedProxies {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, err
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

func (o *Options) cache() string {
	if o.Cache == "" {
		return filepath.Join(o.Data, "cache")
	}
	return o.Cache
}

// origins are those whose pages may connect beside the server's own.
func (o *Options) origins() []string {
	if o.URL == "" {
		return o.AllowedOrigins
	}
	return append([]string{o.URL}, o.AllowedOrigins...)
}

// level is from where on the log is written.
func (o *Options) level() slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.LogLevel)); err != nil {
		return slog.LevelInfo
	}
	return level
}

func (o *Options) logger(level slog.Leveler) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if o.LogJSON {
		return slog.New(slog.NewJSONHandler(o.Err, options))
	}
	return slog.New(slog.NewTextHandler(o.Err, options))
}
