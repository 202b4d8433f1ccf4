package schema

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// HoldKey is there while a Redis is restored or brought forward. Instances do not start meanwhile.
const HoldKey = "trivium:hold"

// ErrHeld says that another process restores or migrates the data.
var ErrHeld = errors.New("the data are in use by another process")

const (
	// holdLife is how long a hold lasts that nobody renews: its process has died.
	holdLife  = 30 * time.Second
	holdRenew = 5 * time.Second
)

// Hold keeps instances from starting until release is called. The context ends if the hold is lost. ErrHeld if somebody else
// has it. Whoever holds must look afterwards whether instances live, and an instance that lives looks whether somebody holds
// (Confirm): so at least one of two sees the other.
func Hold(ctx context.Context, client goredis.UniversalClient, why string) (held context.Context, release func(), err error) {
	value := why + "\n" + rand.Text()
	took, err := client.SetNX(ctx, HoldKey, value, holdLife).Result()
	if err != nil {
		return nil, nil, fmt.Errorf("keep instances from starting: %w", err)
	}
	if !took {
		if err := heldBy(ctx, client); err != nil {
			return nil, nil, err
		}
		return nil, nil, fmt.Errorf("%w: it has just ended", ErrHeld)
	}
	held, lose := context.WithCancelCause(ctx)
	done := make(chan struct{})
	renewing, stop := context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer close(done)
		renew(renewing, client, value, lose)
	}()
	return held, sync.OnceFunc(func() {
		stop()
		<-done
		short, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = holdScript().Run(short, client, []string{HoldKey}, value, 0).Err() // it ends by itself
		lose(context.Canceled)
	}), nil
}

// renew renews a hold until the context ends.
func renew(ctx context.Context, client goredis.UniversalClient, value string, lose context.CancelCauseFunc) {
	ticker := time.NewTicker(holdRenew)
	defer ticker.Stop()
	for last := time.Now(); ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		mine, err := holdScript().Run(ctx, client, []string{HoldKey}, value, holdLife.Milliseconds()).Int()
		switch {
		case err == nil && mine == 1:
			last = time.Now()
		case err == nil || time.Since(last) > holdLife-holdRenew:
			lose(fmt.Errorf("%w: the hold on the data was lost", ErrHeld))
			return
		}
	}
}

// holdScript renews a hold, or ends it: KEYS: the hold. ARGV: its value, how long it lasts in ms or 0.
func holdScript() *goredis.Script {
	return goredis.NewScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`)
}

// heldBy gives ErrHeld while somebody holds.
func heldBy(ctx context.Context, client goredis.UniversalClient) error {
	value, err := client.Get(ctx, HoldKey).Result()
	if errors.Is(err, goredis.Nil) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look who uses the data: %w", err)
	}
	why, _, _ := strings.Cut(value, "\n")
	return fmt.Errorf("%w: %s", ErrHeld, why)
}
