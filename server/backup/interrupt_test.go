package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/backup"
	"trivium/server/redistest"
	"trivium/server/store"
)

func unreachable(t testing.TB) goredis.UniversalClient {
	t.Helper()
	client := goredis.NewClient(&goredis.Options{Addr: fmt.Sprint("127.0.0.1:", redistest.SparePort(t)), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// files lists a folder with what is in its files, without locks.
func files(t testing.TB, folder string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".lock") {
			return err
		}
		content, err := os.ReadFile(name)
		all = append(all, strings.TrimPrefix(name, folder)+"="+string(content))
		return err
	})
	check(t, err)
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// TestFinish ends a restore of a folder that a crash interrupted at any of its steps.
func TestFinish(t *testing.T) {
	t.Parallel()
	const was, becomes = "/a=old\n/d/b=old\n/gone=old", "/a=new\n/d/c=new\n/fresh=new"
	write := func(folder, name, content string) {
		check(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o750))
		check(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	move := func(from, to string, names ...string) {
		for _, name := range names {
			check(t, os.Rename(filepath.Join(from, name), filepath.Join(to, name)))
		}
	}
	for step, want := range []string{was, becomes, becomes, becomes, becomes, becomes, becomes, becomes, becomes, becomes, becomes} {
		data := t.TempDir()
		stage := filepath.Join(data, ".restore")
		old, fresh := filepath.Join(stage, "old"), filepath.Join(stage, "new")
		check(t, os.MkdirAll(old, 0o750))
		for name, content := range map[string]string{"a": "old", "d/b": "old", "gone": "old"} {
			write(data, name, content)
		}
		for name, content := range map[string]string{"a": "new", "d/c": "new", "fresh": "new"} {
			write(fresh, name, content)
		}
		steps := []func(){
			func() { write(stage, "ready", "") },
			func() { move(data, old, "a") }, func() { move(data, old, "d") }, func() { move(data, old, "gone") },
			func() { write(stage, "moved", "") },
			func() { move(fresh, data, "a") }, func() { move(fresh, data, "d") }, func() { move(fresh, data, "fresh") },
			func() { check(t, os.Remove(filepath.Join(stage, "ready"))) },
			func() { check(t, os.Remove(filepath.Join(stage, "moved"))) },
		}
		for _, do := range steps[:step] {
			do()
		}
		for range 2 {
			check(t, backup.Finish(data))
		}
		if got := files(t, data); got != want {
			t.Errorf("a crash before step %d leaves\n%s\nwant\n%s", step, got, want)
		}
		if _, err := os.Lstat(stage); err == nil {
			t.Errorf("a crash before step %d leaves rubbish", step)
		}
	}
}

// TestAFolderInUseIsNotFinished: a start that comes too late changes nothing.
func TestAFolderInUseIsNotFinished(t *testing.T) {
	t.Parallel()
	s := alone(t)
	s.open(t)
	s.write(t, ".restore/ready", "")
	check(t, backup.Finish(s.Data))
	if _, err := os.Stat(filepath.Join(s.Data, "trivium.db")); err != nil {
		t.Error(err)
	}
}

// TestARestoreIntoRedisIsInterrupted: by a program that ends, and by a Redis that dies. The old is there, and a second try does it.
func TestARestoreIntoRedisIsInterrupted(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	from := shared(t, redistest.Start(t, redistest.Options{}))
	tr := from.open(t)
	fill(t, tr)
	was := told(t, tr)
	file, _ := saved(t, from)
	to := shared(t, server)
	tr = to.open(t)
	_, err := tr.store.Put(t.Context(), "games", store.Document{ID: "old", Data: []byte("old")})
	check(t, err)
	tr.close()
	for name, interrupt := range map[string]func(cancel context.CancelFunc){
		"the program ends": func(cancel context.CancelFunc) { cancel() },
		"Redis dies":       func(context.CancelFunc) { server.Kill() },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		broken := to.Place
		broken.Clock = func() time.Time { return time.Now().Add(time.Hour * time.Duration(len(name))) } // names of backups have seconds
		broken.Say = func(format string, _ ...any) {
			if strings.HasPrefix(format, "Restoring") {
				interrupt(cancel)
			}
		}
		if _, _, err = backup.Restore(ctx, file, broken, true); err == nil {
			t.Errorf("%s: restored", name)
		}
		cancel()
		if name == "Redis dies" {
			server.Start()
		}
		list, err := tr.store.List(t.Context(), "games", "", 10)
		if err != nil || len(list) != 1 || list[0].ID != "old" {
			t.Errorf("%s: there is %v, %v", name, list, err)
		}
		check(t, server.Client().Del(t.Context(), "trivium:hold").Err()) // or half a minute
	}
	if _, _, err = backup.Restore(t.Context(), file, to.Place, true); err != nil {
		t.Fatal(err)
	}
	if got := told(t, to.open(t)); got != was {
		t.Errorf("restored:\n%s\nsaved:\n%s", got, was)
	}
	keys, err := server.Client().Keys(t.Context(), "trivium:staged:*").Result()
	if err != nil || len(keys) > 0 {
		t.Errorf("left behind: %q, %v", keys, err)
	}
	if err := server.Client().Get(t.Context(), "trivium:hold").Err(); !errors.Is(err, goredis.Nil) {
		t.Errorf("the hold: %v", err)
	}
	for key, wants := range map[string]bool{
		"trivium:{running}:meta": true, "trivium:{running}:log": true, "trivium:pin:111111": true,
		"trivium:store:{games}:documents": false, "trivium:rooms": false,
	} {
		if left := server.Client().PTTL(t.Context(), key).Val(); (left > 48*time.Hour) != wants || left > 0 && !wants || left == -2 {
			t.Errorf("%s expires in %v", key, left)
		}
	}
}
