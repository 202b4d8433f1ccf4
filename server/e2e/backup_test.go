package e2e

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/ledger/sqlite"
	"trivium/server/load"
	"trivium/server/redistest"
	"trivium/server/wire"
)

// evening is a game that is saved in mid-question and goes on from the backup.
type evening struct {
	t       *testing.T
	ctx     context.Context //nolint:containedctx // one test's life
	opened  load.Game
	apis    []load.API
	host    *load.Host
	players []*load.Player
	ends    []<-chan struct{}
	all     *people
	lives   uint64

	mu    sync.Mutex
	acked map[int]wire.Ack // what was acknowledged in the first question, by player; guarded by mu
	more  chan struct{}    // hears of each ack
}

const guests = 40

// come lets everybody come to the instances in turn, the same people each time.
func (e *evening) come(apis ...load.API) {
	e.t.Helper()
	e.apis, e.players, e.ends = apis, nil, nil
	e.lives++ // another page of the host counts its commands anew
	e.mu.Lock()
	e.acked = map[int]wire.Ack{}
	e.mu.Unlock()
	e.all = gather(e.ctx, e.t)
	a := apis[0]
	e.host = load.NewHost(load.HostOptions{URL: a.URL, PIN: e.opened.PIN, Token: e.opened.Token, Client: a.Client, Seed: e.lives})
	e.all.run(e.host.Run)
	for i := range guests {
		at := apis[i%len(apis)]
		player := load.NewPlayer(load.PlayerOptions{
			URL: at.URL, PIN: e.opened.PIN, Name: fmt.Sprintf("Cat %d", i+1), Seed: uint64(i + 1), Client: at.Client, Proof: fmt.Sprintf("%032x", i+1),
			ThinkLeast: time.Duration(i) * 20 * time.Millisecond, ThinkMost: time.Duration(i)*20*time.Millisecond + 100*time.Millisecond,
			Silent: func(showing int) bool { return showing == 0 && i == guests-1 }, // so that the first question waits for the host
			OnAck: func(ack wire.Ack, _ time.Duration) {
				e.mu.Lock()
				defer e.mu.Unlock()
				if ack.Showing == 0 {
					e.acked[i] = ack
				}
				select {
				case e.more <- struct{}{}:
				default:
				}
			},
		})
		e.players = append(e.players, player)
		e.ends = append(e.ends, e.all.run(player.Run))
	}
}

// begin plays until some have answered the first question and others have not.
func (e *evening) begin(apis ...load.API) {
	e.t.Helper()
	e.opened = open(e.ctx, e.t, apis[0])
	e.come(apis...)
	view := e.await("everybody in the lobby", func(v game.View) bool { return v.Lobby != nil && v.Lobby.Players == guests })
	for view.Phase != game.Open {
		check(e.t, e.host.Next(e.ctx, view))
		turn := view.Turn
		view = e.await("the next phase", func(v game.View) bool { return v.Turn > turn })
	}
	for len(e.standing()) < 8 {
		await(e.ctx, e.t, "answers come in", e.more)
	}
}

// standing gives what was acknowledged in the first question so far.
func (e *evening) standing() map[int]wire.Ack {
	e.mu.Lock()
	defer e.mu.Unlock()
	return maps.Clone(e.acked)
}

func (e *evening) await(what string, holds func(game.View) bool) game.View {
	e.t.Helper()
	view, err := e.host.Await(e.ctx, what, holds)
	check(e.t, err)
	return view
}

// end plays to the end and gives the result.
func (e *evening) end() (table string) {
	e.t.Helper()
	view := e.await("the first question", func(v game.View) bool { return v.Phase == game.Open })
	for len(e.standing()) < guests-1 {
		await(e.ctx, e.t, "all but one have answered, or are told that they have", e.more)
	}
	check(e.t, e.host.Next(e.ctx, view))
	for view.Phase != game.Over {
		if view.Phase != game.Open && view.Phase != game.Close {
			check(e.t, e.host.Next(e.ctx, view))
		}
		turn := view.Turn
		view = e.await("the phase after "+string(view.Phase), func(v game.View) bool { return v.Turn > turn })
	}
	for _, ended := range e.ends {
		await(e.ctx, e.t, "everybody hears of the end", ended)
	}
	data, err := e.apis[0].Get(e.ctx, e.opened.Result+".csv")
	check(e.t, err)
	return string(data)
}

