package wire_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"trivium/game"
	"trivium/questions"
	"trivium/server/socket"
	"trivium/server/wire"
)

// document is what the tests need of the AsyncAPI document.
type document struct {
	AsyncAPI string `yaml:"asyncapi"`
	Info     struct {
		Version string `yaml:"version"`
	} `yaml:"info"`
	Channels struct {
		Room struct {
			Address  string         `yaml:"address"`
			Messages map[string]ref `yaml:"messages"`
		} `yaml:"room"`
	} `yaml:"channels"`
	Operations map[string]struct {
		Action   string `yaml:"action"`
		Messages []ref  `yaml:"messages"`
	} `yaml:"operations"`
	Codes []struct {
		Code      int    `yaml:"code"`
		Name      string `yaml:"name"`
		Words     string `yaml:"words"`
		Reconnect bool   `yaml:"reconnect"`
	} `yaml:"x-close-codes"`
	Components struct {
		Messages map[string]struct {
			Payload  ref `yaml:"payload"`
			Examples []struct {
				Payload map[string]any `yaml:"payload"`
			} `yaml:"examples"`
		} `yaml:"messages"`
		Schemas map[string]schema `yaml:"schemas"`
	} `yaml:"components"`
}

type ref struct {
	Ref string `yaml:"$ref"`
}

type schema struct {
	Ref        string            `yaml:"$ref"`
	Type       string            `yaml:"type"`
	Const      string            `yaml:"const"`
	Enum       []string          `yaml:"enum"`
	AllOf      []schema          `yaml:"allOf"`
	Items      *schema           `yaml:"items"`
	Required   []string          `yaml:"required"`
	Properties map[string]schema `yaml:"properties"`
	Additional *bool             `yaml:"additionalProperties"`
}

