package main

import (
	"cmp"
	"os"
	"regexp"
	"testing"

	"github.com/alecthomas/kong"
)

// setting is what a document and the command line say about a flag.
type setting struct{ variable, value string }

// TestSettingsInDocuments holds the table of settings in the README and the headings of the guide against the flags, both
// ways.
func TestSettingsInDocuments(t *testing.T) {
	want := settings(t)
	table := map[string]setting{}
	for _, cells := range found(t, "../README.md", "(?m)^\\| `--(?:\\[no-\\])?([a-z-]+)` \\| `(TRIVIUM_[A-Z_]+)` \\| ([^|]*) \\|") {
		plain := regexp.MustCompile("^`(.*)`$").FindStringSubmatch(cells[3])
		if plain == nil { // a default in words: none, or what the server finds out itself
			plain = []string{"", ""}
		}
		table[cells[1]] = setting{cells[2], plain[1]}
	}
	compare(t, "README.md", table, want)

	guide := map[string]setting{}
	for _, cells := range found(t, "../deploy/docs/configuration.md", "(?m)^### `--(?:\\[no-\\])?([a-z-]+)`, `(TRIVIUM_[A-Z_]+)`$") {
		guide[cells[1]] = setting{cells[2], want[cells[1]].value}
	}
	compare(t, "configuration.md", guide, want)
}

// TestCommandsInReadme holds the table of commands against those that there are, both ways.
func TestCommandsInReadme(t *testing.T) {
	written := map[string]bool{}
	for _, cells := range found(t, "../README.md", "(?m)^\\| .*`trivium ([a-z]+)` \\|") {
		written[cells[1]] = true
	}
	for _, command := range model(t).Children {
		if !written[command.Name] {
			t.Errorf("README.md does not tell of the command %s", command.Name)
		}
		delete(written, command.Name)
	}
	for name := range written {
		t.Errorf("README.md tells of the command %s, which there is not", name)
	}
}

func model(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(&cli{}, kong.Vars{"version": version})
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// settings gives the flags of serve.
func settings(t *testing.T) map[string]setting {
	t.Helper()
	flags := map[string]setting{}
	for _, command := range model(t).Children {
		if command.Name != "serve" {
			continue
		}
		for _, flag := range command.Flags {
			value := flag.Default
			if flag.IsBool() {
				value = cmp.Or(value, "false")
			}
			flags[flag.Name] = setting{flag.Envs[0], value}
		}
	}
	if len(flags) == 0 {
		t.Fatal("serve has no flags")
	}
	return flags
}

func found(t *testing.T, file, pattern string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(pattern).FindAllStringSubmatch(string(data), -1)
}

func compare(t *testing.T, document string, got, want map[string]setting) {
	t.Helper()
	for name, flag := range want {
		if got[name] != flag {
			t.Errorf("%s says of --%s: %v; the command line has %v", document, name, got[name], flag)
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			t.Errorf("%s tells of --%s, which there is not", document, name)
		}
	}
}
