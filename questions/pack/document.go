package pack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"trivium/questions"
)

// Bounds of a YAML document, as a tree. Each value costs about 200 bytes while the file is read.
const (
	maxDepth = 12
	maxNodes = 900_000
)

// document reads the one document of a file into a tree that is safe to walk: bounded and without aliases. It is nil if there
// is something wrong with it, which has been reported.
func (r *report) document(data []byte) *yaml.Node {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > MaxFile:
		r.fail(nil, "too-large", "the file has %d bytes; the most is %d MiB", len(data), MaxFile>>20)
		return nil
	case !utf8.Valid(data):
		r.fail(nil, "encoding", "the file is not UTF-8; save it as UTF-8")
		return nil
	case mostNodes(data) > maxNodes:
		r.fail(nil, "too-large", "the file may hold more than %d values; split it into several packs", maxNodes)
		return nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var root, second yaml.Node
	if err := decodeNode(decoder, &root); err != nil {
		if errors.Is(err, io.EOF) {
			r.fail(nil, "empty", "the file is empty; a pack begins with format: 1")
			return nil
		}
		r.syntax(err)
		return nil
	}
	if err := decodeNode(decoder, &second); !errors.Is(err, io.EOF) {
		if err != nil {
			r.syntax(err)
			return nil
		}
		r.fail(&second, "documents", "a pack is one YAML document; take out what follows the line ---")
		return nil
	}
	if !r.bounded(&root, 0) || len(root.Content) != 1 {
		return nil
	}
	return root.Content[0]
}

// decodeNode reads the next document. The parser is known to have panicked on odd input, and a file of a guest must not end
// the process.
func decodeNode(decoder *yaml.Decoder, node *yaml.Node) (err error) {
	defer func() {
		if recovered := recover(); recovered != nil {
			err = fmt.Errorf("yaml: cannot be read: %v", recovered)
		}
	}()
	return decoder.Decode(node)
}

// mostNodes is how many values a YAML text can have at most. It is counted before the parser runs, which makes the whole tree at
// once: a value begins at the file's start or after one of these signs, and a sign begins two where it may stand between a key
// and what belongs to it. What stands in quotes is counted too, so the true number is less.
func mostNodes(data []byte) int {
	nodes := 2
	for i, c := range data {
		switch c {
		case '[', '{':
			nodes++
		case ',':
			nodes += 2
		case '-':
			if i+1 == len(data) || isBlank(data[i+1]) {
				nodes++
			}
		case '?':
			if i+1 == len(data) || isBlank(data[i+1]) {
				nodes += 2
			}
		case ':':
			// In braces a colon right after a quote or a bracket stands between key and value, too (YAML 1.2, 7.4.2).
			if i+1 == len(data) || isBlank(data[i+1]) || bytes.IndexByte([]byte(`,[]{}`), data[i+1]) >= 0 ||
				i > 0 && bytes.IndexByte([]byte(`"']}`), data[i-1]) >= 0 {
				nodes += 2
			}
		}
	}
	return nodes
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// bounded walks the tree once and refuses what is too deep, or an alias: one alias of aliases is a bomb, and packs need none.
func (r *report) bounded(node *yaml.Node, depth int) bool {
	switch {
	case node.Kind == yaml.AliasNode || node.Anchor != "":
		r.fail(node, "alias", "anchors (&) and aliases (*) are not taken; write it out, or put the text in quotes")
		return false
	case depth > maxDepth:
		r.fail(node, "depth", "this is nested more than %d levels deep", maxDepth)
		return false
	}
	for _, child := range node.Content {
		if !r.bounded(child, depth+1) {
			return false
		}
	}
	return true
}

// syntax reports an error of the YAML parser, which names the line in its text.
func (r *report) syntax(err error) {
	finding := questions.Finding{Severity: questions.Error, Code: "yaml", Words: "this is not YAML: " + err.Error()}
	if parts := regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`).FindStringSubmatch(err.Error()); parts != nil {
		finding.Line, _ = strconv.Atoi(parts[1])
		where := ""
		if finding.Line > 0 && regexp.MustCompile(`expected ('|key|node|<)`).MatchString(parts[2]) {
			finding.Line++ // errors of the grammar count lines from 0, and from where the list or mapping begins
			where = " in what begins here"
		}
		finding.Words = "this is not YAML: " + parts[2] + where + "; is every text in quotes, and every indent right?"
	}
	r.add(finding)
}

// fail reports an error at a node, nil for the file.
func (r *report) fail(node *yaml.Node, code, format string, args ...any) {
	r.say(questions.Error, node, code, format, args...)
}

// warn reports a warning at a node, nil for the file.
func (r *report) warn(node *yaml.Node, code, format string, args ...any) {
	r.say(questions.Warning, node, code, format, args...)
}

func (r *report) say(severity questions.Severity, node *yaml.Node, code, format string, args ...any) {
	finding := questions.Finding{Severity: severity, Code: code, Words: fmt.Sprintf(format, args...)}
	if node != nil {
		finding.Line, finding.Column = node.Line, node.Column
	}
	r.add(finding)
}
