package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestProtocolIsTheServers holds the client's types against the server's: every field that a message or a view has in JSON
// stands in the interface of the same name, and none that the server does not know. It reads both sources, as this package
// may import nothing of the server.
func TestProtocolIsTheServers(t *testing.T) {
	server := structs(t, "../server/wire/wire.go", "../game/view_types.go", "../game/settings.go")
	client := interfaces(t, "src/lib/protocol.ts", "src/lib/views.ts")
	renamed := map[string]string{
		"ViewMessage": "wire.View", "OwnMessage": "wire.Own", "RosterRequest": "wire.Roster", "View": "game.View",
		"PlainAnswer": "", "AnswerMessage": "wire.Answer", "Range": "", "Do": "", // Do is flattened from a command
	}
	compared := 0
	for name, fields := range client {
		key, known := renamed[name]
		if known && key == "" {
			continue
		}
		var want []string
		for _, pkg := range []string{"wire.", "game."} {
			if want == nil && !known {
				want = server[pkg+name]
			}
		}
		if known {
			want = server[key]
		}
		if want == nil {
			t.Errorf("%s: the server has no such message or view", name)
			continue
		}
		compared++
		if !slices.Equal(fields, want) {
			t.Errorf("%s: the client has %v,\nthe server has %v", name, fields, want)
		}
	}
	if compared < 25 {
		t.Errorf("only %d types were compared", compared)
	}
}

// structs gives the JSON names of the fields of each struct, sorted, under "package.Name".
func structs(t *testing.T, files ...string) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				found[file.Name.Name+"."+spec.Name.Name] = jsonNames(s)
			}
			return true
		})
	}
	return found
}

func jsonNames(s *ast.StructType) []string {
	var names []string
	for _, field := range s.Fields.List {
		if field.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(field.Tag.Value)
		if err != nil {
			continue
		}
		name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// interfaces gives the names of the fields of each interface, sorted. What an interface extends is added.
func interfaces(t *testing.T, files ...string) map[string][]string {
	t.Helper()
	declared := regexp.MustCompile(`(?ms)^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}`)
	field := regexp.MustCompile(`(?m)^  (\w+)\??:`)
	found := make(map[string][]string)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(data), -1) {
			fields := slices.Clone(found[m[2]])
			for _, f := range field.FindAllStringSubmatch(m[3], -1) {
				fields = append(fields, f[1])
			}
			slices.Sort(fields)
			found[m[1]] = fields
		}
	}
	return found
}

// TestCloseCodesAreTheServers holds the client's rule of when to come back against the server's table of close codes.
func TestCloseCodesAreTheServers(t *testing.T) {
	table, err := os.ReadFile("../server/socket/codes.go")
	if err != nil {
		t.Fatal(err)
	}
	client, err := os.ReadFile("src/lib/codes.ts")
	if err != nil {
		t.Fatal(err)
	}
	number := make(map[string]string)
	for _, m := range regexp.MustCompile(`(?m)^\t(\w+) +Code = (\d+)$`).FindAllStringSubmatch(string(table), -1) {
		number[m[1]] = m[2]
	}
	stop := regexp.MustCompile(`STOP = \[(.*)\]`).FindStringSubmatch(string(client))
	if stop == nil {
		t.Fatal("codes.ts names no codes that stop")
	}
	stops := strings.Split(stop[1], ", ")
	rows := regexp.MustCompile(`(?m)^\t\t\{(\w+), "\w+", ".*", (true|false)\},$`).FindAllStringSubmatch(string(table), -1)
	if len(rows) < 15 {
		t.Fatalf("only %d close codes were found", len(rows))
	}
	for _, row := range rows {
		code := number[row[1]]
		comesBack := !slices.Contains(stops, code) && !strings.HasPrefix(code, "44")
		if strconv.FormatBool(comesBack) != row[2] {
			t.Errorf("%s (%s): the server says reconnect %s, the client %v", row[1], code, row[2], comesBack)
		}
	}
}
