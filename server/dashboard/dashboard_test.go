package dashboard

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sync/errgroup"

	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestDashboardOfAnEvening plays games on two servers over one Redis and on one that is alone, with Prometheus looking on. Every query
// of the dashboard must have an answer, every rule must be one that Prometheus can reckon, and no alert may fire that says that
// something is broken.
func TestDashboardOfAnEvening(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	redis := redistest.Start(t, redistest.Options{Fsync: "always"})
	first, second := serve(t, "--redis-url", redis.URL()), serve(t, "--redis-url", redis.URL())
	alone := serve(t)
	secured := serve(t, certified(t)...) // nobody plays there
	prom := startPrometheus(t, []scraped{
		{"trivium", "trivium-1", first.MetricsAddr},
		{"trivium", "trivium-2", second.MetricsAddr},
		{"trivium-school", "school", alone.MetricsAddr},
		{"trivium-pub", "pub", secured.MetricsAddr},
	})
	prom.await("all servers were looked at twice", func() bool {
		return prom.value("sum(count_over_time(up[1m]) >= bool 2)") == 4
	})
	began := time.Now()
	evening(t, first, second, alone)

	to := time.Now().Add(-3 * time.Second) // while the last still played
	drawn := ask(t, prom, readBoard(t), began, to)
	prom.await("each game that is not over has one instance that keeps it", func() bool {
		return prom.value(`max(abs(job:trivium_rooms:max - job:trivium_rooms_led:sum))`) == 0
	})
	judgeRules(t, prom)
	draw(t, browser, drawn, began, to)
}

func serve(t *testing.T, flags ...string) *browsertest.Server {
	t.Helper()
	return browsertest.Serve(t, browsertest.Launch{
		Binary: browsertest.Build(t, "trivium/server", false), Args: func(addr, data string) []string {
			return append([]string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0"}, flags...)
		},
	})
}

// evening plays on all servers at once: short for a test, and for a picture in three waves of which each is larger.
func evening(t *testing.T, servers ...*browsertest.Server) {
	t.Helper()
	waves := []int{30}
	if browsertest.Pictures() {
		waves = []int{60, 150, 300}
	}
	for wave, players := range waves {
		group, ctx := errgroup.WithContext(t.Context())
		for i, server := range servers {
			group.Go(func() error { return play(ctx, server, players/(i+1), uint64(10*wave+i+1)) })
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

func play(ctx context.Context, server *browsertest.Server, players int, seed uint64) error {
	key, err := os.ReadFile(filepath.Join(server.Data(), "host.key"))
	if err != nil {
		return err
	}
	_, err = load.Run(ctx, load.Options{
		URL: server.URL(""), Key: strings.TrimSpace(string(key)), Players: players, Rooms: max(players/20, 1), Questions: 5, Seed: seed,
		ThinkLeast: time.Second, ThinkMost: 5 * time.Second, Limit: 3 * time.Minute,
	})
	return err
}

// shown is a panel with the answers to its queries.
type shown struct {
	panel
	curves []curve
}

// calm are the panels that may be empty while all is well.
func calm(title string) bool {
	return slices.Contains([]string{"Refused, a second", "Errors, a second", "Alerts"}, title)
}

// ask asks all queries of the dashboard.
func ask(t *testing.T, prom *prometheus, b board, from, to time.Time) []shown {
	t.Helper()
	all := make([]shown, 0, len(b.Panels))
	for _, p := range b.Panels {
		s := shown{panel: p}
		for _, target := range p.Targets {
			s.curves = append(s.curves, prom.curves(target, from, to)...)
		}
		if p.Type != "row" && len(s.curves) == 0 && !calm(p.Title) {
			t.Errorf("the panel %q is empty after an evening", p.Title)
		}
		all = append(all, s)
	}
	return all
}

// judgeRules looks at what Prometheus says of each rule. Slowness is no matter here: the machine may be busy.
func judgeRules(t *testing.T, prom *prometheus) {
	t.Helper()
	var data struct {
		Groups []struct {
			Rules []struct{ Name, Type, Health, LastError, State string }
		}
	}
	prom.await("all rules were reckoned", func() bool {
		prom.ask("/api/v1/rules", url.Values{}, &data)
		for _, group := range data.Groups {
			for _, rule := range group.Rules {
				if rule.Health == "unknown" {
					return false
				}
			}
		}
		return true
	})
	broken := []string{
		"TriviumNobodyKeepsARoom", "TriviumRoomsStoodStill", "TriviumInstanceIsDown", "TriviumIsNotSeen", "TriviumDrainDoesNotEnd",
		"TriviumCertificateEndsSoon", "TriviumCertificateEnds", "TriviumInstancesDoNotSeeEachOther", "TriviumWithoutRedis", "TriviumDiskFails", "TriviumRedisHadForgotten",
	}
	rules := map[string]bool{}
	for _, group := range data.Groups {
		for _, rule := range group.Rules {
			rules[rule.Name] = true
			if rule.Health != "ok" {
				t.Errorf("the rule %s is %s: %s", rule.Name, rule.Health, rule.LastError)
			}
			if rule.State == "firing" && slices.Contains(broken, rule.Name) {
				t.Errorf("the alert %s fires after an evening without fault", rule.Name)
			}
		}
	}
	for _, name := range broken {
		if !rules[name] {
			t.Errorf("there is no alert %s", name)
		}
	}
}
