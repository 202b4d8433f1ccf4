package api_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"trivium/server/api"
)

// TestTheDocumentDescribesTheRoutes holds the operations of the document and of the code against each other, both ways.
func TestTheDocumentDescribesTheRoutes(t *testing.T) {
	t.Parallel()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]api.Scope{}
	for _, r := range api.Routes() {
		served[r.Method+" "+r.Path] = r.Scope
	}
	ids := map[string]string{}
	for key, o := range c.operations {
		scope, ok := served[key]
		if !ok {
			t.Errorf("the document tells of %s, which is not served", key)
			continue
		}
		delete(served, key)
		id, _ := o.operation["operationId"].(string)
		if ids[id] != "" || id == "" || o.operation["summary"] == nil || o.operation["description"] == nil || o.operation["tags"] == nil {
			t.Errorf("%s: the id %q is empty or taken by %s, or there is no summary, description or tag", key, id, ids[id])
		}
		ids[id] = key
		if got, want := scopes(o.operation["security"]), wanted(scope); got != want {
			t.Errorf("%s: the document says that it needs %q, and the code %q", key, got, want)
		}
	}
	for key := range served {
		t.Errorf("%s is served, and the document does not tell of it", key)
	}
}

// wanted is how the document writes a scope.
func wanted(scope api.Scope) string {
	if scope == api.Anyone || scope == api.Public {
		return ""
	}
	if scope == api.HostsWrite || scope == api.Owner { // no token has them
		return fmt.Sprintf("cookie [%s]", scope)
	}
	return fmt.Sprintf("cookie [%s], token [%s]", scope, scope)
}

func scopes(security any) string {
	var ways []string
	list, _ := security.([]any)
	if len(list) > 0 && len(list[0].(map[string]any)) == 0 {
		return "" // a host sees more
	}
	for _, way := range list {
		for scheme, scopes := range way.(map[string]any) {
			if scheme != "seat" { // a player's own right
				ways = append(ways, fmt.Sprintf("%s %v", scheme, scopes))
			}
		}
	}
	slices.Sort(ways)
	return strings.Join(ways, ", ")
}

// TestTheDocumentIsOpenAPI holds it against the OpenAPI Initiative's own schema.
func TestTheDocumentIsOpenAPI(t *testing.T) {
	t.Parallel()
	file, err := os.Open("testdata/openapi/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	parsed, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("https://spec.openapis.org/schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("https://spec.openapis.org/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	served := w.get("/api/openapi.json")
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(served.body))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(document); err != nil {
		t.Error(err)
	}
	document.(map[string]any)["paths"].(map[string]any)["/api/packs"].(map[string]any)["get"].(map[string]any)["responses"] = "none"
	if schema.Validate(document) == nil {
		t.Error("a broken document is valid: the schema holds nothing")
	}
}

// TestEverySchemaCompiles compiles all schemas of the document, and holds their examples against them.
func TestEverySchemaCompiles(t *testing.T) {
	t.Parallel()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	var walk func(node any, pointer string)
	walk = func(node any, pointer string) {
		switch node := node.(type) {
		case []any:
			for i, child := range node {
				walk(child, fmt.Sprintf("%s/%d", pointer, i))
			}
		case map[string]any:
			if _, media := node["schema"]; media {
				examples += c.checkExamples(t, node, pointer+"/schema")
			} else if strings.HasPrefix(pointer, "/components/schemas/") && strings.Count(pointer, "/") == 3 {
				examples += c.checkExamples(t, node, pointer)
			}
			for _, name := range slices.Sorted(maps.Keys(node)) {
				if name != "example" && name != "examples" {
					walk(node[name], pointer+"/"+escaped(name))
				}
			}
		}
	}
	walk(c.root["paths"], "/paths")
	walk(c.root["components"], "/components")
	if examples < 30 {
		t.Errorf("only %d examples were found", examples)
	}
}

// checkExamples compiles a schema and validates the examples beside it.
func (c *contract) checkExamples(t *testing.T, beside map[string]any, pointer string) (count int) {
	t.Helper()
	schema, err := c.schema(pointer)
	if err != nil {
		t.Errorf("%s: %v", pointer, err)
		return 0
	}
	var shown []any
	if one, ok := beside["example"]; ok {
		shown = append(shown, one)
	}
	several, _ := beside["examples"].(map[string]any)
	for _, one := range several {
		shown = append(shown, one.(map[string]any)["value"])
	}
	for _, one := range shown {
		if err := schema.Validate(one); err != nil {
			t.Errorf("the example of %s: %v", pointer, err)
		}
	}
	return len(shown)
}

// TestTheDocumentIsServed asks for both forms, and again with what is known.
func TestTheDocumentIsServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for path, kind := range map[string]string{"/api/openapi.json": "application/json", "/api/docs": "text/html"} {
		first := w.get(path)
		if first.status != http.StatusOK || !strings.HasPrefix(first.header.Get("Content-Type"), kind) || first.header.Get("ETag") == "" {
			t.Fatalf("%s: %d %v", path, first.status, first.header)
		}
		again := w.send(http.MethodGet, path, "", nil, map[string]string{"If-None-Match": first.header.Get("ETag")})
		if again.status != http.StatusNotModified || again.body != "" {
			t.Errorf("%s again: %d %q", path, again.status, again.body)
		}
		if refused := w.send(http.MethodGet, path, "", nil, map[string]string{"Accept": "image/png"}); refused.status != http.StatusNotAcceptable {
			t.Errorf("%s as a picture: %d", path, refused.status)
		}
	}
	page := w.get("/api/docs")
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	for key, o := range c.operations {
		if !strings.Contains(page.body, fmt.Sprintf(`id="%s"`, o.operation["operationId"])) {
			t.Errorf("the page does not tell of %s", key)
		}
	}
	if strings.Contains(page.body, "<script src=\"http") || bytes.Contains([]byte(page.body), []byte("ZgotmplZ")) {
		t.Error("the page has a script from elsewhere, or a value in the wrong place")
	}
}
