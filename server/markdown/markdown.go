// Package markdown makes HTML of the Markdown in packs (CommonMark 0.31, and the tables of GitHub's dialect). What it makes is safe
// to show: marks of HTML in the source are left out, and so are links that would run a script. Pictures are not loaded from other
// sites; their descriptions stand instead.
package markdown

import (
	"bytes"
	"fmt"
	"html/template"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Renderer makes HTML. It may be used from any goroutine.
type Renderer struct{ markdown goldmark.Markdown }

// New makes a Renderer.
func New() *Renderer {
	return &Renderer{goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(plainer{}, 100))),
	)}
}

// HTML makes HTML of a text in Markdown.
func (r *Renderer) HTML(source string) (template.HTML, error) {
	var out bytes.Buffer
	if err := r.markdown.Convert([]byte(source), &out); err != nil {
		return "", fmt.Errorf("render Markdown: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // goldmark leaves out raw HTML unless told otherwise
}

// headingBelow is how far headings move down: the page has a heading above the text.
const headingBelow = 2

// plainer fits a text into a page: headings move down, links lead out of it without telling where they come from, and pictures give way
// to their descriptions.
type plainer struct{}

// Transform implements parser.ASTTransformer.
func (plainer) Transform(document *ast.Document, reader text.Reader, _ parser.Context) {
	var pictures []*ast.Image
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it ends in no error of its own
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(n.Level+headingBelow, 6)
		case *ast.Link:
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
			n.SetAttributeString("target", []byte("_blank"))
		case *ast.Image:
			pictures = append(pictures, n)
		}
		return ast.WalkContinue, nil
	})
	for _, picture := range pictures {
		words := ast.NewString(alt(picture, reader.Source()))
		picture.Parent().ReplaceChild(picture.Parent(), picture, words)
	}
}

// alt is the description of a picture.
func alt(picture *ast.Image, source []byte) []byte {
	var out bytes.Buffer
	for child := picture.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			out.Write(t.Segment.Value(source))
		}
	}
	return out.Bytes()
}
