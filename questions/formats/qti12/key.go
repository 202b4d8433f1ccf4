package qti12

import (
	"slices"
	"strconv"
	"strings"

	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// key is what the response processing of a question says.
type key struct {
	right    []condition // under which points are given
	linked   []condition // under which something is said, with points or without
	additive bool        // several conditions give points of their own each
}

// condition is what must be the case.
type condition struct {
	values []value  // that are given, in the order of the file
	bounds []value  // that limit a number
	exact  bool     // letters must be as large as they are in the value
	points float64  // that are given
	said   []string // idents of feedbacks
}

// value is one test of a response.
type value struct {
	test     string // varequal, vargte, ...
	response string // ident
	text     string
	margin   string // by how much a number may be off, in percent if percent is true
	percent  bool
	index    int // position in an order, from 1; 0 is not said
}

// keyOf reads the response processing.
func keyOf(e *xmlread.Element) key {
	var k key
	given := 0
	for _, processing := range e.All("resprocessing") {
		for _, respcondition := range processing.All("respcondition") {
			c := conditionOf(respcondition)
			if c.points > 0 && len(c.values)+len(c.bounds) > 0 {
				k.right = append(k.right, c)
				if adds(respcondition) {
					given++
				}
			}
			if len(c.said) > 0 {
				k.linked = append(k.linked, c)
			}
		}
	}
	k.additive = given > 1
	return k
}

func conditionOf(e *xmlread.Element) condition {
	c := condition{}
	for _, set := range e.All("setvar") {
		if action := strings.ToLower(set.Attr("action")); action == "subtract" || action == "divide" {
			continue
		}
		switch text := set.Text(); {
		case strings.EqualFold(text, "SCORE.max"), strings.EqualFold(text, "true"):
			c.points = max(c.points, 1)
		default:
			c.points = max(c.points, item.Percent(text))
		}
	}
	for _, display := range e.All("displayfeedback") {
		c.said = append(c.said, display.Attr("linkrefid"))
	}
	c.tests(e.First("conditionvar"))
	return c
}

func adds(e *xmlread.Element) bool {
	return slices.ContainsFunc(e.All("setvar"), func(set *xmlread.Element) bool { return strings.EqualFold(set.Attr("action"), "add") })
}

// tests reads what must be the case. What must not be is passed over: a choice that is not right is wrong anyhow.
func (c *condition) tests(e *xmlread.Element) {
	for _, test := range e.All("") {
		switch test.Name {
		case "and", "or":
			c.tests(test)
		case "varequal", "varsubset", "varsubstring":
			c.exact = c.exact || strings.EqualFold(test.Attr("case"), "yes")
			c.values = append(c.values, valueOf(test))
		case "vargt", "vargte", "varlt", "varlte":
			c.bounds = append(c.bounds, valueOf(test))
		}
	}
}

func valueOf(e *xmlread.Element) value {
	index, _ := strconv.Atoi(e.Attr("index"))
	return value{
		test: e.Name, response: e.Attr("respident"), text: e.Text(), index: index, margin: e.Attr("margin"),
		percent: strings.EqualFold(e.Attr("margintype"), "percent"),
	}
}

// bounded tells whether what is right is a range.
func (k key) bounded() bool {
	return slices.ContainsFunc(k.right, func(c condition) bool { return len(c.bounds) > 0 })
}

// values are those that give points to a response, in the order of the file, each once. An empty ident is any response.
func (k key) values(response string) []string {
	var all []string
	for _, c := range k.right {
		for _, v := range c.values {
			if (response == "" || v.response == response || v.response == "") && !slices.Contains(all, v.text) {
				all = append(all, v.text)
			}
		}
	}
	return all
}
