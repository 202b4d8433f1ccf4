package openapi

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed page.html
var pageText string

// view is the document as the page shows it.
type view struct {
	Title, Version, Summary string
	About                   []string // paragraphs
	Tags                    []tag
	Schemas                 []schema
}

type tag struct {
	Name, About string
	Operations  []operation
}

type operation struct {
	ID, Method, Path, Summary string
	About                     []string
	Needs                     []string
	Parameters                []field
	Takes                     []body
	Answers                   []answer
}

// body is what is sent or answered, in one media type.
type body struct {
	Media   string
	Fields  []field
	Example string
}

type answer struct {
	Status, About string
	Bodies        []body
}

type schema struct {
	Name, About string
	Fields      []field
	Example     string
}

// HTML gives the document as a page for people, without a script.
func (d *Document) HTML() (template.HTML, error) {
	page, err := template.New("page").Parse(pageText)
	if err != nil {
		return "", fmt.Errorf("read the template of the API's page: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, d.view()); err != nil {
		return "", fmt.Errorf("render the API's page: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // the template has escaped all values
}

func (d *Document) view() view {
	info := child(d.root, "info")
	v := view{Title: text(info, "title"), Version: text(info, "version"), Summary: text(info, "summary"), About: paragraphs(text(info, "description"))}
	for _, t := range items(child(d.root, "tags")) {
		v.Tags = append(v.Tags, tag{Name: text(t, "name"), About: text(t, "description")})
	}
	each(child(d.root, "paths"), func(path string, shared *yaml.Node) {
		each(shared, func(method string, o *yaml.Node) {
			if method == "parameters" {
				return
			}
			name := child(o, "tags").Content[0].Value
			at := slices.IndexFunc(v.Tags, func(t tag) bool { return t.Name == name })
			if at >= 0 {
				v.Tags[at].Operations = append(v.Tags[at].Operations, d.operation(path, method, shared, o))
			}
		})
	})
	each(child(child(d.root, "components"), "schemas"), func(name string, s *yaml.Node) {
		v.Schemas = append(v.Schemas, schema{Name: name, About: text(s, "description"), Fields: d.fields(s), Example: example(s)})
	})
	return v
}

func (d *Document) operation(path, method string, shared, o *yaml.Node) operation {
	op := operation{
		ID: text(o, "operationId"), Method: strings.ToUpper(method), Path: path, Summary: text(o, "summary"),
		About: paragraphs(text(o, "description")),
	}
	for _, way := range items(child(o, "security")) {
		each(way, func(scheme string, scopes *yaml.Node) {
			words := []string{scheme}
			for _, scope := range items(scopes) {
				words = append(words, scope.Value)
			}
			op.Needs = append(op.Needs, strings.Join(words, " with "))
		})
	}
	for _, p := range slices.Concat(items(child(shared, "parameters")), items(child(o, "parameters"))) {
		p = d.resolve(p)
		f := d.field(text(p, "name"), child(p, "schema"))
		f.In, f.Required = text(p, "in"), text(p, "required") == "true"
		f.About = strings.TrimSpace(text(p, "description") + " " + f.About)
		op.Parameters = append(op.Parameters, f)
	}
	op.Takes = d.bodies(d.resolve(child(o, "requestBody")))
	each(child(o, "responses"), func(status string, r *yaml.Node) {
		r = d.resolve(r)
		a := answer{Status: status, About: text(r, "description")}
		if !strings.HasPrefix(status, "4") && status != "default" { // problems are all alike
			a.Bodies = d.bodies(r)
		}
		op.Answers = append(op.Answers, a)
	})
	return op
}

func (d *Document) bodies(of *yaml.Node) []body {
	var list []body
	each(child(of, "content"), func(media string, m *yaml.Node) {
		b := body{Media: media, Fields: d.fields(child(m, "schema")), Example: example(m)}
		if name := reference(child(m, "schema")); name != "" {
			b.Fields = []field{d.field("", child(m, "schema"))}
		}
		list = append(list, b)
	})
	return list
}
