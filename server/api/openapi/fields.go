package openapi

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// field is one field of a schema, or a parameter.
type field struct {
	Name, In, Type, Ref, About string
	Required                   bool
	Fields                     []field // of an object, or of the things in a list
}

// fields gives the fields of a schema: of an object, of what is in a list, of each of several forms.
func (d *Document) fields(s *yaml.Node) []field {
	if inner := child(s, "items"); inner != nil {
		if name := reference(inner); name != "" {
			return nil
		}
		return d.fields(inner)
	}
	var list []field
	for _, form := range items(child(s, "oneOf")) {
		list = append(list, field{Type: "one of", Fields: d.fields(form)})
	}
	required := map[string]bool{}
	for _, name := range items(child(s, "required")) {
		required[name.Value] = true
	}
	each(child(s, "properties"), func(name string, p *yaml.Node) {
		f := d.field(name, p)
		f.Required = required[name]
		list = append(list, f)
	})
	return list
}

func (d *Document) field(name string, s *yaml.Node) field {
	f := field{Name: name, Type: kind(s), About: strings.TrimSpace(text(s, "description") + " " + bounds(s))}
	if f.Ref = reference(s); f.Ref == "" {
		if f.Ref = reference(child(s, "items")); f.Ref == "" {
			f.Fields = d.fields(s)
		}
	}
	return f
}

// kind says in words what a schema is.
func kind(s *yaml.Node) string {
	if child(s, "const") != nil {
		return text(s, "const")
	}
	if reference(s) != "" {
		return ""
	}
	if inner := child(s, "items"); inner != nil {
		return strings.TrimSpace("list of " + kind(inner))
	}
	return text(s, "type")
}

// bounds says in words what a value may be.
func bounds(s *yaml.Node) string {
	var words []string
	say := func(before, key string) {
		if value := text(s, key); value != "" {
			words = append(words, before+value)
		}
	}
	if list := items(child(s, "enum")); list != nil {
		var values []string
		for _, value := range list {
			values = append(values, value.Value)
		}
		words = append(words, strings.Join(values, " | "))
	}
	say("from ", "minimum")
	say("to ", "maximum")
	say("at most ", "maxItems")
	say("at most so many characters: ", "maxLength")
	say("default ", "default")
	if text(s, "format") == "date-time" {
		words = append(words, "RFC 3339")
	}
	return strings.Join(words, ", ")
}

// example gives an example as indented JSON, or the first of several.
func example(of *yaml.Node) string {
	shown := child(of, "example")
	if several := child(of, "examples"); shown == nil && several != nil {
		shown = child(several.Content[1], "value")
	}
	if shown == nil {
		return ""
	}
	var plain, out bytes.Buffer
	if write(&plain, shown) != nil || json.Indent(&out, plain.Bytes(), "", "  ") != nil {
		return ""
	}
	return out.String()
}

// reference gives the name of the schema that a schema stands for, or nothing.
func reference(s *yaml.Node) string {
	_, name, _ := strings.Cut(text(s, "$ref"), "#/components/schemas/")
	return name
}

// resolve follows a reference to a component.
func (d *Document) resolve(node *yaml.Node) *yaml.Node {
	ref := text(node, "$ref")
	if ref == "" {
		return node
	}
	found := d.root
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		found = child(found, part)
	}
	return found
}

// text gives a scalar of a mapping, empty if it is not there.
func text(node *yaml.Node, key string) string {
	if value := child(node, key); value != nil && value.Kind == yaml.ScalarNode {
		return value.Value
	}
	return ""
}

func paragraphs(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func items(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}

func each(node *yaml.Node, do func(key string, value *yaml.Node)) {
	if node == nil || node.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i < len(node.Content); i += 2 {
		do(node.Content[i].Value, node.Content[i+1])
	}
}
