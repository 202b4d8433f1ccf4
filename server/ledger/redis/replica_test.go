package redis_test

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// replicated starts a server and a replica that is in step.
func replicated(t *testing.T) (server, replica *redistest.Server) {
	t.Helper()
	server = redistest.Start(t, redistest.Options{})
	host, port, err := net.SplitHostPort(server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	replica = redistest.Start(t, redistest.Options{Args: []string{"--replicaof", host, port, "--repl-diskless-sync-delay", "0"}})
	server.Client().ConfigSet(t.Context(), "repl-diskless-sync-delay", "0")
	client := server.Client()
	until(t, 20*time.Second, "the replica is in step", func() bool {
		info, err := client.Info(t.Context(), "replication").Result()
		return err == nil && strings.Contains(info, "state=online")
	})
	return server, replica
}

// TestReplicas shows that what was acknowledged is in a replica's memory, and that without the replica nothing is.
func TestReplicas(t *testing.T) {
	t.Parallel()
	server, replica := replicated(t)
	reader := replica.Client()
	l := opened(t, redis.Options{Client: server.Client(), Replicas: 1})
	pos := made(t, l, "r")
	for range 50 {
		behind, err := l.Append(t.Context(), "r", pos, one(pos.Head+"x"))
		if err != nil {
			t.Fatal(err)
		}
		pos = behind
		if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf(pos.Head)}); err != nil {
			t.Fatal(err)
		}
		head, err := reader.HGet(t.Context(), "trivium:{r}:meta", "head").Result()
		there := reader.HExists(t.Context(), "trivium:{r}:keys:s", pos.Head).Val()
		if err != nil || head != pos.Head || !there {
			t.Fatalf("the replica has head %s, %v and the entry %v", head, err, there)
		}
	}
	replica.Pause()
	_, err := l.Append(t.Context(), "r", pos, one("unsure"))
	wantUnavailable(t, "Append without the replica", err)
	_, _, err = l.Put(t.Context(), "r", []ledger.Entry{answerOf("unsure")})
	wantUnavailable(t, "Put without the replica", err)
	// A repetition writes nothing new, and is no surer for that.
	_, _, err = l.Put(t.Context(), "r", []ledger.Entry{answerOf("unsure")})
	wantUnavailable(t, "the same Put again", err)
	_, err = l.Append(t.Context(), "r", pos, one("unsure"))
	wantUnavailable(t, "the same Append again", err)
	replica.Resume()
	behind := persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, one("unsure")) })
	if behind.N != pos.N+1 {
		t.Fatalf("behind is %v, before was %v", behind, pos)
	}
}

// TestRepetitionWrites shows that a call which finds everything done writes something all the same: WAIT covers only what its
// own connection wrote.
func TestRepetitionWrites(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l := opened(t, redis.Options{Client: client})
	pos := made(t, l, "r")
	calls := map[string]func() error{
		"Put":    func() error { _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")}); return err },
		"Append": func() error { _, err := l.Append(t.Context(), "r", pos, one("b")); return err },
		"Create": func() error { _, err := l.Create(t.Context(), "r", "7", one("a")); return ignoreMoved(err) },
	}
	for name, call := range calls {
		for range 2 {
			client.HDel(t.Context(), "trivium:{r}:meta", "touched")
			if err := call(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if !client.HExists(t.Context(), "trivium:{r}:meta", "touched").Val() {
			t.Errorf("a repeated %s wrote nothing", name)
		}
	}
}

// ignoreMoved takes ErrMoved for a success.
func ignoreMoved(err error) error {
	if errors.Is(err, ledger.ErrMoved) {
		return nil
	}
	return err
}

// TestReplicaTakesOver turns a replica into the master and back: the instance notices both.
func TestReplicaTakesOver(t *testing.T) {
	t.Parallel()
	server, replica := replicated(t)
	p := proxied(t, server.Addr())
	l := opened(t, redis.Options{Client: p.client()})
	pos := made(t, l, "r")
	second := replica.Client()
	if err := second.Do(t.Context(), "replicaof", "no", "one").Err(); err != nil {
		t.Fatal(err)
	}
	p.turn(replica.Addr())
	until(t, 3*time.Second, "the other server is noticed", func() bool { return l.Epoch() == 1 })
	persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, one("b")) })

	// The same process takes writes, then is a replica for a while, and comes back: meanwhile anything may have happened.
	host, port, _ := net.SplitHostPort(server.Addr())
	if err := second.Do(t.Context(), "replicaof", host, port).Err(); err != nil {
		t.Fatal(err)
	}
	until(t, 20*time.Second, "it is a replica", func() bool { return role(t, second) == "slave" })
	until(t, 3*time.Second, "it takes no writes", func() bool {
		_, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")})
		return err != nil
	})
	if err := second.Do(t.Context(), "replicaof", "no", "one").Err(); err != nil {
		t.Fatal(err)
	}
	until(t, 3*time.Second, "its return is noticed", func() bool { return l.Epoch() == 2 })
}

// role says what a server is.
func role(t testing.TB, client *goredis.Client) string {
	t.Helper()
	words, err := client.Do(t.Context(), "role").Slice()
	if err != nil {
		t.Fatal(err)
	}
	name, _ := words[0].(string)
	return name
}

// TestReplicaIsRefused does not start on a server that takes no writes.
func TestReplicaIsRefused(t *testing.T) {
	t.Parallel()
	_, replica := replicated(t)
	if l, err := redis.New(t.Context(), redis.Options{Client: replica.Client()}); err == nil {
		t.Errorf("an instance started on a replica")
		_ = l.Close()
	}
}
