package redislink_test

import (
	"strings"
	"testing"

	"trivium/server/redislink"
	"trivium/server/redistest"
)

// warned opens a server and gives the log.
func warned(t *testing.T, url string, replicas int) string {
	t.Helper()
	var log record
	open(t, url, redislink.Options{Logger: log.logger(), Replicas: replicas})
	return log.String()
}

func TestSettingsThatAreNotSafe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fsync    string
		args     []string
		replicas int
		wanted   []string // empty: silence
	}{
		{"always", nil, 0, nil},
		{"everysec", nil, 0, []string{"level=WARN", "two seconds of acknowledged answers", "set appendfsync always"}},
		{"everysec", []string{"--min-replicas-to-write", "0"}, 1, []string{"level=INFO", "two seconds", "fewer replicas", "wanted=1", "min-replicas-to-write 1"}},
		{"no", nil, 0, []string{"half a minute", "set appendfsync always"}},
		{"off", nil, 0, []string{"does not write", "set appendonly yes"}},
		{"always", []string{"--maxmemory-policy", "allkeys-lru"}, 0, []string{"maxmemory_policy=allkeys-lru", "set maxmemory-policy noeviction"}},
	} {
		server := redistest.Start(t, redistest.Options{Fsync: c.fsync, Args: c.args})
		text := warned(t, server.URL(), c.replicas)
		contains(t, text, c.wanted...)
		if len(c.wanted) == 0 && text != "" {
			t.Errorf("warnings about what is well: %s", text)
		}
	}
}

// TestACL opens with the user that deploy/docs/redis.md tells of, and with one that may not ask for settings.
func TestACL(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	rule := []any{"ACL", "SETUSER", "quiz", "on", ">" + secret, "~trivium:*", "&trivium:*", "+@all", "-@admin", "-@dangerous"}
	if err := server.Client().Do(t.Context(), append(rule, "+info", "+config|get")...).Err(); err != nil {
		t.Fatal(err)
	}
	url := "redis://quiz:" + secret + "@" + server.Addr() + "/0"
	if text := warned(t, url, 0); text != "" {
		t.Errorf("warnings about what is well: %s", text)
	}
	if err := server.Client().Do(t.Context(), append(rule, "-info", "-config")...).Err(); err != nil {
		t.Fatal(err)
	}
	text := warned(t, url, 1)
	contains(t, text, "settings of Redis could not be checked", "replicas of Redis could not be counted", "allow +info")
	if strings.Contains(text, secret) {
		t.Errorf("the password is in the log: %s", text)
	}
}

func TestReplicasThatAreThere(t *testing.T) {
	t.Parallel()
	master := redistest.Start(t, redistest.Options{Args: []string{"--min-replicas-to-write", "1"}})
	replica := redistest.StartReplica(t, master, redistest.Options{})
	if text := warned(t, master.URL(), 1); text != "" {
		t.Errorf("warnings about what is well: %s", text)
	}
	contains(t, warned(t, master.URL(), 2), "fewer replicas", "connected=1", "wanted=2", "min-replicas-to-write 2")
	contains(t, fails(t, replica.URL()), "this is a replica")
}