// checkAcked finds what was acknowledged before the backup began in the restored ledger.
func (e *evening) checkAcked(l ledger.Ledger, before map[int]wire.Ack) {
	e.t.Helper()
	entries, err := l.Entries(e.ctx, e.room(), ledger.Slot(game.AnswerSlot(0)), 0)
	check(e.t, err)
	for i, ack := range before {
		at := slices.IndexFunc(entries, func(entry ledger.Entry) bool { return entry.Key == strconv.Itoa(int(e.players[i].Seat())) })
		if at < 0 {
			e.t.Errorf("player %d was acknowledged before the backup began, and the answer is not there", i)
			continue
		}
		stands, err := game.DecodeEntry[game.AnswerEntry](entries[at].Data)
		if err != nil || !slices.Equal(stands.Pick, ack.Pick) {
			e.t.Errorf("player %d: acknowledged %v, restored %v (%v)", i, ack.Pick, stands.Pick, err)
		}
	}
}

func (e *evening) room() ledger.RoomID {
	return ledger.RoomID(strings.TrimPrefix(e.opened.Result, "/r/"))
}

func newEvening(t *testing.T) *evening {
	t.Helper()
	return &evening{t: t, ctx: within(t, 2*time.Minute), more: make(chan struct{}, 1)}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// command runs a command that must go well.
func command(t *testing.T, args ...string) (printed string) {
	t.Helper()
	status, printed := runToEnd(t, binary(t, quick), args...)
	if status != 0 {
		t.Fatalf("trivium %v: status %d, printed:\n%s", args, status, printed)
	}
	return printed
}

// says demands words in what a command printed.
func says(t *testing.T, printed string, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(printed, want) {
			t.Errorf("%q is not in what it printed:\n%s", want, printed)
		}
	}
}

