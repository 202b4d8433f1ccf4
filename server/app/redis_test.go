package app

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/games"
	"trivium/server/redistest"
)

// TestTheACLRuleSuffices runs a server as the user that redis.md tells how to make.
func TestTheACLRuleSuffices(t *testing.T) {
	rule := regexp.MustCompile("(?m)^    (ACL SETUSER trivium .*)$").FindStringSubmatch(read(t, filepath.Join(guides, "redis.md")))
	if rule == nil {
		t.Fatal("redis.md has no ACL rule")
	}
	redis := redistest.Start(t, redistest.Options{})
	var words []any
	for word := range strings.FieldsSeq(rule[1]) {
		words = append(words, word)
	}
	if err := redis.Client().Do(t.Context(), words...).Err(); err != nil {
		t.Fatal(err)
	}
	url := strings.Replace(redis.URL(), "redis://", "redis://trivium:a-long-password@", 1)
	one := launchWith(t, Options{Data: t.TempDir(), RedisURL: url}, newBrowser(t))
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	pack := strings.NewReplacer("    media:\n", "", "      - {type: image, src: media/blue.png, alt: a colour, license: CC0-1.0}\n", "").Replace(pictured)
	if status, text := one.upload("pictured.yaml", pack); status != http.StatusCreated {
		t.Errorf("upload: %d %s", status, text)
	}
	record := one.create("pictured")
	if err := one.join(t.Context(), record, "Ada"); err != nil {
		t.Errorf("join: %v", err)
	}
	log, err := redis.Client().Do(t.Context(), "ACL", "LOG").Slice()
	if err != nil || len(log) > 0 {
		t.Errorf("the user was refused something: %v, %v", log, err)
	}
	one.must(http.MethodDelete, "/api/packs/pictured", "")
}

// create opens a game.
func (i instance) create(pack string) *games.Record {
	i.t.Helper()
	record, err := i.games.Create(i.t.Context(), "", games.Request{Packs: []string{pack}, Settings: game.DefaultSettings()})
	if err != nil {
		i.t.Fatal(err)
	}
	return record
}

// join lets somebody into a game; without an error the seat is stored as safely as the server promises.
func (i instance) join(ctx context.Context, record *games.Record, name string) error {
	room, err := i.rooms.Open(ctx, record.PIN)
	if err != nil {
		return err
	}
	_, _, err = room.Join(ctx, game.SeatEntry{Name: name, Key: strings.ToLower(name), Token: name})
	return err
}

// TestFailover kills the master while people join: whoever was let in is there on the other, and joining goes on.
func TestFailover(t *testing.T) {
	const down = time.Second
	settings := redistest.Options{Args: []string{"--min-replicas-to-write", "1", "--min-replicas-max-lag", "10"}}
	plain := redistest.Options{}
	master := redistest.Start(t, plain)
	for range 2 {
		redistest.StartReplica(t, master, settings)
	}
	sentinel := redistest.StartSentinel(t, master, down, 2)
	one := launchWith(t, Options{Data: t.TempDir(), RedisURL: sentinel.URL(), RedisReplicas: 1}, newBrowser(t))
	record := one.create("demo")

	let := map[string]bool{}
	n := 0
	join := func(limit time.Duration) bool {
		n++
		name := fmt.Sprintf("P%d", n)
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		if one.join(ctx, record, name) != nil {
			return false
		}
		let[name] = true
		return true
	}
	for range 100 {
		if !join(5 * time.Second) {
			t.Fatal("nobody could join before")
		}
	}
	start := time.Now()
	master.Kill()
	within(t, 20*time.Second, "joining goes on", func() bool { return join(300 * time.Millisecond) })
	t.Logf("from the kill to the first join on the other: %v, of which %v is down-after-milliseconds", time.Since(start), down)
	for range 100 {
		if !join(5 * time.Second) {
			t.Fatal("somebody could not join afterwards")
		}
	}
	state := func() *game.State {
		s, err := one.archive.State(t.Context(), record.Room)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	within(t, 5*time.Second, "all are seated who were let in", func() bool {
		seated := map[string]bool{}
		for _, seat := range state().Seats {
			seated[seat.Name] = true
		}
		for name := range let {
			if !seated[name] {
				return false
			}
		}
		return true
	})
}
