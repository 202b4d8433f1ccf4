package certificate

import (
	"context"
	"log/slog"
	"time"
)

// Times of watching.
const (
	lookEvery = 12 * time.Hour
	soon      = 14 * 24 * time.Hour // before its end people are warned of a certificate that nobody renews by itself
	overdue   = 6 * time.Hour       // and so long after the renewal of another should have been
)

// Watch looks at the certificates of a source now and twice a day. It returns when the context ends.
func Watch(ctx context.Context, source Source, log *slog.Logger) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		Look(source, log)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Look warns in the log of certificates that end soon, or that were to be renewed and are not: the library that renews them says nothing.
func Look(source Source, log *slog.Logger) {
	now := time.Now()
	for _, shown := range source.Shown() {
		shown.warn(log, now)
	}
}

// warn says what is wrong with a certificate, if anything.
func (s Shown) warn(log *slog.Logger, now time.Time) {
	left := []any{"host", s.Host, "until", s.Until.UTC(), "days_left", int(s.Until.Sub(now).Hours() / 24)}
	switch {
	case s.Until.Before(now):
		log.Error("the certificate has ended: browsers let nobody in", left...)
	case !s.Due.IsZero() && now.After(s.Due.Add(overdue)):
		log.Warn("the certificate was to be renewed, and the authority has not given a new one", append(left, "due", s.Due.UTC())...)
	case s.Due.IsZero() && s.Until.Sub(now) < soon:
		log.Warn("the certificate ends soon: put a new one in its place, then send SIGHUP", left...)
	}
}
