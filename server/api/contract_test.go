package api_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"trivium/server/api/openapi"
)

// contract is the API's document as the tests hold the code against it.
type contract struct {
	root       map[string]any
	operations map[string]*described // by "GET /api/packs/{pack}"
	compiler   *jsonschema.Compiler

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema // by pointer; guarded by mu
}

// described is an operation of the document, and which answers to it were seen.
type described struct {
	method, path string
	pointer      string // to the operation
	operation    map[string]any
	shared       []any // parameters of the path

	mu                 sync.Mutex
	succeeded, refused bool // guarded by mu
}

// theContract is read once for all tests.
var theContract = sync.OnceValues(readContract)

const documentURL = "https://trivium.test/openapi.json"

func readContract() (*contract, error) {
	document, err := openapi.Read()
	if err != nil {
		return nil, err
	}
	data, err := document.JSON()
	if err != nil {
		return nil, err
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	c := &contract{
		root: parsed.(map[string]any), operations: map[string]*described{}, compiler: jsonschema.NewCompiler(),
		schemas: map[string]*jsonschema.Schema{},
	}
	seal(parsed)
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource(documentURL, parsed); err != nil {
		return nil, err
	}
	for path, item := range c.root["paths"].(map[string]any) {
		for method, operation := range item.(map[string]any) {
			if method == "parameters" {
				continue
			}
			shared, _ := item.(map[string]any)["parameters"].([]any)
			key := strings.ToUpper(method) + " " + path
			c.operations[key] = &described{
				method: strings.ToUpper(method), path: path, pointer: "/paths/" + escaped(path) + "/" + method,
				operation: operation.(map[string]any), shared: shared,
			}
		}
	}
	return c, nil
}

// seal has no object take a field that the document does not name, so that an answer with more than it is noticed.
func seal(node any) {
	switch node := node.(type) {
	case map[string]any:
		if _, object := node["properties"].(map[string]any); object {
			if _, said := node["additionalProperties"]; !said {
				node["additionalProperties"] = false
			}
		}
		for _, child := range node {
			seal(child)
		}
	case []any:
		for _, child := range node {
			seal(child)
		}
	}
}

// escaped is a name as a part of a JSON pointer in an address.
func escaped(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(name)
}

// resolve follows references to components, and says where what they name lies.
func (c *contract) resolve(node any, pointer string) (map[string]any, string) {
	object, _ := node.(map[string]any)
	for {
		ref, ok := object["$ref"].(string)
		if !ok {
			return object, pointer
		}
		pointer = strings.TrimPrefix(ref, "#")
		var at any = c.root
		for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
			at = at.(map[string]any)[part]
		}
		object, _ = at.(map[string]any)
	}
}

// schema compiles the schema at a pointer.
func (c *contract) schema(pointer string) (*jsonschema.Schema, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.schemas[pointer]; known != nil {
		return known, nil
	}
	compiled, err := c.compiler.Compile(documentURL + "#" + pointer)
	if err == nil {
		c.schemas[pointer] = compiled
	}
	return compiled, err
}

// find gives the operation that a request is for; what is written out goes before parameters.
func (c *contract) find(method, path string) *described {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	var best *described
	for _, o := range c.operations {
		if o.method == method && fits(o.path, path) && (best == nil || strings.Count(o.path, "{") < strings.Count(best.path, "{")) {
			best = o
		}
	}
	return best
}

func fits(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	return len(want) == len(got) && !slices.ContainsFunc(want, func(part string) bool {
		i := slices.Index(want, part)
		return part != got[i] && (!strings.HasPrefix(part, "{") || got[i] == "")
	})
}

// ofEveryAddress are the statuses that the document's default answers stand for.
var ofEveryAddress = []int{
	http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusInternalServerError, http.StatusServiceUnavailable,
}

// recorded wraps a handler so that every answer under /api/ is held against the document.
func recorded(t *testing.T, next http.Handler) http.Handler {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o := c.find(r.Method, r.URL.Path)
		if o == nil || !strings.HasPrefix(r.URL.Path, "/api/") {
			next.ServeHTTP(w, r)
			return
		}
		var sent bytes.Buffer
		r.Body = io.NopCloser(io.TeeReader(r.Body, &sent))
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		if err := c.check(o, r, sent.Bytes(), answer); err != nil {
			t.Errorf("%s %s, against the document: %v", r.Method, r.URL, err)
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		if r.Method != http.MethodHead {
			_, _ = w.Write(answer.Body.Bytes())
		}
	})
}

// check holds one exchange against the document.
func (c *contract) check(o *described, r *http.Request, sent []byte, answer *httptest.ResponseRecorder) error {
	o.mu.Lock()
	o.succeeded = o.succeeded || answer.Code < 300
	o.refused = o.refused || answer.Code >= 400
	o.mu.Unlock()
	if err := c.checkAnswer(o, r, answer); err != nil {
		return fmt.Errorf("%d %s: %w", answer.Code, answer.Body, err)
	}
	if answer.Code >= 300 {
		return nil
	}
	for name := range r.URL.Query() {
		if !c.hasParameter(o, name) {
			return fmt.Errorf("the parameter %s is taken and not described", name)
		}
	}
	if r.Header.Get("Content-Type") == "application/json" && len(sent) > 0 {
		body, at := c.resolve(o.operation["requestBody"], o.pointer+"/requestBody")
		if err := c.checkBody(body, at, "application/json", sent); err != nil {
			return fmt.Errorf("the request %s: %w", sent, err)
		}
	}
	return nil
}

func (c *contract) hasParameter(o *described, name string) bool {
	own, _ := o.operation["parameters"].([]any)
	return slices.ContainsFunc(slices.Concat(o.shared, own), func(p any) bool {
		parameter, _ := c.resolve(p, "")
		return parameter["name"] == name && parameter["in"] == "query"
	})
}

func (c *contract) checkAnswer(o *described, r *http.Request, answer *httptest.ResponseRecorder) error {
	status := fmt.Sprint(answer.Code)
	if slices.Contains(ofEveryAddress, answer.Code) {
		status = "default"
	}
	described, ok := o.operation["responses"].(map[string]any)[status]
	if !ok {
		return fmt.Errorf("this status is not described")
	}
	response, at := c.resolve(described, o.pointer+"/responses/"+status)
	if response["content"] == nil {
		if answer.Body.Len() > 0 {
			return fmt.Errorf("a body is not described")
		}
		return nil
	}
	if r.Method == http.MethodHead && answer.Body.Len() == 0 {
		return nil
	}
	kind, _, err := mime.ParseMediaType(answer.Header().Get("Content-Type"))
	if err != nil {
		return err
	}
	return c.checkBody(response, at, kind, answer.Body.Bytes())
}

// checkBody holds a body against the schema of its media type.
func (c *contract) checkBody(of map[string]any, at, kind string, data []byte) error {
	content, _ := of["content"].(map[string]any)
	if content[kind] == nil {
		return fmt.Errorf("the media type %s is not described", kind)
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	schema, err := c.schema(at + "/content/" + escaped(kind) + "/schema")
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
