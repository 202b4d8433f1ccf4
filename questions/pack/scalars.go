package pack

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"trivium/questions"
)

// text reads a text. Numbers and dates without quotes are taken as they are written; for true, null and the like nobody
// knows what was meant, so they must be quoted.
func (r *report) text(node *yaml.Node, what string) string {
	if node.Kind != yaml.ScalarNode {
		r.fail(node, "type", "%s is a text", what)
		return ""
	}
	switch node.Tag {
	case "!!str", "!!int", "!!float", "!!timestamp":
		return strings.TrimSpace(node.Value)
	case "!!null":
		if node.Value == "" {
			r.fail(node, "missing", "%s is empty", what)
			return ""
		}
	}
	r.fail(node, "quotes", "%s is a text; put it in quotes: \"%s\"", what, short(node.Value))
	return ""
}

// text is a field's text, empty if it is not there.
func (o object) text(key string) string {
	if !o.has(key) {
		return ""
	}
	return o.report.text(o.fields[key], key)
}

// texts is a field's list of texts.
func (o object) texts(key string, most int) []string {
	var texts []string
	for _, node := range o.list(key, most) {
		texts = append(texts, o.report.text(node, "each of "+key))
	}
	return texts
}

// yes is a field that is true or false, and false if it is not there.
func (o object) yes(key string) bool {
	node := o.fields[key]
	if node == nil {
		return false
	}
	if node.Kind != yaml.ScalarNode || node.Tag != "!!bool" {
		o.fail(node, "type", "%s is true or false, without quotes", key)
		return false
	}
	return strings.EqualFold(node.Value, "true")
}

// figure is a field's number in its canonical form, empty if it is not there.
func (o object) figure(key string) string {
	node := o.fields[key]
	if node == nil {
		return ""
	}
	if node.Kind == yaml.ScalarNode {
		if value, err := questions.ReadDecimal(node.Value); err == nil {
			return value.String()
		}
	}
	o.fail(node, "number", "%s is a number like 1969 or -0.5, with a point and without grouping, exponent or unit", key)
	return ""
}

// whole is a field that is a whole number from 0, or otherwise if it is not there.
func (o object) whole(key string, most, otherwise int) int {
	node := o.fields[key]
	if node == nil {
		return otherwise
	}
	value := 0
	ok := node.Kind == yaml.ScalarNode && node.Tag == "!!int" && node.Value != "" && len(node.Value) < 10
	for _, digit := range node.Value {
		ok = ok && digit >= '0' && digit <= '9'
		value = value*10 + int(digit-'0')
	}
	if !ok || value > most {
		o.fail(node, "number", "%s is a whole number from 0 to %d", key, most)
		return otherwise
	}
	return value
}

// duration is a field like 20s, or otherwise if it is not there.
func (o object) duration(key string, otherwise time.Duration) time.Duration {
	node := o.fields[key]
	if node == nil {
		return otherwise
	}
	value, err := time.ParseDuration(node.Value)
	if node.Kind != yaml.ScalarNode || err != nil || value < questions.MinTime || value > questions.MaxTime {
		o.fail(node, "time", "%s is a time with its unit, like 20s or 1m30s, from %.0fs to %.0fm", key,
			questions.MinTime.Seconds(), questions.MaxTime.Minutes())
		return otherwise
	}
	return value
}

// id is a field's id; it is reported if it is not well formed.
func (o object) id(key string) string {
	id := o.text(key)
	if id != "" && !questions.ValidID(id) {
		o.fail(o.fields[key], "id", "%q is not an id: small letters, digits and single hyphens, at most 64", short(id))
	}
	return id
}
