package app

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"trivium/server/certificate"
)

// reload reads the settings and the certificate again, and takes over what can change while games go on: the level of the log, and the
// certificate with the names of its files. The rest is named. What is broken changes nothing.
func (a *app) reload(ctx context.Context) {
	next, err := a.options.Again()
	if err == nil {
		err = next.Validate()
	}
	if err != nil {
		a.log.ErrorContext(ctx, "the settings were not taken over: all stays as it was", "error", err)
		return
	}
	a.level.Set(next.level())
	for _, name := range slices.Sorted(maps.Keys(fixed(&a.given))) {
		if !reflect.DeepEqual(fixed(&a.given)[name], fixed(&next)[name]) {
			a.log.WarnContext(ctx, "a changed setting is taken over at the next start only", "setting", name)
		}
	}
	a.log.InfoContext(ctx, "the settings were read again", "log_level", a.level.Level().String())
	if a.tls.files == nil || next.TLS.Cert == "" {
		return
	}
	if err := a.tls.files.Load(next.TLS.Cert, next.TLS.Key); err != nil {
		a.certificates.Unusable()
		a.log.ErrorContext(ctx, "the new certificate is not used; the one from before stays", "error", err, "until", a.tls.files.Until().UTC())
		return
	}
	a.log.InfoContext(ctx, "the certificate was read again", "file", next.TLS.Cert, "until", a.tls.files.Until().UTC())
	certificate.Look(a.tls.files, a.log)
}

// fixed gives the settings that hold from the start to the end, by their flags.
func fixed(o *Options) map[string]any {
	return map[string]any{
		"--addr": o.Addr, "--data": o.Data, "--metrics-addr": o.MetricsAddr, "--redis-url": o.RedisURL, "--redis-replicas": o.RedisReplicas,
		"--retention": o.Retention, "--rest-after": o.RestAfter, "--forget-games": o.ForgetGames, "--url": o.URL, "--allowed-origins": fmt.Sprint(o.AllowedOrigins),
		"--trusted-proxies": fmt.Sprint(o.TrustedProxies), "--open-hosting": o.OpenHosting, "--log-format": o.LogJSON, "--dev": o.Dev,
		"--tls-cert (from none, or to none)": o.TLS.Cert != "", "--http-addr": o.TLS.HTTPAddr,
		"--acme-host": fmt.Sprint(o.TLS.Hosts), "--acme-email": o.TLS.Email, "--acme-directory": o.TLS.Directory,
	}
}
