package nemesis

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/redistest"
)

// hostKey is the key of the host on all instances.
const hostKey = "0123456789abcdef0123456789abcdef"

// cluster is instances of the real server behind a balancer, and the Redis that they share.
type cluster struct {
	t         testing.TB
	redis     *redistest.Server // nil: one instance alone, on a file
	balancer  *balancer
	instances []*instance
}

// instance is one process with the links to and from it.
type instance struct {
	*browsertest.Server
	front *link // from the balancer
	redis *link // to Redis; nil without
}

// alone starts one instance on a file.
func alone(t testing.TB, race bool) *cluster {
	t.Helper()
	c := &cluster{t: t, balancer: newBalancer(t)}
	c.add(race)
	return c
}

// together starts instances that share a Redis whose every write is on the disk before it is acknowledged: it is killed too.
func together(t testing.TB, instances int, race bool) *cluster {
	t.Helper()
	c := &cluster{t: t, redis: redistest.Start(t, redistest.Options{Fsync: "always"}), balancer: newBalancer(t)}
	for range instances {
		c.add(race)
	}
	return c
}

// add starts one more instance.
func (c *cluster) add(race bool) {
	c.t.Helper()
	data := filepath.Join(c.t.TempDir(), "data")
	pack, err := os.ReadFile("testdata/nemesis.yaml")
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(data, "packs"), 0o750); err != nil {
		c.t.Fatal(err)
	}
	for file, text := range map[string][]byte{"packs/nemesis.yaml": pack, "host.key": []byte(hostKey + "\n")} {
		if err := os.WriteFile(filepath.Join(data, file), text, 0o600); err != nil {
			c.t.Fatal(err)
		}
	}
	one := &instance{}
	flags := []string{"serve", "--no-open", "--metrics-addr", "127.0.0.1:0", "--url", c.url()}
	if c.redis != nil {
		one.redis = newLink(c.t, to(c.redis.Addr()))
		flags = append(flags, "--redis-url", "redis://"+one.redis.addr()+"/0")
	}
	one.Server = browsertest.Serve(c.t, browsertest.Launch{
		Binary: browsertest.Build(c.t, "trivium/server", race), Data: data,
		Args: func(addr, data string) []string {
			return append(slices.Clip(flags), "--addr", addr, "--data", data)
		},
	})
	one.front = newLink(c.t, to(one.Addr))
	c.balancer.add(c.t, one.front.addr())
	c.instances = append(c.instances, one)
}

// url is where people go.
func (c *cluster) url() string { return "http://" + c.balancer.addr() }

// api speaks to whichever instance has its turn.
func (c *cluster) api() load.API {
	return load.API{URL: c.url(), Key: hostKey, Client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
}

// results gives the result of a game as each instance serves it.
func (c *cluster) results(ctx context.Context, path string) ([][]byte, error) {
	var all [][]byte
	for _, one := range c.instances {
		api := c.api()
		api.URL = one.URL("")
		served, err := api.Get(ctx, path+".csv")
		if err != nil {
			return nil, err
		}
		all = append(all, served)
	}
	return all, nil
}

// signal sends a signal that browsertest has no word for.
func (one *instance) signal(s syscall.Signal) { _ = syscall.Kill(one.PID, s) }

// leader gives the number of the instance that keeps a room's time; -1 if none says so.
func (c *cluster) leader(ctx context.Context) int {
	led := regexp.MustCompile(`(?m)^trivium_rooms_led [1-9]`)
	for i, one := range c.instances {
		if text, err := fetch(ctx, "http://"+one.MetricsAddr+"/metrics"); err == nil && led.Match(text) {
			return i
		}
	}
	return -1
}

// fetch gets a page quickly or not at all.
func fetch(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	return io.ReadAll(response.Body)
}
