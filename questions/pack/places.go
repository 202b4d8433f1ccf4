package pack

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Places knows where in a pack file its questions and their fields stand.
type Places struct{ questions map[string]*yaml.Node }

// PlacesIn looks for the questions of a YAML file. One that cannot be read has none.
func PlacesIn(data []byte) Places {
	places := Places{map[string]*yaml.Node{}}
	var root yaml.Node
	if len(data) > MaxFile || mostNodes(data) > maxNodes {
		return places
	}
	if err := decodeNode(yaml.NewDecoder(bytes.NewReader(data)), &root); err != nil || len(root.Content) != 1 {
		return places
	}
	list := child(root.Content[0], "questions")
	if list == nil {
		return places
	}
	for _, node := range list.Content {
		if id := child(node, "id"); id != nil {
			places.questions[id.Value] = node
		}
	}
	return places
}

// At is the line and the column of a question by its id in the pack, and of a field of it as a Problem names it, or what is written
// nearest around that: "choices.2.text". Zero if there is no such question.
func (p Places) At(question, path string) (line, column int) {
	node := p.questions[question]
	if node == nil {
		return 0, 0
	}
	for step := range strings.SplitSeq(path, ".") {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	return node.Line, node.Column
}
