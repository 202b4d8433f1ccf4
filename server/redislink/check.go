package redislink

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"
)

// oldest is the first version that has what the store and the ledger are written with (ZRANGE with BYLEX and REV), and older
// ones get no security fixes any more.
const (
	oldestMajor = 6
	oldestMinor = 2
)

// checker looks at a server once, at the start.
type checker struct {
	client   goredis.UniversalClient
	target   *target
	log      *slog.Logger
	replicas int
}

// check gives an error for what can not work, and warns of what is not safe.
func (c *checker) check(ctx context.Context) error {
	if err := c.client.Ping(ctx).Err(); err != nil {
		return c.target.explain(err)
	}
	if err := c.hello(ctx); err != nil {
		return err
	}
	c.memory(ctx)
	c.disk(ctx)
	c.copies(ctx)
	return nil
}

// hello asks who is there. HELLO is allowed to every user, which INFO is not.
func (c *checker) hello(ctx context.Context) error {
	refuse := func(words string) error { return fmt.Errorf("%w %s: %s", ErrCanNotStart, c.target.shown, words) }
	reply, err := c.client.Do(ctx, "HELLO").Result()
	var answered goredis.Error
	if errors.As(err, &answered) && strings.Contains(err.Error(), "unknown command") {
		return refuse("Redis is older than 6.0; 6.2 or later is needed, with ZRANGE BYLEX REV that the store reads with")
	}
	if err != nil {
		return c.target.explain(err)
	}
	said := words(reply)
	if old, known := tooOld(said["version"]); known && old {
		return refuse(fmt.Sprintf("Redis is version %s; 6.2 or later is needed, with ZRANGE BYLEX REV that the store reads with", said["version"]))
	}
	switch {
	case said["mode"] == "sentinel":
		return refuse("this is a Sentinel; say which master it is to be asked for, with ?master_name=mymaster")
	case said["mode"] == "cluster":
		return refuse("this is a Redis Cluster, which is not supported; name a Redis with cluster-enabled no, or Sentinels")
	case said["role"] == "slave" || said["role"] == "replica":
		return refuse("this is a replica, which takes no writes; name its master, or the Sentinels with ?master_name=mymaster")
	}
	return nil
}

// words makes names and values of a reply, which is a map in RESP3 and a list in RESP2.
func words(reply any) map[string]string {
	said := map[string]string{}
	switch reply := reply.(type) {
	case map[any]any:
		for name, value := range reply {
			said[fmt.Sprint(name)] = fmt.Sprint(value)
		}
	case []any:
		for i := 0; i+1 < len(reply); i += 2 {
			said[fmt.Sprint(reply[i])] = fmt.Sprint(reply[i+1])
		}
	}
	return said
}

// tooOld tells whether a version is below the oldest that will do; known is false where it is no version.
func tooOld(version string) (old, known bool) {
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	first, err := strconv.Atoi(major)
	if err != nil {
		return false, false
	}
	second, err := strconv.Atoi(minor)
	if err != nil {
		return false, false
	}
	return first < oldestMajor || (first == oldestMajor && second < oldestMinor), true
}

// setting reads one setting; known is false where the user may not, or the command has another name.
func (c *checker) setting(ctx context.Context, name string) (value string, known bool) {
	reply, err := c.client.ConfigGet(ctx, name).Result() // one at a time: several at once are 7.0's
	value, known = reply[name]
	return value, err == nil && known
}

func (c *checker) memory(ctx context.Context) {
	policy, known := c.setting(ctx, "maxmemory-policy")
	switch {
	case !known:
		c.log.WarnContext(ctx, "the settings of Redis could not be checked, since this user may not ask for them",
			"mend", "allow +config|get, or see to it that maxmemory-policy is noeviction, appendonly yes and appendfsync always")
	case policy != "noeviction":
		c.log.WarnContext(ctx, "Redis throws games away when its memory is full", "maxmemory_policy", policy,
			"mend", "set maxmemory-policy noeviction")
	}
}

func (c *checker) disk(ctx context.Context) {
	appends, known := c.setting(ctx, "appendonly")
	if !known {
		return // it was said
	}
	if appends != "yes" {
		c.log.WarnContext(ctx, "Redis does not write what it is told to its disk: when it ends, games and answers since the last snapshot are gone",
			"appendonly", appends, "mend", "set appendonly yes and appendfsync always")
		return
	}
	level := slog.LevelWarn
	if c.replicas > 0 {
		level = slog.LevelInfo // others have it too
	}
	switch fsync, _ := c.setting(ctx, "appendfsync"); fsync {
	case "everysec":
		c.log.Log(ctx, level, "Redis writes to its disk once a second: when it crashes, up to two seconds of acknowledged answers are lost",
			"appendfsync", fsync, "mend", "set appendfsync always")
	case "no":
		c.log.Log(ctx, level, "Redis leaves writing to its system: when the machine crashes, half a minute of acknowledged answers may be lost",
			"appendfsync", fsync, "mend", "set appendfsync always")
	}
}

// copies looks whether there are the replicas that a commit is to be on.
func (c *checker) copies(ctx context.Context) {
	if c.replicas == 0 {
		if c.target.sentinel != nil {
			c.log.WarnContext(ctx, "a failover may lose acknowledged answers that no replica had yet", "mend", "set --redis-replicas (TRIVIUM_REDIS_REPLICAS) 1")
		}
		return
	}
	info, err := c.client.Info(ctx, "replication").Result()
	if connected, known := field(info, "connected_slaves"); err != nil || !known {
		c.log.WarnContext(ctx, "the replicas of Redis could not be counted, since this user may not ask for them", "mend", "allow +info")
	} else if n, _ := strconv.Atoi(connected); n < c.replicas {
		c.log.WarnContext(ctx, "Redis has fewer replicas than each commit waits for: nothing is acknowledged until they are there",
			"connected", n, "wanted", c.replicas, "mend", "start more replicas, or lower --redis-replicas (TRIVIUM_REDIS_REPLICAS)")
	}
	if least, known := c.setting(ctx, "min-replicas-to-write"); known {
		if n, _ := strconv.Atoi(least); n < c.replicas {
			c.log.WarnContext(ctx, "a Redis that is cut off from its replicas goes on taking writes that a failover then loses",
				"min_replicas_to_write", n, "mend", "set min-replicas-to-write "+strconv.Itoa(c.replicas)+" and min-replicas-max-lag 10")
		}
	}
}

// field gives a value of INFO.
func field(info, name string) (value string, known bool) {
	for line := range strings.Lines(info) {
		if value, known = strings.CutPrefix(strings.TrimSpace(line), name+":"); known {
			return value, true
		}
	}
	return "", false
}
