package schema

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// Key has the schema of what is in a Redis.
const Key = "trivium:schema"

// marks are keys that are there wherever Trivium has been.
func marks() []string {
	return []string{"trivium:store:{server}:documents", "trivium:rooms", "trivium:ended", "trivium:alive"}
}

// Of reads the schema of what is in a Redis; 0 is data without a number, or none.
func Of(ctx context.Context, client goredis.UniversalClient) (int, error) {
	text, err := client.Get(ctx, Key).Result()
	if errors.Is(err, goredis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the schema of what is in Redis: %w", err)
	}
	schema, err := strconv.Atoi(text)
	if err != nil || schema < 1 {
		return 0, fmt.Errorf("the key %s has %.40q and should have a number", Key, text)
	}
	return schema, nil
}

// Living gives the instances that live.
type Living func(ctx context.Context) ([]string, error)

// waitAgain is how often a start looks whether the one that brings the data forward is done.
const waitAgain = 200 * time.Millisecond

// Redis brings what instances share forward. One instance does it, and others wait until it is done. While an instance runs,
// which can only be an older one, it is refused. Call Confirm when this instance counts as living.
func (p Plan) Redis(ctx context.Context, client goredis.UniversalClient, living Living, o Options) error {
	var held error // why it waits
	for {
		done, err := p.redisOnce(ctx, client, living, o)
		switch {
		case done:
			return nil
		case !errors.Is(err, ErrHeld) && ctx.Err() != nil:
			return errors.Join(held, err)
		case !errors.Is(err, ErrHeld):
			return err
		}
		if o.Logger != nil && held == nil {
			o.Logger.WarnContext(ctx, "waiting until another process is done with the data", "reason", err)
		}
		held = err
		timer := time.NewTimer(waitAgain)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(held, ctx.Err())
		}
	}
}

func (p Plan) redisOnce(ctx context.Context, client goredis.UniversalClient, living Living, o Options) (done bool, err error) {
	if err := heldBy(ctx, client); err != nil {
		return false, err
	}
	at, err := Of(ctx, client)
	if err != nil {
		return false, err
	}
	if at > p.Current() {
		return false, p.newer("what is in Redis has", at)
	}
	if at == p.Current() {
		return true, nil
	}
	if at == 0 { // whoever is first
		there, err := client.Exists(ctx, marks()...).Result()
		if err != nil {
			return false, fmt.Errorf("look what is in Redis: %w", err)
		}
		number := p.Current()
		if there > 0 {
			number = 1
		}
		_, err = client.SetNX(ctx, Key, number, 0).Result()
		if err != nil {
			return false, fmt.Errorf("number the schema: %w", err)
		}
		return p.redisOnce(ctx, client, living, o)
	}
	held, release, err := Hold(ctx, client, "the data are brought to the next schema")
	if err != nil {
		return false, err
	}
	defer release()
	if err := nobody(held, living); err != nil {
		return false, err
	}
	if at, err = Of(held, client); err != nil { // another may have been quicker
		return false, err
	}
	err = p.forward(held, at, o, func(ctx context.Context, number int, step *Step) error {
		if step != nil && step.Redis != nil {
			if err := step.Redis(ctx, client); err != nil {
				return err
			}
		}
		if err := context.Cause(ctx); err != nil {
			return err
		}
		return client.Set(ctx, Key, number, 0).Err()
	})
	return err == nil, err
}

// nobody refuses while instances run.
func nobody(ctx context.Context, living Living) error {
	alive, err := living(ctx)
	if err != nil {
		return err
	}
	if len(alive) > 0 {
		return fmt.Errorf("instances of an older version run on this Redis, %d of them; stop all of them, then start this one", len(alive))
	}
	return nil
}

// Confirm is called when an instance counts as living: nobody restores or migrates the data from then on, and if somebody does
// already, the start ends here.
func (p Plan) Confirm(ctx context.Context, client goredis.UniversalClient) error {
	if err := heldBy(ctx, client); err != nil {
		return fmt.Errorf("start again in a moment: %w", err)
	}
	at, err := Of(ctx, client)
	if err == nil && at != p.Current() {
		err = fmt.Errorf("the schema of what is in Redis has become %d, and this program's is %d", at, p.Current())
	}
	return err
}
