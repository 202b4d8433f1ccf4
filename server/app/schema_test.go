package app

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/backup"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/load"
	"trivium/server/redistest"
	"trivium/server/room"
	"trivium/server/schema"
)

// freeze is the folder into which today's schema is frozen: go test ./server/app -run TestFreeze -freeze testdata.
var freeze = flag.String("freeze", "", "folder to freeze the schema of this version into")

// place is where a server of a test keeps its data.
func (i instance) place(redis *redistest.Server) backup.Place {
	p := backup.Place{Data: i.options.Data, Schema: schema.Steps().Current(), Version: "test", Clock: time.Now}
	if redis != nil {
		p.Redis = redis.Client()
	}
	return p
}

// TestFreeze plays a little on a server, saves it, and opens what was saved as if an earlier version had made it. With -freeze
// both stay in a folder, as the schema of a release.
func TestFreeze(t *testing.T) {
	folder := *freeze
	if folder == "" {
		folder = t.TempDir()
	}
	for _, body := range []string{backup.SQLite, backup.Redis} {
		t.Run(body, func(t *testing.T) {
			var redis *redistest.Server
			o := Options{Data: t.TempDir()}
			if body == backup.Redis {
				redis = redistest.Start(t, redistest.Options{})
				o.RedisURL = redis.URL()
			}
			i := launchWith(t, o, newBrowser(t))
			told, err := json.MarshalIndent(playFrozen(t, i), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(folder, fmt.Sprintf("schema-%d-%s", schema.Steps().Current(), body))
			if _, _, err := backup.SaveTo(t.Context(), name+".tar.gz", i.place(redis)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name+".json", append(told, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
			opens(t, name)
		})
	}
}

// TestEverySchemaOpens restores what each released schema was frozen as, starts on it, and finds everything.
func TestEverySchemaOpens(t *testing.T) {
	files, err := filepath.Glob("testdata/schema-*.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	for number := 1; number <= schema.Steps().Current(); number++ {
		for _, body := range []string{backup.SQLite, backup.Redis} {
			if want := fmt.Sprintf("testdata/schema-%d-%s.tar.gz", number, body); !slices.Contains(files, want) {
				t.Errorf("the schema %d is not frozen: there is no %s", number, want)
			}
		}
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".tar.gz")
		t.Run(filepath.Base(name), func(t *testing.T) { opens(t, name) })
	}
}

// restored restores a frozen schema to a place of its own.
func restored(t *testing.T, name string) (o Options, redis *redistest.Server) {
	t.Helper()
	o = Options{Data: t.TempDir()}
	if strings.HasSuffix(name, backup.Redis) {
		redis = redistest.Start(t, redistest.Options{})
		o.RedisURL = redis.URL()
	}
	i := instance{app: &app{options: o}}
	if _, _, err := backup.Restore(t.Context(), name+".tar.gz", i.place(redis), false); err != nil {
		t.Fatal(err)
	}
	return o, redis
}

// opens restores a frozen schema and finds everything.
func opens(t *testing.T, name string) {
	t.Helper()
	told, err := os.ReadFile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	f := decodeFrozen(t, told)
	outlives(t, name, f)
	o, _ := restored(t, name)
	i := launchWith(t, o, newBrowser(t))
	i.finds(f)
	i.plays(f)
}

// outlives: a game that runs goes on a year after it was saved, too.
func outlives(t *testing.T, name string, f frozen) {
	t.Helper()
	const year = 365 * 24 * time.Hour
	o, redis := restored(t, name)
	var l ledger.Ledger
	var err error
	if redis != nil {
		l, err = ledgerredis.New(t.Context(), ledgerredis.Options{Client: redis.Client(), Shift: func() time.Duration { return year }})
	} else {
		l, err = ledgersqlite.Open(filepath.Join(o.Data, "trivium.db"), ledgersqlite.Options{Clock: func() time.Time { return time.Now().Add(year) }})
	}
	if err != nil {
		t.Fatal(err)
	}
	rooms := room.NewRegistry(room.Options{Ledger: l})
	defer func() { rooms.Close(); _ = l.Close() }()
	if err := rooms.Adopt(t.Context()); err != nil {
		t.Fatal(err)
	}
	opened, err := rooms.Open(t.Context(), f.PIN)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 5*time.Second, "the time between is nobody's", func() bool {
		state, _ := opened.Now()
		return len(state.Showings) == 1 && len(state.Showings[0].Stops) > 0
	})
	state, _ := opened.Now()
	if state.Phase != game.Open || len(state.Seats) != f.Players {
		t.Errorf("the running game is in phase %s, with %d players", state.Phase, len(state.Seats))
	}
}

// finds looks for what is told.
func (i instance) finds(f frozen) {
	i.t.Helper()
	if i.key != f.Key {
		i.t.Errorf("the key is %q, want %q", i.key, f.Key)
	}
	if got := tableOf(i.must(http.MethodGet, "/r/"+f.Over+".csv", "")); got == "" || got != f.Table {
		i.t.Errorf("the result is\n%s\nwant\n%s", got, f.Table)
	}
	if _, known := i.bank.Pack(f.Pack); !known {
		i.t.Errorf("the pack %s is not in the bank", f.Pack)
	}
	games, err := i.store.List(i.t.Context(), "games", "", 10)
	if err != nil || len(games) != 2 {
		i.t.Errorf("%d games, %v", len(games), err)
	}
	if time.Now().Before(f.Until) {
		request, err := http.NewRequestWithContext(i.t.Context(), http.MethodGet, "http://"+i.options.Addr+"/api/packs", nil)
		if err != nil {
			i.t.Fatal(err)
		}
		request.Header.Set("Cookie", f.Cookie)
		response, err := i.browser.Do(request)
		if err != nil {
			i.t.Fatal(err)
		}
		if _ = response.Body.Close(); response.StatusCode != http.StatusOK {
			i.t.Errorf("who was signed in is told %s", response.Status)
		}
	}
}

// plays plays the running game to its end, with the same people.
func (i instance) plays(f frozen) {
	i.t.Helper()
	entries, err := i.ledger.Entries(i.t.Context(), ledger.RoomID(f.Running), ledger.Slot(game.AnswerSlot(0)), 0)
	if err != nil || len(entries) != 1 {
		i.t.Fatalf("%d answers, %v", len(entries), err)
	}
	stands, err := game.DecodeEntry[game.AnswerEntry](entries[0].Data)
	if err != nil || !slices.Equal(stands.Pick, f.Pick) {
		i.t.Errorf("the answer is %v, want %v (%v)", stands.Pick, f.Pick, err)
	}
	g := newFrozenGame(i.t, i, load.Game{PIN: f.PIN, Token: f.Token})
	g.play(func(v game.View) bool { return v.Phase == game.Over }, f.Players, nil)
	state, err := i.archive.State(i.t.Context(), f.Running)
	if err != nil {
		i.t.Fatal(err)
	}
	if len(state.Seats) != f.Players || len(state.Showings) != 2 {
		i.t.Errorf("at the end there are %d players and %d questions", len(state.Seats), len(state.Showings))
	}
	seat, _ := strconv.Atoi(entries[0].Key)
	if own := game.OwnOf(state, game.Seat(seat)); own.Name != "Cat 1" {
		i.t.Errorf("the player who has answered is %q", own.Name)
	}
}
