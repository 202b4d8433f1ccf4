package redislink_test

import (
	"context"
	"testing"
	"time"

	"trivium/server/redislink"
	"trivium/server/redistest"
)

// TestFailover kills the master: calls go on with the replica, and what the replica had is there.
func TestFailover(t *testing.T) {
	t.Parallel()
	const down = time.Second
	master := redistest.Start(t, redistest.Options{})
	replica := redistest.StartReplica(t, master, redistest.Options{})
	sentinel := redistest.StartSentinel(t, master, down, 1)
	var log record
	client := open(t, sentinel.URL(), redislink.Options{Logger: log.logger()})
	contains(t, log.String(), "a failover may lose acknowledged answers", "--redis-replicas")

	if err := client.Set(t.Context(), "trivium:before", "here", 0).Err(); err != nil {
		t.Fatal(err)
	}
	other := replica.Client()
	eventually(t, "the replica has it", func(ctx context.Context) bool { return other.Get(ctx, "trivium:before").Err() == nil })
	master.Kill()
	took := eventually(t, "calls go on", func(ctx context.Context) bool { return client.Set(ctx, "trivium:after", "here", 0).Err() == nil })
	t.Logf("from the kill to the first write on the other: %v, of which %v is down-after-milliseconds", took, down)
	if took < down/2 {
		t.Errorf("after %v: nothing was killed", took)
	}
	for range 50 {
		if err := client.Incr(t.Context(), "trivium:goes-on").Err(); err != nil {
			t.Fatalf("after the failover: %v", err)
		}
	}
	if value, err := other.Get(t.Context(), "trivium:goes-on").Int(); value != 50 || err != nil {
		t.Errorf("it was not the replica that was written to: %d, %v", value, err)
	}
	if value, err := client.Get(t.Context(), "trivium:before").Result(); value != "here" || err != nil {
		t.Errorf("what the replica had: %q, %v", value, err)
	}
}

func TestSentinelWithoutThatMaster(t *testing.T) {
	t.Parallel()
	master := redistest.Start(t, redistest.Options{Fsync: "off"})
	sentinel := redistest.StartSentinel(t, master, time.Second, 0)
	contains(t, fails(t, "redis://"+sentinel.Addr()+"/0?master_name=other&password="+secret), `the master "other"`, "know no master of this name")
	contains(t, fails(t, "redis://"+sentinel.Addr()+"/0"), "this is a Sentinel", "?master_name=")
}
