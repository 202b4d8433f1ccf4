package qti2

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// The namespaces of the files of a package, and the name of the format for people.
const (
	qtiSpace  = "http://www.imsglobal.org/xsd/imsqti_v2p1"
	cpSpace   = "http://www.imsglobal.org/xsd/imscp_v1p1"
	header    = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	forPeople = "QTI 2.1"
)

// writer writes one package.
type writer struct {
	pack      *questions.Pack
	media     func(src string) ([]byte, error)
	files     []file
	resources []resource
	taken     map[string]string // media in the package, by Src; empty is not there
	findings  []questions.Finding
}

// file is a file of the package.
type file struct {
	name string
	data []byte
}

// resource is an item as the manifest lists it: with the pictures that it shows.
type resource struct {
	id, href string
	pictures []string
}

// Write makes a package of QTI 2.1 of a pack, and says what QTI cannot hold: an item for each question, a test that has them in
// the order of the pack, with a section for each round.
func Write(p *questions.Pack, media func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	w := &writer{pack: p, media: media, taken: map[string]string{}}
	test := &strings.Builder{}
	open, round := 0, ""
	for i := range p.Questions {
		q := &p.Questions[i]
		res, written, err := w.item(q)
		if err != nil {
			return nil, nil, err
		}
		if !written {
			continue
		}
		w.resources = append(w.resources, res)
		if title := oneLine(q.Round); open == 0 || title != round {
			if open > 0 {
				test.WriteString("    </assessmentSection>\n")
			}
			open, round = open+1, title
			fmt.Fprintf(test, "    <assessmentSection identifier=\"section-%d\" title=\"%s\" visible=\"%t\">\n", open, escaped(title), title != "")
		}
		test.WriteString(reference(q, res))
	}
	if open > 0 {
		test.WriteString("    </assessmentSection>\n")
	}
	if found := loss.Pack(p, forPeople); found != nil {
		w.findings = append(w.findings, *found)
	}
	data, err := w.zip(test.String())
	return data, w.findings, err
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// reference names an item in the test, with its points as a weight and its time limit.
func reference(q *questions.Question, res resource) string {
	weight, limit := "", ""
	if answered(q) {
		weight = fmt.Sprintf("        <weight identifier=\"POINTS\" value=\"%s\"/>\n", thousandths(int64(q.Points), 3))
	}
	if q.Time > 0 {
		limit = fmt.Sprintf("        <timeLimits maxTime=\"%s\"/>\n", thousandths(int64(q.Time), 9))
	}
	return fmt.Sprintf("      <assessmentItemRef identifier=\"%s\" href=\"%s\">\n%s%s      </assessmentItemRef>\n",
		res.id, res.href, limit, weight)
}

// answered tells whether the question has a right answer.
func answered(q *questions.Question) bool {
	return q.Kind != questions.Poll && q.Kind != questions.Slide
}

// thousandths is a whole number with so many of its digits behind the point.
func thousandths(n int64, digits int) string {
	text := fmt.Sprintf("%0*d", digits+1, n)
	whole, fraction := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	return strings.TrimSuffix(whole+"."+fraction, ".")
}

// escaped is a text as it stands in XML, in an element or an attribute. The two characters that XML has no way to write are dropped.
func escaped(text string) string {
	return strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\ufffe", "", "\uffff", "",
	).Replace(text)
}

// zip makes the package: the same bytes for the same pack.
func (w *writer) zip(sections string) ([]byte, error) {
	test := header + fmt.Sprintf("<assessmentTest xmlns=\"%s\" identifier=\"%s%s\" title=\"%s\">\n"+
		"  <testPart identifier=\"part-1\" navigationMode=\"linear\" submissionMode=\"individual\">\n%s  </testPart>\n</assessmentTest>\n",
		qtiSpace, idPrefix, w.pack.ID, escaped(oneLine(w.pack.Title)), sections)
	files := append([]file{{"imsmanifest.xml", []byte(w.manifest())}, {testName, []byte(test)}}, w.files...)
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Time{}})
		if err != nil {
			return nil, fmt.Errorf("zip %s: %w", f.name, err)
		}
		if _, err := entry.Write(f.data); err != nil {
			return nil, fmt.Errorf("zip %s: %w", f.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("zip the package: %w", err)
	}
	return out.Bytes(), nil
}

// testName is the file of the test in the package.
const testName = "test.xml"

// manifest lists the files of the package (IMS Content Packaging 1.1).
func (w *writer) manifest() string {
	var out strings.Builder
	out.WriteString(header)
	fmt.Fprintf(&out, "<manifest xmlns=\"%s\" identifier=\"manifest\">\n  <metadata>\n    <schema>QTIv2.1 Package</schema>\n"+
		"    <schemaversion>1.0.0</schemaversion>\n  </metadata>\n  <organizations/>\n  <resources>\n", cpSpace)
	fmt.Fprintf(&out, "    <resource identifier=\"test\" type=\"imsqti_test_xmlv2p1\" href=\"%s\">\n      <file href=\"%s\"/>\n",
		testName, testName)
	for _, res := range w.resources {
		fmt.Fprintf(&out, "      <dependency identifierref=\"%s\"/>\n", res.id)
	}
	out.WriteString("    </resource>\n")
	for _, res := range w.resources {
		fmt.Fprintf(&out, "    <resource identifier=\"%s\" type=\"imsqti_item_xmlv2p1\" href=\"%s\">\n      <file href=\"%s\"/>\n",
			res.id, res.href, res.href)
		for _, name := range res.pictures {
			fmt.Fprintf(&out, "      <file href=\"%s\"/>\n", escaped(name))
		}
		out.WriteString("    </resource>\n")
	}
	out.WriteString("  </resources>\n</manifest>\n")
	return out.String()
}