func load(t *testing.T) document {
	t.Helper()
	var d document
	if err := yaml.Unmarshal(wire.AsyncAPI(), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// client and server name the messages of each side with their types. RosterRequest and Do are decoded into other types than
// their names say.
func client() map[string]any {
	return map[string]any{
		"hello": wire.Hello{}, "answer": wire.Answer{}, "do": wire.DoFields{}, "rosterRequest": wire.Roster{}, "ping": wire.Ping{},
	}
}

func server() map[string]wire.FromServer {
	return map[string]wire.FromServer{
		"welcome": &wire.Welcome{}, "view": &wire.View{}, "own": &wire.Own{}, "ack": &wire.Ack{}, "count": &wire.Count{},
		"done": &wire.Done{}, "rosterPage": &wire.RosterPage{}, "saving": &wire.Saving{}, "pong": &wire.Pong{},
		"problem": &wire.Problem{},
	}
}

func TestDocumentNamesEveryMessage(t *testing.T) {
	d := load(t)
	if d.AsyncAPI != "3.0.0" || d.Info.Version != wire.Subprotocol || d.Channels.Room.Address != "/ws" {
		t.Errorf("head of the document: %+v", d.Info)
	}
	var all []string
	want := map[string][]string{"hear": nil, "tell": nil}
	for name := range client() {
		want["hear"] = append(want["hear"], name)
		all = append(all, name)
	}
	for name := range server() {
		want["tell"] = append(want["tell"], name)
		all = append(all, name)
	}
	for operation, names := range want {
		var got []string
		for _, r := range d.Operations[operation].Messages {
			got = append(got, last(r.Ref))
		}
		if slices.Sort(got); !slices.Equal(got, sorted(names)) {
			t.Errorf("%s: %v, want %v", operation, got, sorted(names))
		}
	}
	if d.Operations["hear"].Action != "receive" || d.Operations["tell"].Action != "send" {
		t.Error("actions are named from the server's side: hear receives, tell sends")
	}
	for _, name := range all {
		if r := d.Channels.Room.Messages[name].Ref; last(r) != name {
			t.Errorf("channel: message %s points to %q", name, r)
		}
		if _, ok := d.Components.Messages[name]; !ok {
			t.Errorf("message %s is missing", name)
		}
	}
	if len(d.Channels.Room.Messages) != len(all) || len(d.Components.Messages) != len(all) {
		t.Errorf("%d and %d messages, want %d", len(d.Channels.Room.Messages), len(d.Components.Messages), len(all))
	}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}

// checker compares Go types with schemas, both ways.
type checker struct {
	t    *testing.T
	doc  document
	used map[string]reflect.Type
}

func TestDocumentFitsTheTypes(t *testing.T) {
	d := load(t)
	c := &checker{t: t, doc: d, used: map[string]reflect.Type{}}
	for name, m := range client() {
		c.named(last(d.Components.Messages[name].Payload.Ref), reflect.TypeOf(m))
	}
	for name, m := range server() {
		payload := last(d.Components.Messages[name].Payload.Ref)
		c.named(payload, reflect.TypeOf(m).Elem())
		if got, want := d.Components.Schemas[payload].Properties["t"].Const, wire.Name(m); got != want {
			t.Errorf("%s: t is %q, want %q", payload, got, want)
		}
	}
	for name := range d.Components.Schemas {
		if _, ok := c.used[name]; !ok {
			t.Errorf("schema %s is used by no message", name)
		}
	}
}

// named checks a schema of components against a type.
func (c *checker) named(name string, typ reflect.Type) {
	c.t.Helper()
	s, ok := c.doc.Components.Schemas[name]
	if !ok {
		c.t.Errorf("schema %s is missing (for %v)", name, typ)
		return
	}
	if was, ok := c.used[name]; ok {
		if was != typ {
			c.t.Errorf("schema %s stands for %v and %v", name, was, typ)
		}
		return
	}
	c.used[name] = typ
	c.value(name, s, typ)
}

func (c *checker) value(where string, s schema, typ reflect.Type) {
	c.t.Helper()
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if len(s.AllOf) == 1 {
		s.Ref = s.AllOf[0].Ref
	}
	if s.Ref != "" {
		c.named(last(s.Ref), typ)
		return
	}
	want := ""
	switch typ.Kind() { //nolint:exhaustive // what no message uses has no rule
	case reflect.Struct:
		c.object(where, s, typ)
		return
	case reflect.Slice:
		if s.Type != "array" || s.Items == nil {
			c.t.Errorf("%s: %q, want an array", where, s.Type)
			return
		}
		c.value(where+"[]", *s.Items, typ.Elem())
		return
	case reflect.String:
		want = "string"
	case reflect.Bool:
		want = "boolean"
	case reflect.Int, reflect.Int64, reflect.Uint64:
		want = "integer"
	default:
		c.t.Errorf("%s: no rule for %v", where, typ)
	}
	if s.Type != want && (want != "string" || s.Const == "") {
		c.t.Errorf("%s: %q, want %q", where, s.Type, want)
	}
	if named(typ) && want == "string" && len(s.Enum) == 0 {
		c.t.Errorf("%s: the values of %v are not listed", where, typ)
	}
}

// named tells whether a type is one of ours, whose values or meaning have a schema of their own.
func named(typ reflect.Type) bool { return typ.PkgPath() != "" }

func (c *checker) object(where string, s schema, typ reflect.Type) {
	c.t.Helper()
	if s.Type != "object" || s.Additional == nil || *s.Additional {
		c.t.Errorf("%s: must be an object without additionalProperties", where)
	}
	seen := map[string]bool{}
	for _, field := range reflect.VisibleFields(typ) {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		seen[name] = true
		property, ok := s.Properties[name]
		if !ok {
			c.t.Errorf("%s: property %s is missing", where, name)
			continue
		}
		if need := !strings.Contains(options, "omit"); need != slices.Contains(s.Required, name) {
			c.t.Errorf("%s: property %s required: want %v", where, name, need)
		}
		c.value(where+"."+name, property, field.Type)
	}
	for name := range s.Properties {
		if !seen[name] {
			c.t.Errorf("%s: property %s is in the document and not in %v", where, name, typ)
		}
	}
}

func TestDocumentListsTheValues(t *testing.T) {
	d := load(t)
	for name, values := range map[string][]string{
		"Role":    {string(wire.Player), string(wire.Host), string(wire.Screen)},
		"Scoring": {string(game.Speed), string(game.Accuracy), string(game.Rank)},
		"Phase": {
			string(game.Lobby), string(game.RoundCard), string(game.Ready), string(game.Open), string(game.Close), string(game.Reveal),
			string(game.Table), string(game.Break), string(game.Podium), string(game.Over),
		},
		"Kind": {
			string(questions.Single), string(questions.Multi), string(questions.TrueFalse), string(questions.Text),
			string(questions.Number), string(questions.Order), string(questions.Match), string(questions.Poll), string(questions.Slide),
		},
	} {
		if got := sorted(d.Components.Schemas[name].Enum); !slices.Equal(got, sorted(values)) {
			t.Errorf("%s: %v, want %v", name, got, values)
		}
	}
}

func TestDocumentHasTheCloseCodes(t *testing.T) {
	d := load(t)
	table := socket.Codes()
	if len(d.Codes) != len(table) {
		t.Fatalf("%d close codes, want %d", len(d.Codes), len(table))
	}
	for i, info := range table {
		got := d.Codes[i]
		if got.Code != int(info.Code) || got.Name != info.Name || got.Words != info.Words || got.Reconnect != info.Reconnect {
			t.Errorf("close code %+v, want %+v", got, info)
		}
	}
}

func TestExamplesAreMessages(t *testing.T) {
	d := load(t)
	compiler := schemas(t)
	examples := func(name string) [][]byte {
		var all [][]byte
		for _, example := range d.Components.Messages[name].Examples {
			data, err := json.Marshal(example.Payload)
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(compiler, last(d.Components.Messages[name].Payload.Ref), data); err != nil {
				t.Errorf("example of %s: %v", name, err)
			}
			all = append(all, data)
		}
		if len(all) == 0 {
			t.Errorf("%s has no example", name)
		}
		return all
	}
	for name := range client() {
		for _, data := range examples(name) {
			if _, err := wire.Decode(data); err != nil {
				t.Errorf("example of %s: %v", name, err)
			}
		}
	}
	for name, m := range server() {
		for _, data := range examples(name) {
			fresh := reflect.New(reflect.TypeOf(m).Elem()).Interface().(wire.FromServer)
			decoder := json.NewDecoder(bytes.NewReader(data))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(fresh); err != nil {
				t.Errorf("example of %s: %v", name, err)
				continue
			}
			if got := canonical(t, wire.Encode(fresh)); got != canonical(t, data) {
				t.Errorf("example of %s: %s is encoded as %s", name, data, got)
			}
		}
	}
}

func canonical(t *testing.T, data []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(again)
}

// schemas compiles the document for validation.
func schemas(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	var doc any
	if err := yaml.Unmarshal(wire.AsyncAPI(), &doc); err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft7) // what AsyncAPI's schemas are a superset of
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("asyncapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	return compiler
}

func validate(compiler *jsonschema.Compiler, name string, data []byte) error {
	compiled, err := compiler.Compile("asyncapi.json#/components/schemas/" + name)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := compiled.Validate(value); err != nil {
		return fmt.Errorf("%s: %w", data, err)
	}
	return nil
}
