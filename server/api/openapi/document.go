// Package openapi holds the document of the REST API: hand-written YAML, in a file for each subject, put together into one OpenAPI
// 3.1 document for programs and a page for people. It knows nothing of the code that it describes; tests of package api hold both
// against each other.
package openapi

import (
	"embed"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

//go:embed *.yaml
var files embed.FS

// frame is the file that the others are added to.
const frame = "openapi.yaml"

// Document is the whole document.
type Document struct {
	root *yaml.Node
}

// Read puts the document together.
func Read() (*Document, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the API's document: %w", err)
	}
	root, err := parse(frame)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == frame {
			continue
		}
		part, err := parse(name)
		if err != nil {
			return nil, err
		}
		if err := merge(root, part, ""); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return &Document{root: root}, nil
}

// parse reads one file.
func parse(name string) (*yaml.Node, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the API's document: %w", err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s: this is no mapping", name)
	}
	return document.Content[0], nil
}

// merge adds the paths and components of a part. What is there already is not written over.
func merge(into, part *yaml.Node, at string) error {
	for i := 0; i < len(part.Content); i += 2 {
		key, value := part.Content[i], part.Content[i+1]
		known := child(into, key.Value)
		place := at + "/" + key.Value
		switch {
		case known == nil:
			into.Content = append(into.Content, key, value)
		case place == "/paths" || place == "/components" || at == "/components":
			if err := merge(known, value, place); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s is there twice", place)
		}
	}
	return nil
}

// child gives the value of a key in a mapping, or nil.
func child(node *yaml.Node, key string) *yaml.Node {
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}
