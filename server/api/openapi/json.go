package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// JSON gives the document as JSON, in the order in which it was written.
func (d *Document) JSON() ([]byte, error) {
	var out bytes.Buffer
	if err := write(&out, d.root); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func write(out *bytes.Buffer, node *yaml.Node) error {
	switch node.Kind {
	case yaml.MappingNode:
		return list(out, '{', '}', len(node.Content)/2, func(i int) error {
			name, err := json.Marshal(node.Content[2*i].Value)
			if err != nil {
				return fmt.Errorf("line %d: %w", node.Line, err)
			}
			out.Write(name)
			out.WriteByte(':')
			return write(out, node.Content[2*i+1])
		})
	case yaml.SequenceNode:
		return list(out, '[', ']', len(node.Content), func(i int) error { return write(out, node.Content[i]) })
	case yaml.ScalarNode:
		var value any
		if err := node.Decode(&value); err != nil {
			return fmt.Errorf("line %d: %w", node.Line, err)
		}
		data, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("line %d: %w", node.Line, err)
		}
		out.Write(data)
		return nil
	case yaml.DocumentNode, yaml.AliasNode:
	}
	return fmt.Errorf("line %d: only mappings, lists and scalars are read", node.Line)
}

// list writes so many things with commas between them.
func list(out *bytes.Buffer, open, shut byte, count int, each func(i int) error) error {
	out.WriteByte(open)
	for i := range count {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := each(i); err != nil {
			return err
		}
	}
	out.WriteByte(shut)
	return nil
}
