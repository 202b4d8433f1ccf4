package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/collectors/version"

	"trivium/server/api"
	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/certificate"
	"trivium/server/feed"
	"trivium/server/games"
	"trivium/server/gateway"
	"trivium/server/hosts"
	"trivium/server/leagues"
	"trivium/server/ledger"
	"trivium/server/marks"
	"trivium/server/practice"
	"trivium/server/redislink"
	"trivium/server/room"
	"trivium/server/search"
	"trivium/server/shares"
	"trivium/server/site"
	"trivium/server/store"
	"trivium/server/study"
	"trivium/web"
)

// stopTime is how long a clean stop may take, so that SIGTERM ends within ten seconds.
const stopTime = 8 * time.Second

// Run serves until the context ends, then stops cleanly.
func Run(ctx context.Context, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	a := &app{options: o, given: o, level: new(slog.LevelVar), registry: prometheus.NewRegistry()}
	a.level.Set(o.level())
	a.log = o.logger(a.level)
	redislink.LogTo(a.log)
	err := a.start(ctx)
	if err == nil {
		err = a.wait(ctx)
	}
	return errors.Join(err, a.stop())
}

// app is a running server. What was started is stopped in the opposite order.
type app struct {
	options  Options
	given    Options // as they were set; options have what came of them
	log      *slog.Logger
	level    *slog.LevelVar
	registry *prometheus.Registry
	failed   chan error
	cleanups []cleanup

	ledger    ledger.Ledger
	store     store.Store
	bank      *bank.Bank
	rooms     *room.Registry
	games     *games.Games
	archive   *archive.Archive
	hosts     *hosts.Service
	shares    *shares.Service
	study     *study.Service
	marks     *marks.Service
	search    *search.Index
	boards    *boards.Service
	leagues   *leagues.Service
	feed      *feed.Feed
	practice  *practice.Players
	gateway   *gateway.Gateway
	addresses *api.Addresses
	listener  net.Listener
	tls       secured
	assets    *web.Assets
	site      *site.Site
	key       string
	redis     *redislink.Pulse // nil for a server that is alone

	certificates *certificate.Metrics
}

type cleanup struct {
	name string
	stop func(context.Context) error
}

func (a *app) onStop(name string, stop func(context.Context) error) {
	a.cleanups = append(a.cleanups, cleanup{name, stop})
}

func (a *app) start(ctx context.Context) error {
	a.failed = make(chan error, 4)
	a.registry.MustRegister(collectors.NewGoCollector(), version.NewCollector("trivium"),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, step := range []func(context.Context) error{
		a.openData, a.openHosts, a.bind, a.openBank, a.openSearch, a.openClient, a.openRooms, a.openGateway, a.openSite, a.listen, a.listenMetrics, a.announce,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// openRooms resumes the games that were running, so that their time goes on.
func (a *app) openRooms(ctx context.Context) error {
	a.rooms = room.NewRegistry(room.Options{
		Ledger: a.ledger, Logger: a.log, Metrics: room.NewMetrics(a.registry), Remember: a.options.RedisURL != "",
		RestAfter: a.options.RestAfter,
	})
	a.onStop("rooms", func(context.Context) error { a.rooms.Close(); return nil })
	a.games = games.New(games.Options{
		Rooms: a.rooms, Ledger: a.ledger, Store: a.store, Bank: a.bank, Secret: []byte(a.key), Logger: a.log, Clock: time.Now,
		Leagues: a.mayName, Played: a.notePlayed,
	})
	a.openLeagues()
	a.openStudy()
	a.openFeed()
	a.openArchive()
	a.rooms.OnOpen(func(r *room.Room) {
		a.games.Follow(r)
		a.feed.Follow(string(r.ID()), r)
	})
	if err := a.rooms.Adopt(ctx); err != nil {
		a.log.Error("a room could not be resumed", "error", err)
	}
	a.feedGames()
	a.keepRooms()
	a.practice = practice.New()
	a.onStop("practice players", func(context.Context) error { a.practice.Close(); return nil })
	return nil
}

func (a *app) openGateway(context.Context) error {
	proxies, err := a.options.proxies()
	if err != nil {
		return err
	}
	a.gateway, err = gateway.New(gateway.Options{
		Rooms: rooms{a.rooms}, Hooks: a.hooks(), Instance: a.ledger.Instance(), Logger: a.log, Registerer: a.registry,
		AllowedOrigins: a.options.origins(), AllowNoOrigin: true, TrustedProxies: proxies,
	})
	if err != nil {
		return err
	}
	a.onStop("gateway", func(ctx context.Context) error {
		if err := a.handOver(ctx); err != nil { // the others take over a little later, then
			a.log.Warn("the rooms were not handed over", "error", err)
		}
		drain, cancel := context.WithTimeout(ctx, 3*time.Second)
		defer cancel()
		_ = a.gateway.Drain(drain) // whoever is left is told by Close
		a.gateway.Close()
		return nil
	})
	return nil
}

// openClient builds the browser client, which takes a second or more at the first start: before the rooms, whose time would go on
// with nobody able to come back.
func (a *app) openClient(context.Context) error {
	if a.assets != nil { // a test builds it once for all its servers
		return nil
	}
	var err error
	a.assets, err = web.New(web.Options{Dev: a.options.Dev, Cache: a.options.cache()})
	return err
}

// wait reads settings again when it is told to, and returns when the context ends, or when a listener failed.
func (a *app) wait(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			a.say("\nStopping. Games go on where they are at the next start.\n")
			return nil
		case err := <-a.failed:
			return err
		case <-a.options.Hangups:
			a.reload(ctx)
		}
	}
}

// stop ends everything in the opposite order of its start.
func (a *app) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	var errs []error
	for _, c := range slices.Backward(a.cleanups) {
		if err := c.stop(ctx); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", c.name, err))
		}
	}
	return errors.Join(errs...)
}
