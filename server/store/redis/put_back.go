package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// PutBack makes a copy anew, of the steps that Copy gave, under keys that begin with a prefix: nobody sees them until they are
// renamed. They go by themselves after stay.
type PutBack struct {
	client goredis.UniversalClient
	prefix string
	stay   time.Duration
	script *goredis.Script
}

// NewPutBack begins to put back.
func NewPutBack(client goredis.UniversalClient, prefix string, stay time.Duration) *PutBack {
	return &PutBack{client: client, prefix: prefix, stay: stay, script: goredis.NewScript(putBack)}
}

// Do does some steps, in order, and gives the keys that it wrote to, without the prefix.
func (p *PutBack) Do(ctx context.Context, changes []Change) (written []string, err error) {
	if err := p.script.Load(ctx, p.client).Err(); err != nil {
		return nil, unavailable(err)
	}
	pipe := p.client.Pipeline()
	seen := map[string]bool{}
	for i := range changes {
		c := &changes[i]
		if c.Name == "" {
			return nil, errors.New("a step of a copy has no name")
		}
		hash, places := p.keysOf(c)
		kind := "d"
		if c.Index {
			kind = "m"
		}
		if c.Anew {
			pipe.Unlink(ctx, p.prefix+hash, p.prefix+places)
			continue
		}
		p.script.EvalSha(ctx, pipe, []string{p.prefix + hash, p.prefix + places},
			kind, c.ID, c.Version, c.Place, c.Data, p.stay.Milliseconds())
		for _, key := range []string{hash, places} {
			if !seen[key] {
				seen[key] = true
				written = append(written, key)
			}
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("put the store back: %w", unavailable(err))
	}
	return written, nil
}

// keysOf gives the keys of what a step is about.
func (p *PutBack) keysOf(c *Change) (hash, places string) {
	if c.Index {
		all := indexKeys(c.Name)
		return all[1], all[0]
	}
	all := keys(c.Name)
	return all[0], all[1]
}

// putBack: KEYS: what holds the documents or members, their places. ARGV: kind, id, version, place (” if it is gone), data, how
// long the keys stay in ms.
const putBack = `
local hash, places, kind, id, place = KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[4]
local old = redis.call('HGET', hash, 'p:' .. id)
if old then
  redis.call('ZREM', places, old)
  if kind == 'd' then
    redis.call('HDEL', hash, 'v:' .. id, 'p:' .. id, 'd:' .. id, 'i:' .. old)
  else
    redis.call('HDEL', hash, 'p:' .. id, 'd:' .. old)
  end
end
if place == '' then return 0 end
if kind == 'd' then
  redis.call('HSET', hash, 'v:' .. id, ARGV[3], 'p:' .. id, place, 'd:' .. id, ARGV[5], 'i:' .. place, id)
else
  redis.call('HSET', hash, 'p:' .. id, place, 'd:' .. place, ARGV[5])
end
redis.call('ZADD', places, 0, place)
redis.call('PEXPIRE', hash, ARGV[6])
redis.call('PEXPIRE', places, ARGV[6])
return 1`
