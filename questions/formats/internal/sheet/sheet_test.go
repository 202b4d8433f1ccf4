package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// workbook is a workbook made of its parts; each one that is not given is as small as can be.
func workbook(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	all := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="One" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
	}
	maps.Copy(all, parts)
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range all {
		entry, err := archive.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := entry.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// cells is a workbook whose sheet has this content.
func cells(tb testing.TB, data string) []byte {
	tb.Helper()
	return workbook(tb, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + data + "</sheetData></worksheet>"})
}

func TestCellsAreReadAsPeopleSeeThem(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	for cell, value := range map[string]any{
		"B2": "A text", "C2": 20, "D2": 1.5, "E2": true, "F2": 0.1 + 0.2, "G2": "_x000D_ & <b>",
		"B4": 0.25, "C4": 1969.4, "D4": time.Date(1969, 7, 20, 0, 0, 0, 0, time.UTC), "E4": "line\nbreak", "F4": 12.0, "G4": time.Hour * 14,
	} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for cell, format := range map[string]int{"B4": 9, "C4": 4, "F4": 2} {
		style, err := book.NewStyle(&excelize.Style{NumFmt: format})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", cell, cell, style); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellFormula("Sheet1", "H2", "=1+1"); err != nil {
		t.Fatal(err)
	}
	data, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got, err := sheet.Read(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []pack.Row{
		{Line: 2, Cells: []string{"", "A text", "20", "1.5", "TRUE", "0.3", "\n & <b>"}},
		{Line: 4, Cells: []string{"", "25%", "1969.40", "1969-07-20", "line\nbreak", "12.00", "14:00"}},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]draft.Place{{Line: 4, Column: 4}, {Line: 4, Column: 7}}, got.Dates); diff != "" {
		t.Error(diff)
	}
}

func TestWhatOtherProgramsWrite(t *testing.T) {
	t.Parallel()
	data := workbook(t, map[string]string{
		"xl/workbook.xml": `<x:workbook xmlns:x="urn:x"><x:workbookPr date1904="true"/><x:sheets><x:sheet name="Hidden" state="hidden" y:id="r0"/>` +
			`<x:sheet name="Empty" y:id="r2"/><x:sheet name="Full" y:id="r1"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r0" Target="worksheets/hidden.xml"/>` +
			`<Relationship Id="r1" Target="/xl/worksheets/full.xml"/><Relationship Id="r2" Target="worksheets/empty.xml"/></Relationships>`,
		"xl/worksheets/hidden.xml": `<worksheet><sheetData><row><c t="inlineStr"><is><t>hidden</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/empty.xml":  `<worksheet><sheetData><row r="7"><c s="1"/></row></sheetData></worksheet>`,
		"xl/worksheets/full.xml": `<worksheet><sheetData><row><c t="s"><v>1</v></c><c><v>0</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c></row>` +
			`<row r="9"><c r="C9" t="inlineStr"><is><r><t>in </t></r><r><t xml:space="preserve">line </t></r></is></c><c t="str"><f>"a"</f><v>a</v></c>` +
			`<c s="1"><v>1</v></c><c r="ZZ9"><v>far away</v></c></row></sheetData></worksheet>`,
		"xl/sharedStrings.xml": `<sst><si><t>none</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si></sst>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day &quot;d\.m\.yyyy;@"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
	})
	got, err := sheet.Read(data)
	want := []pack.Row{
		{Line: 1, Cells: []string{"東京", "0", "FALSE", "#REF!"}},
		{Line: 9, Cells: []string{"", "", "in line ", "a", "1904-01-02"}},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if diff := cmp.Diff(want, sheet.Head(data)); diff != "" {
		t.Error(diff)
	}
}

// TestWhatIsHostileEndsInAnError gives what would cost much. How much it does is for the benchmark to say.
func TestWhatIsHostileEndsInAnError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a bomb":       {cells(t, `<row><c t="str"><v>`+strings.Repeat("x", 25<<20)+`</v></c></row>`), draft.ErrTooLarge},
		"a long cell":  {cells(t, `<row><c t="str"><v>`+strings.Repeat("x", 200_000)+`</v></c></row>`), draft.ErrTooLarge},
		"many cells":   {cells(t, "<row>"+strings.Repeat("<c/>", 1<<20+1)+"</row>"), draft.ErrTooLarge},
		"many rows":    {cells(t, strings.Repeat("<row><c><v>1</v></c></row>", 12_001)), draft.ErrTooLarge},
		"attributes":   {cells(t, "<row "+strings.Repeat(`a=">" `, 10_000)+"></row>"), draft.ErrTooLarge},
		"disorder":     {cells(t, `<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`), draft.ErrArchive},
		"no sheet":     {cells(t, ``), sheet.ErrNoSheet},
		"broken XML":   {cells(t, `<row><c>&nope;</c></row>`), draft.ErrArchive},
		"entities":     {workbook(t, map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]><workbook/>`}), draft.ErrArchive},
		"out of it":    {workbook(t, map[string]string{"xl/_rels/workbook.xml.rels": `<R><Relationship Id="r1" Target="../../../etc/passwd"/></R>`}), sheet.ErrNoSheet},
		"no archive":   {[]byte("PK\x03\x04"), draft.ErrArchive},
		"long strings": {workbook(t, map[string]string{"xl/worksheets/sheet1.xml": `<w><row><c t="s"><v>9</v></c></row></w>`, "xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 100_000) + "</sst>"}), sheet.ErrNoSheet},
	} {
		_, err := sheet.Read(c.data)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	wide := strings.Repeat(`<c><v>1</v></c>`, 40)
	for name, data := range map[string][]byte{
		"bomb":    cells(b, `<row><c t="str"><v>`+strings.Repeat("x", 100<<20)+`</v></c></row>`),
		"cells":   cells(b, strings.Repeat("<row>"+wide+"</row>", 12_000)),
		"marks":   cells(b, "<row>"+strings.Repeat("<c/>", 3<<20)+"</row>"),
		"far":     cells(b, strings.Repeat(`<row><c r="BL1"><v>1</v></c></row>`, 12_000)),
		"strings": workbook(b, map[string]string{"xl/worksheets/sheet1.xml": `<w><row><c t="s"><v>9999999</v></c></row></w>`, "xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 3<<20) + "</sst>"}),
		"attrs":   cells(b, "<row "+strings.Repeat(`a="b" `, 3<<20)+"></row>"),
		"texts":   cells(b, "<row>"+strings.Repeat(`<c t="inlineStr"><is><t>`+strings.Repeat("x", 30_000)+`</t></is></c>`, 60)+"</row>"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = sheet.Read(data)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" s="1"><v>1.5</v></c><c t="inlineStr"><is><t>a</t></is></c></row>`, `<cellXfs><xf/><xf numFmtId="14"/></cellXfs>`, `<si><t>_x000D_</t></si>`)
	f.Fuzz(func(t *testing.T, rows, styles, shared string) {
		data := workbook(t, map[string]string{"xl/worksheets/sheet1.xml": rows, "xl/styles.xml": styles, "xl/sharedStrings.xml": shared})
		table, err := sheet.Read(data)
		if err == nil && len(table.Rows) == 0 {
			t.Error("no rows and no error")
		}
		for i, row := range table.Rows {
			if i > 0 && row.Line <= table.Rows[i-1].Line || len(row.Cells) == 0 {
				t.Errorf("row %d: %v", i, row)
			}
		}
		sheet.Head(data)
	})
}
