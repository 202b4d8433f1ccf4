package pack

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// object is a YAML mapping whose keys are known.
type object struct {
	*report
	node   *yaml.Node
	fields map[string]*yaml.Node
}

// object reads a mapping. Keys that are not known, or there twice, are reported; so is a node that is no mapping, and then
// all fields are missing.
func (r *report) object(node *yaml.Node, what string, known []string) object {
	o := object{report: r, node: node, fields: map[string]*yaml.Node{}}
	if node.Kind != yaml.MappingNode {
		r.fail(node, "type", "%s is written as key: value, with the keys %s", what, strings.Join(known, ", "))
		return o
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch {
		case !slices.Contains(known, key.Value):
			r.unknown(node, key, value, what, known)
		case o.fields[key.Value] != nil:
			r.fail(key, "duplicate-key", "%s is there twice", key.Value)
		default:
			o.fields[key.Value] = value
		}
	}
	return o
}

// unknown reports a key that means nothing, with what was perhaps meant.
func (r *report) unknown(node, key, value *yaml.Node, what string, known []string) {
	if r.full() {
		return
	}
	if node.Style&yaml.FlowStyle != 0 && value.Tag == "!!null" && value.Value == "" {
		r.fail(key, "comma", "a comma inside { } ends the text before %q; put the whole text in quotes", short(key.Value))
		return
	}
	if near := nearest(key.Value, known); near != "" {
		r.fail(key, "unknown-key", "%s has no key %q; did you mean %s?", what, short(key.Value), near)
		return
	}
	if kinds := kindsWith(key.Value); len(kinds) > 0 {
		r.fail(key, "misplaced-key", "%s has no key %s; it belongs to %s", what, key.Value, strings.Join(kinds, ", "))
		return
	}
	r.fail(key, "unknown-key", "%s has no key %q; it has %s", what, short(key.Value), strings.Join(known, ", "))
}

// has tells whether a field is written, even if it is empty.
func (o object) has(key string) bool { return o.fields[key] != nil }

// need reports a field that must be there and is not.
func (o object) need(what string, keys ...string) {
	for _, key := range keys {
		if !o.has(key) && o.node.Kind == yaml.MappingNode {
			o.fail(o.node, "missing", "%s needs %s:", what, key)
		}
	}
}

// list is the items of a field that is a list; most bounds them.
func (o object) list(key string, most int) []*yaml.Node {
	node := o.fields[key]
	switch {
	case node == nil:
		return nil
	case node.Kind != yaml.SequenceNode:
		o.fail(node, "type", "%s is a list: lines that begin with - or [one, two]", key)
		return nil
	case len(node.Content) > most:
		o.fail(node, "too-many", "%s has %d entries; the most is %d", key, len(node.Content), most)
		return nil
	}
	return node.Content
}

// short keeps what is quoted in a message short.
func short(text string) string {
	runes := []rune(text)
	if len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}
