package gateway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"trivium/server/wire"
)

// document validates what the server says against wire's AsyncAPI document.
type document struct {
	mu       sync.Mutex // guards compiler and compiled
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// theDocument is read once for all tests.
var theDocument = sync.OnceValues(newDocument)

func newDocument() (*document, error) {
	var raw any
	if err := yaml.Unmarshal(wire.AsyncAPI(), &raw); err != nil {
		return nil, err
	}
	data, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	d := &document{compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}}
	d.compiler.DefaultDraft(jsonschema.Draft7)
	return d, d.compiler.AddResource("asyncapi.json", parsed)
}

// check validates one message of the server.
func (d *document) check(name string, data []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if name == "roster" {
		name = "rosterPage" // the client's message of that name has another shape
	}
	schema, ok := d.compiled[name]
	if !ok {
		var err error
		if schema, err = d.compiler.Compile("asyncapi.json#/components/messages/" + name + "/payload"); err != nil {
			return err
		}
		d.compiled[name] = schema
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := schema.Validate(value); err != nil {
		return fmt.Errorf("%s does not fit the document: %w", data, err)
	}
	return nil
}
