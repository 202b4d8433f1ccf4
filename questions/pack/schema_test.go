package pack_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"trivium/questions/pack"
)

// definition is as much of a schema as the test looks at.
type definition struct {
	Properties map[string]json.RawMessage `json:"properties"`
	Defs       map[string]json.RawMessage `json:"$defs"`
}

func TestTheSchemaNamesTheLoadersKeys(t *testing.T) {
	t.Parallel()
	root := parseDefinition(t, []byte(pack.Schema()))
	for name, want := range pack.Keys() {
		found := root
		switch {
		case name == "defaults":
			found = parseDefinition(t, root.Properties["defaults"])
		case name != "":
			found = parseDefinition(t, root.Defs[name])
		}
		got := slices.Sorted(maps.Keys(found.Properties))
		if isKind(name) {
			got = slices.DeleteFunc(got, func(key string) bool { return slices.Contains(pack.Keys()["common"], key) })
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, got, cmp.Transformer("empty", func(keys []string) string { return strings.Join(keys, " ") })); diff != "" {
			t.Errorf("the keys of %q differ (-loader +schema):\n%s", name, diff)
		}
	}
}

func isKind(name string) bool {
	return slices.Contains(strings.Fields("single multi truefalse text number order match poll slide"), name)
}

func parseDefinition(t *testing.T, data []byte) definition {
	t.Helper()
	var parsed definition
	if err := json.Unmarshal(data, &parsed); err != nil {
		t.Fatalf("read %.40q: %v", data, err)
	}
	return parsed
}

func TestWhatTheLoaderTakesIsValid(t *testing.T) {
	t.Parallel()
	schema := compile(t)
	shipped, err := filepath.Glob("../packs/*.yaml")
	if err != nil || len(shipped) == 0 {
		t.Fatalf("found the packs %v, error %v", shipped, err)
	}
	for _, file := range append(shipped, "testdata/taken/kinds.yaml") {
		data := read(t, file)
		if err := schema.Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if !strings.HasPrefix(string(data), "# yaml-language-server: $schema=../") {
			t.Errorf("%s: the first line does not name the schema", file)
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	t.Parallel()
	schema := compile(t)
	const head = "format: 1\nid: a\ntitle: A\nlanguage: en\nversion: 1.0.0\nlicense: CC0-1.0\n"
	for name, text := range map[string]string{
		"an unknown key of a pack":       head + "colour: red\nquestions: [{id: a, kind: slide, prompt: A}]",
		"an unknown key of a question":   head + "questions: [{id: a, kind: slide, prompt: A, promt: B}]",
		"a key of another kind":          head + "questions: [{id: a, kind: slide, prompt: A, choices: [a, b]}]",
		"an unknown kind":                head + "questions: [{id: a, kind: slip, prompt: A}]",
		"a missing answer":               head + "questions: [{id: a, kind: number, prompt: A}]",
		"a time without its unit":        head + "questions: [{id: a, kind: slide, prompt: A, time: 20}]",
		"two ways to widen an answer":    head + "questions: [{id: a, kind: number, prompt: A, answer: 1, tolerance: {abs: 1, low: 0}}]",
		"a medium outside of the folder": head + "questions: [{id: a, kind: slide, prompt: A, media: [{type: image, src: /etc/x.png, alt: a}]}]",
		"no questions":                   head,
	} {
		if schema.Validate(asJSON(t, []byte(text))) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(pack.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("pack.schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("pack.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON is a YAML text as the schema library takes it. Dates stay texts, as they are for editors.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	withoutDates(&root)
	var value any
	if err := root.Decode(&value); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return instance
}

func withoutDates(node *yaml.Node) {
	if node.Tag == "!!timestamp" {
		node.Tag = "!!str"
	}
	for _, child := range node.Content {
		withoutDates(child)
	}
}

func TestTheSchemaIsWhereThePacksSeekIt(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../packs/../pack/pack.schema.json"); err != nil {
		t.Error(err)
	}
}