// instance starts a server on a folder.
func instance(t *testing.T, data string, flags ...string) *browsertest.Server {
	t.Helper()
	return browsertest.Serve(t, browsertest.Launch{
		Binary: binary(t, quick), Data: data, Args: func(addr, data string) []string {
			return append([]string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0"}, flags...)
		},
	})
}

// TestAGameGoesOnFromABackup saves a game in the middle of a question, while answers come in, kills the server, restores into
// another folder, and plays to the end there.
func TestAGameGoesOnFromABackup(t *testing.T) {
	e := newEvening(t)
	server, a := serve(t, quick)
	e.begin(a)
	file, data := filepath.Join(t.TempDir(), "backup.tar.gz"), filepath.Join(t.TempDir(), "data")
	before := e.standing()
	printed := command(t, "backup", "--data", server.Data(), file)
	says(t, printed, "1 game (1 running)", "1 pack of your own", file, "mode 0600", "schema 1")
	during := len(e.standing())
	server.Kill()
	e.all.leave()
	e.all.wait.Wait()
	if len(before) >= guests-1 {
		t.Error("all had answered when the backup began, so it proves nothing")
	}
	t.Logf("%d answers before the backup, %d when it had ended", len(before), during)

	printed = command(t, "restore", file, "--data", data)
	says(t, printed, "1 game (1 running)", "as of")
	again := instance(t, data)
	e.come(api(t, again))
	table := e.end()
	e.all.leave()
	if status := again.Stop(); status != 0 {
		t.Errorf("stopped with status %d", status)
	}
	compare(e.ctx, t, data, e.room(), e.players, table)
	stored, err := sqlite.Open(filepath.Join(data, "trivium.db"), sqlite.Options{})
	check(t, err)
	defer func() { _ = stored.Close() }()
	e.checkAcked(stored, before)
}

// TestAGameOnRedisGoesOnFromABackup does the same with two instances over a Redis, which are killed with it.
func TestAGameOnRedisGoesOnFromABackup(t *testing.T) {
	e := newEvening(t)
	redis := redistest.Start(t, redistest.Options{})
	flags := []string{"--redis-url", redis.URL()}
	one, a := serve(t, quick, flags...)
	two := instance(t, filepath.Join(t.TempDir(), "data"), flags...)
	e.begin(a, api(t, two))
	file := filepath.Join(t.TempDir(), "backup.tar.gz")
	before := e.standing()
	says(t, command(t, "backup", "--redis-url", redis.URL(), "--data", one.Data(), file), "1 game (1 running)", "1 pack of your own", file)
	status, printed := runToEnd(t, binary(t, quick), "restore", file, "--redis-url", redis.URL(), "--data", t.TempDir(), "--force")
	if status != 1 || !strings.Contains(printed, "2 instances on this Redis") {
		t.Errorf("restore while instances run: status %d, printed:\n%s", status, printed)
	}
	one.Kill()
	two.Kill()
	redis.Kill()
	silence, end := context.WithTimeout(e.ctx, 2*time.Second) // more than the least that is taken for one
	defer end()
	e.all.leave()
	e.all.wait.Wait()
	if len(before) >= guests-1 {
		t.Error("all had answered when the backup began, so it proves nothing")
	}

	other := redistest.Start(t, redistest.Options{})
	flags = []string{"--redis-url", other.URL()}
	data := filepath.Join(t.TempDir(), "data")
	says(t, command(t, "restore", file, "--redis-url", other.URL(), "--data", data), "1 game (1 running)")
	await(e.ctx, t, "nobody lives for a while", silence.Done())
	one, two = instance(t, data, flags...), instance(t, filepath.Join(t.TempDir(), "data"), flags...)
	e.come(api(t, one), api(t, two))
	table := e.end()
	e.all.leave()
	if status := two.Stop(); status != 0 {
		t.Errorf("stopped with status %d", status)
	}
	stored, err := ledgerredis.New(e.ctx, ledgerredis.Options{Client: other.Client()})
	check(t, err)
	defer func() { _ = stored.Close() }()
	e.checkAcked(stored, before)
	state, _, gone := fold(e.ctx, t, stored, e.room())
	if len(gone) == 0 {
		t.Error("nobody noticed the time in which no instance lived")
	}
	if got, want := tableOf(t, table), rowsOf(state); !slices.Equal(got, want) {
		t.Errorf("served table:\n%v\nthe fold gives:\n%v", got, want)
	}
}

// TestTheBackupCommands are what a person may do with them, and what they are told.
func TestTheBackupCommands(t *testing.T) {
	server, _ := serve(t, quick)
	folder := t.TempDir()
	file := filepath.Join(folder, "backup.tar.gz")
	command(t, "backup", "--data", server.Data(), file)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	whole, err := os.ReadFile(file)
	check(t, err)
	part := filepath.Join(folder, "part.tar.gz")
	check(t, os.WriteFile(part, whole[:len(whole)/2], 0o600))
	there, empty := t.TempDir(), t.TempDir()
	check(t, os.WriteFile(filepath.Join(there, "trivium.db"), []byte("x"), 0o600))
	for name, c := range map[string]struct {
		args  []string
		words string
	}{
		"a folder without data":        {[]string{"backup", "--data", empty}, "name the server's data folder"},
		"no folder":                    {[]string{"backup", "--data", filepath.Join(empty, "none")}, "name it with --data"},
		"a file that is there":         {[]string{"backup", "--data", server.Data(), file}, "is there already"},
		"a folder that is not there":   {[]string{"backup", "--data", server.Data(), filepath.Join(empty, "none", "b")}, "no such file"},
		"a disk that is full":          {[]string{"backup", "--data", server.Data(), filepath.Join("/dev/full", "b")}, "not a directory"},
		"half a backup":                {[]string{"restore", part, "--data", empty}, "not a whole backup"},
		"no backup":                    {[]string{"restore", filepath.Join(server.Data(), "host.key"), "--data", empty}, "not a whole backup"},
		"a server that runs":           {[]string{"restore", file, "--data", server.Data(), "--force"}, "stop it first"},
		"a folder with data":           {[]string{"restore", file, "--data", there}, "--force"},
		"a Redis that is none":         {[]string{"restore", file, "--data", empty, "--redis-url", "redis://127.0.0.1:1"}, "nothing listens there"},
		"a backup that is not there":   {[]string{"restore", filepath.Join(empty, "none"), "--data", empty}, "no such file"},
		"a restore without a backup":   {[]string{"restore"}, "FILE"},
		"a restore into what is no DB": {[]string{"restore", file, "--data", there, "--force"}, "not touched"},
	} {
		status, printed := runToEnd(t, binary(t, quick), c.args...)
		if status == 0 || !strings.Contains(strings.ToLower(printed), strings.ToLower(c.words)) || strings.Contains(printed, "goroutine ") {
			t.Errorf("%s: status %d, printed:\n%s", name, status, printed)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
