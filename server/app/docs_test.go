package app

import (
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors/version"
	"go.uber.org/goleak"

	"trivium/questions/pack"
	"trivium/server/redistest"
	"trivium/server/socket"
)

// guides is where the documents lie.
const guides = "../../deploy/docs"

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestMetricsPage holds the page of metrics against what the server registers: names, types and labels, both ways.
func TestMetricsPage(t *testing.T) {
	registered := metrics(t, Options{})
	redis := redistest.Start(t, redistest.Options{Fsync: "off"})
	maps.Copy(registered, metrics(t, Options{RedisURL: redis.URL()})) // who is alone has a file, who shares has Redis
	written := map[string]string{}
	line := regexp.MustCompile("(?m)^\\| `(trivium_[a-z_]+)` \\| (\\w+) \\| ([^|]*)\\| [^|]{5,} \\|$")
	for _, cells := range line.FindAllStringSubmatch(read(t, filepath.Join(guides, "metrics.md")), -1) {
		labels := regexp.MustCompile("[a-z_]+").FindAllString(cells[3], -1)
		slices.Sort(labels)
		written[cells[1]] = fmt.Sprint(cells[2], " ", labels)
	}
	for name, want := range registered {
		if written[name] != want {
			t.Errorf("metrics.md says of %s: %q; the server registers %q", name, written[name], want)
		}
	}
	for name := range written {
		if registered[name] == "" {
			t.Errorf("metrics.md tells of %s, which no server has", name)
		}
	}
}

// metrics gives the type and the labels of all metrics of ours by their names.
func metrics(t *testing.T, o Options) map[string]string {
	t.Helper()
	o.Data, o.Out, o.Err = t.TempDir(), io.Discard, io.Discard
	before := goleak.IgnoreCurrent() // of the server that a test started first
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
	a := &app{
		options:  o,
		log:      slog.New(slog.DiscardHandler),
		registry: prometheus.NewRegistry(),
	}
	t.Cleanup(func() {
		if err := a.stop(); err != nil {
			t.Error(err)
		}
	})
	a.registry.MustRegister(version.NewCollector("trivium")) // as start does
	for _, step := range []func() error{
		func() error { return a.secure(t.Context(), "0") },
		func() error { return a.openData(t.Context()) }, func() error { return a.openBank(t.Context()) },
		func() error { return a.openSearch(t.Context()) },
		func() error { return a.openRooms(t.Context()) }, func() error { return a.openGateway(t.Context()) },
		func() error { return a.openSite(t.Context()) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string]string{}
	for name, labels := range described(a.registry) {
		kind := "gauge" // of those that have no value yet, which do not say
		if strings.HasSuffix(name, "_total") {
			kind = "counter"
		}
		found[name] = fmt.Sprint(kind, " ", labels)
	}
	families, err := a.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if _, ours := found[family.GetName()]; ours {
			found[family.GetName()] = fmt.Sprint(strings.ToLower(family.GetType().String()), " ", described(a.registry)[family.GetName()])
		}
	}
	if len(found) < 20 {
		t.Fatalf("only %d metrics were found: %v", len(found), found)
	}
	return found
}

// described gives the sorted labels of all metrics of ours, those without a value included.
func described(registry *prometheus.Registry) map[string][]string {
	descriptions := make(chan *prometheus.Desc)
	go func() {
		registry.Describe(descriptions)
		close(descriptions)
	}()
	shape := regexp.MustCompile(`fqName: "(trivium_[a-z_]+)".*constLabels: \{(.*)\}, variableLabels: \{(.*)\}`)
	found := map[string][]string{}
	for description := range descriptions {
		cells := shape.FindStringSubmatch(description.String())
		if cells == nil {
			continue // of the Go runtime or the process
		}
		labels := regexp.MustCompile(`[a-z_]+`).FindAllString(cells[3], -1)
		for _, constant := range regexp.MustCompile(`([a-z_]+)="`).FindAllStringSubmatch(cells[2], -1) {
			labels = append(labels, constant[1])
		}
		slices.Sort(labels)
		found[cells[1]] = labels
	}
	return found
}

