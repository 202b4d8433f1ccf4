package dashboard

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// lookAgain is the pause between two looks at what a process does.
const lookAgain = 100 * time.Millisecond

// scraped is a server that Prometheus looks at.
type scraped struct{ job, instance, address string }

// prometheus is a running process of it.
type prometheus struct {
	t      *testing.T
	url    string
	client *http.Client
}

// startPrometheus runs Prometheus with the rules of deploy/prometheus until the test ends. On a machine without it the test is left
// out, and under CI=true it fails.
func startPrometheus(t *testing.T, servers []scraped) *prometheus {
	t.Helper()
	program, err := exec.LookPath("prometheus")
	if err != nil {
		const words = "prometheus is needed for this test: install the package prometheus"
		if os.Getenv("CI") == "true" {
			t.Fatal(words)
		}
		t.Skip(words) //nolint:forbidigo // never in CI; make test names what is missing in its last line
	}
	folder, address := t.TempDir(), spareAddress(t)
	config := filepath.Join(folder, "prometheus.yaml")
	if err := os.WriteFile(config, configuration(t, servers), 0o600); err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	// Not bound to the test's context, which ends before the clean-ups.
	cmd := exec.Command(program, "--config.file="+config, "--storage.tsdb.path="+filepath.Join(folder, "data"), //nolint:noctx // see above
		"--web.listen-address="+address, "--log.level=warn")
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("output of prometheus:\n%s", output.String())
		}
	})
	p := &prometheus{t: t, url: "http://" + address, client: &http.Client{Transport: transport, Timeout: 30 * time.Second}}
	p.await("prometheus is ready", func() bool {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/-/ready", nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := p.client.Do(request)
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
	return p
}

// configuration is that of deploy/prometheus with other targets, looked at every second.
func configuration(t *testing.T, servers []scraped) []byte {
	t.Helper()
	rules, err := filepath.Abs("../../deploy/prometheus/rules")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\nrule_files: [%q]\nscrape_configs:\n", rules+"/*.yaml")
	for i, s := range servers {
		fmt.Fprintf(&b, "  - job_name: target-%d\n    static_configs: [{targets: [%q], labels: {job: %q, instance: %q}}]\n",
			i, s.address, s.job, s.instance)
	}
	return b.Bytes()
}

func spareAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// await looks again and again until something holds.
func (p *prometheus) await(what string, holds func() bool) {
	p.t.Helper()
	limit := time.After(time.Minute)
	for !holds() {
		select {
		case <-time.After(lookAgain):
		case <-limit:
			p.t.Fatalf("not within a minute: %s", what)
		case <-p.t.Context().Done():
			p.t.Fatalf("the test ended before this: %s", what)
		}
	}
}

// ask asks the API and decodes its data.
func (p *prometheus) ask(path string, query url.Values, data any) {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.url+path+"?"+query.Encode(), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	answer, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var body struct {
		Status, Error string
		Data          json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
		p.t.Fatalf("%s: %v", path, err)
	}
	if body.Status != "success" {
		p.t.Fatalf("%s %s: %s", path, query.Get("query"), body.Error)
	}
	if err := json.Unmarshal(body.Data, data); err != nil {
		p.t.Fatalf("%s: %v", path, err)
	}
}

// curve is one series of an answer.
type curve struct {
	name   string
	points []point
}

type point struct{ at, value float64 }

// last is the newest value.
func (c curve) last() float64 { return c.points[len(c.points)-1].value }

// peak is the largest value.
func (c curve) peak() float64 {
	return slices.MaxFunc(c.points, func(a, b point) int { return cmp.Compare(a.value, b.value) }).value
}

// value asks for one number now; it is not a number if there is none.
func (p *prometheus) value(query string) float64 {
	p.t.Helper()
	now := time.Now()
	found := p.curves(target{Expr: query}, now, now)
	if len(found) != 1 {
		return math.NaN()
	}
	return found[0].last()
}

// curves asks a target's query over a time, one point a second.
func (p *prometheus) curves(t target, from, to time.Time) []curve {
	p.t.Helper()
	var data struct {
		Result []struct {
			Metric map[string]string
			Values [][2]any
		}
	}
	seconds := func(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }
	p.ask("/api/v1/query_range", url.Values{"query": {t.asked()}, "start": {seconds(from)}, "end": {seconds(to)}, "step": {"1"}}, &data)
	found := make([]curve, 0, len(data.Result))
	for _, result := range data.Result {
		c := curve{name: legend(t.Legend, result.Metric)}
		for _, pair := range result.Values {
			at, _ := pair[0].(float64)
			text, _ := pair[1].(string)
			value, err := strconv.ParseFloat(text, 64)
			if err == nil && !math.IsNaN(value) && !math.IsInf(value, 0) {
				c.points = append(c.points, point{at, value})
			}
		}
		if len(c.points) > 0 {
			found = append(found, c)
		}
	}
	return found
}

// legend fills in a legend's labels.
func legend(format string, labels map[string]string) string {
	for name, value := range labels {
		format = strings.ReplaceAll(format, "{{"+name+"}}", value)
	}
	return format
}
