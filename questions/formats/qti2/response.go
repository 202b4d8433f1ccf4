package qti2

import (
	"slices"
	"strings"

	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// response is a declared response with its key.
type response struct {
	cardinality, base string
	correct           []string
	mapped            []mapped
	byMapping         bool // points are given by the mapping, a share for each part
	processed         bool // something judges it
}

// mapped is what one answer gives.
type mapped struct {
	key   string
	value float64
	exact bool // letters must be as large as in the key
}

// responseOf reads the declaration of a response.
func responseOf(e *xmlread.Element, ident string) response {
	r := response{}
	for _, declared := range e.All("responseDeclaration") {
		if declared.Attr("identifier") != ident {
			continue
		}
		r.cardinality, r.base = declared.Attr("cardinality"), declared.Attr("baseType")
		for _, value := range declared.First("correctResponse").All("value") {
			r.correct = append(r.correct, value.Text())
		}
		for _, entry := range declared.First("mapping").All("mapEntry") {
			r.mapped = append(r.mapped, mapped{
				strings.TrimSpace(entry.Attr("mapKey")), item.Percent(entry.Attr("mappedValue")), entry.Attr("caseSensitive") == "true",
			})
		}
	}
	processing := e.First("responseProcessing")
	template := processing.Attr("template")
	r.byMapping = strings.Contains(template, "map_response") || len(processing.Find("mapResponse")) > 0
	r.processed = template != "" || r.byMapping || len(processing.Find("responseCondition")) > 0
	return r
}

// right are the answers that are right: those of the correct response and, where the mapping decides, all that give points.
func (r response) right() []string {
	right := slices.Clone(r.correct)
	if len(right) > 0 && r.base == "identifier" {
		return right
	}
	for _, m := range r.mapped {
		if m.value > 0 && !slices.Contains(right, m.key) {
			right = append(right, m.key)
		}
	}
	return right
}