// TestPacksInDocuments loads every pack that a document shows as a whole.
func TestPacksInDocuments(t *testing.T) {
	block := regexp.MustCompile("(?ms)^```(yaml|csv)\n(.*?)^```$")
	for document, want := range map[string]int{"../../README.md": 2, filepath.Join(guides, "packs.md"): 2} {
		blocks := block.FindAllStringSubmatch(read(t, document), -1)
		if len(blocks) != want {
			t.Errorf("%s shows %d packs, want %d", document, len(blocks), want)
		}
		for _, shown := range blocks {
			name := "table.csv"
			if shown[1] == "yaml" {
				id := regexp.MustCompile(`(?m)^id: (\S+)$`).FindStringSubmatch(shown[2])
				if id == nil {
					t.Fatalf("%s: a pack without an id", document)
				}
				name = id[1] + ".yaml"
			}
			loaded, findings := pack.Parse(name, []byte(shown[2]))
			if loaded == nil || len(findings) > 0 {
				t.Errorf("%s: the pack %s is not without fault: %v", document, name, findings)
			}
		}
	}
}

// TestCloseCodesPage holds the table of close codes against the one that the server uses.
func TestCloseCodesPage(t *testing.T) {
	line := regexp.MustCompile(`(?m)^\| (\d{4}) \| (.*) \|$`)
	written := map[string]string{}
	for _, cells := range line.FindAllStringSubmatch(read(t, filepath.Join(guides, "protocol.md")), -1) {
		written[cells[1]] = cells[2]
	}
	for _, info := range socket.Codes() {
		code := strconv.Itoa(int(info.Code))
		want := fmt.Sprintf("%s | %s | %s", info.Name, map[bool]string{true: "yes", false: "no"}[info.Reconnect], info.Words)
		if written[code] != want {
			t.Errorf("protocol.md says of %s: %q; the server has %q", code, written[code], want)
		}
		delete(written, code)
	}
	for code := range written {
		t.Errorf("protocol.md tells of %s, which the server does not have", code)
	}
}

// TestArchitectureNamesTests holds the tests that the architecture names as proof against those that there are.
func TestArchitectureNamesTests(t *testing.T) {
	named := regexp.MustCompile("`((?:server|game|questions|web)[a-z/]*): (Test[A-Za-z]+)`").
		FindAllStringSubmatch(read(t, "../../ARCHITECTURE.md"), -1)
	if len(named) < 10 {
		t.Errorf("the architecture names only %d tests", len(named))
	}
	for _, proof := range named {
		files, err := filepath.Glob(filepath.Join("../..", proof[1], "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(file string) bool {
			return strings.Contains(read(t, file), "\nfunc "+proof[2]+"(")
		}) {
			t.Errorf("ARCHITECTURE.md names the test %s in %s, which is not there", proof[2], proof[1])
		}
	}
}

// TestLinksInDocuments follows every link from one document to another, and to a heading in it.
func TestLinksInDocuments(t *testing.T) {
	documents, err := filepath.Glob(filepath.Join(guides, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"} {
		documents = append(documents, filepath.Join("../..", name))
	}
	for _, document := range documents {
		for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(read(t, document), -1) {
			path, heading, _ := strings.Cut(link[1], "#")
			target := document
			if path != "" {
				target = filepath.Join(filepath.Dir(document), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", document, link[1], err)
				continue
			}
			if heading != "" && !slices.Contains(headings(read(t, target)), heading) {
				t.Errorf("%s links to %s, and there is no such heading", document, link[1])
			}
		}
	}
}

// headings gives the anchors of a document, as code hosts make them.
func headings(document string) []string {
	var anchors []string
	for _, line := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(document, -1) {
		plain := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(line[1]), "")
		anchors = append(anchors, strings.ReplaceAll(plain, " ", "-"))
	}
	return anchors
}
