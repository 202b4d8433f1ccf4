package app

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trivium/server/redistest"
)

// monitoring is where rules and dashboards lie.
const monitoring = "../../deploy"

// TestMonitoringAsksForWhatThereIs holds every metric and every label that rules and dashboards ask for against those that a server
// registers, alone or with Redis. An alert on a metric that was renamed would be quiet for ever.
func TestMonitoringAsksForWhatThereIs(t *testing.T) {
	registered := metrics(t, Options{})
	redis := redistest.Start(t, redistest.Options{Fsync: "off"})
	maps.Copy(registered, metrics(t, Options{RedisURL: redis.URL()}))
	recorded := map[string]bool{}
	rules := monitoringFiles(t, "prometheus/rules/*.yaml")
	for _, text := range rules {
		for _, name := range regexp.MustCompile(`record: (\S+)`).FindAllStringSubmatch(text, -1) {
			recorded[name[1]] = true
		}
	}
	// Not ours: of Prometheus, and of its client for the process and the runtime.
	others := regexp.MustCompile(`^(up|ALERTS|process_(start_time_seconds|open_fds|max_fds|cpu_seconds_total|resident_memory_bytes)|go_goroutines)$`)
	asked := 0
	for file, queries := range mergedQueries(t, rules) {
		for _, query := range queries {
			for _, s := range selectors(query) {
				asked++
				switch {
				case others.MatchString(s.metric), recorded[s.metric]:
				case registered[s.base(registered)] == "":
					t.Errorf("%s asks for %s, which no server has", file, s.metric)
				default:
					for _, label := range s.labels {
						if !strings.Contains(registered[s.base(registered)], label) && label != "job" && label != "instance" && label != "le" {
							t.Errorf("%s asks for the label %s of %s, which has none such", file, label, s.metric)
						}
					}
				}
			}
		}
	}
	if asked < 80 {
		t.Errorf("only %d metrics were found in rules and dashboards", asked)
	}
}

// TestAlertsAreExplained holds the alerts against the page that says what to do, and against their tests.
func TestAlertsAreExplained(t *testing.T) {
	anchors := headings(read(t, filepath.Join(guides, "monitoring.md")))
	tests := strings.Join(slices.Collect(maps.Values(monitoringFiles(t, "prometheus/tests/*.yaml"))), "\n")
	alert := regexp.MustCompile(`(?s)alert: (\w+)\n.*?runbook: deploy/docs/monitoring.md#(\w+)`)
	names := map[string]bool{}
	for file, text := range monitoringFiles(t, "prometheus/rules/*.yaml") {
		if strings.Count(text, "- alert: ") != len(alert.FindAllString(text, -1)) {
			t.Errorf("%s has alerts without a runbook", file)
		}
		for _, found := range alert.FindAllStringSubmatch(text, -1) {
			names[found[2]] = true
			if strings.ToLower(found[1]) != found[2] || !slices.Contains(anchors, found[2]) {
				t.Errorf("%s: monitoring.md does not explain %s under its name", file, found[1])
			}
			fires := regexp.MustCompile(`alertname: ` + found[1] + `\n\s+exp_alerts:\n\s+- exp_labels`)
			quiet := regexp.MustCompile(`alertname: ` + found[1] + `\}`)
			if !fires.MatchString(tests) || !quiet.MatchString(tests) {
				t.Errorf("%s: no unit test shows %s both quiet and firing", file, found[1])
			}
		}
	}
	for _, anchor := range anchors {
		if strings.HasPrefix(anchor, "trivium") && !names[anchor] {
			t.Errorf("monitoring.md explains %s, and there is no such alert", anchor)
		}
	}
}

func monitoringFiles(t *testing.T, pattern string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(monitoring, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file is %s (%v)", pattern, err)
	}
	files := map[string]string{}
	for _, path := range paths {
		files[filepath.Base(path)] = read(t, path)
	}
	return files
}

// mergedQueries gives the queries of rules and dashboards by their files.
func mergedQueries(t *testing.T, rules map[string]string) map[string][]string {
	t.Helper()
	queries := map[string][]string{}
	expr := regexp.MustCompile(`(?m)^ +expr: (?:\|\n((?:^ {10,}.*\n)+)|(.*)$)`)
	for file, text := range rules {
		for _, found := range expr.FindAllStringSubmatch(text, -1) {
			queries[file] = append(queries[file], found[1]+found[2])
		}
		if strings.Count(text, " expr: ") != len(queries[file]) {
			t.Errorf("%s: %d queries were found of %d", file, len(queries[file]), strings.Count(text, " expr: "))
		}
	}
	for file, text := range monitoringFiles(t, "grafana/dashboards/*.json") {
		var board struct {
			Panels []struct{ Targets []struct{ Expr string } }
		}
		if err := json.Unmarshal([]byte(text), &board); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, panel := range board.Panels {
			for _, target := range panel.Targets {
				queries[file] = append(queries[file], target.Expr)
			}
		}
	}
	return queries
}

// selector is a metric in a query, with the labels that are asked for in its braces.
type selector struct {
	metric string
	labels []string
}

// base is the name that is registered: histograms are asked for by their parts.
func (s selector) base(registered map[string]string) string {
	for _, part := range []string{"_bucket", "_sum", "_count"} {
		if name, ok := strings.CutSuffix(s.metric, part); ok && strings.HasPrefix(registered[name], "histogram") {
			return name
		}
	}
	return s.metric
}

// selectors finds the metrics in a query: names that are no function, no keyword and no label.
func selectors(query string) []selector {
	query = regexp.MustCompile(`\b(by|on|ignoring|without|group_left|group_right) ?\([^)]*\)`).ReplaceAllString(query, " ")
	quoted := regexp.MustCompile(`"[^"]*"`)
	name := regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_:]*)(\{[^}]*\}|\s*\()?`)
	label := regexp.MustCompile(`([a-z_]+)\s*(?:=~|!~|!=|=)`)
	keywords := []string{"and", "or", "unless", "bool", "offset", "s", "m", "h", "e9", "__rate_interval"}
	var found []selector
	for _, cells := range name.FindAllStringSubmatch(quoted.ReplaceAllString(query, `""`), -1) {
		if strings.HasSuffix(cells[2], "(") || slices.Contains(keywords, cells[1]) {
			continue
		}
		s := selector{metric: cells[1]}
		for _, each := range label.FindAllStringSubmatch(cells[2], -1) {
			s.labels = append(s.labels, each[1])
		}
		found = append(found, s)
	}
	return found
}
