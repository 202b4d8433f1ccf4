package anki_test

import (
	"strings"
	"testing"

	"trivium/questions/formats/anki"
	"trivium/questions/formats/formattest"
)

func golden(t *testing.T, name, want string) {
	t.Helper()
	t.Parallel()
	formattest.Compare(t, anki.Read(name, formattest.File(t, name)), want)
}

func TestReadCloze(t *testing.T) {
	golden(t, "cloze.txt", `cloze "cloze" en
text the-pumps-blood-the: "The _____ pumps blood; the _____ never rests."
  *heart
text the-heart-pumps-the-heart: "The heart pumps _____; the heart never rests."
  *blood
text breathe-o-2: "_____ breathe \\(O_2\\)."
  *Lungs
2: warning: a formula is shown as it is written; write it in plain characters (formula)
`)
}

func TestReadNotes(t *testing.T) {
	golden(t, "notes.txt", `notes "notes" en
text the-dog-male: "the dog\n(male)" round="French / Animals"
  *le chien
text the-cat: "the \"cat\"" round="French / Animals"
  *le chat
text a-city-is-the-capital: "_____ (a city) is the capital of France." round="Geo"
  *Paris
  summary: It lies on the Seine.
text paris-is-the-capital-of: "Paris is the capital of _____." round="Geo"
  *France
  summary: It lies on the Seine.
text which-river: "Which river?" round="Geo"
  *The Thames
10: warning: the picture "map.png" is not in the file; add it by hand (picture)
warning: sounds are not in the file; notes that lose theirs: 1 (sound)
`)
}

func TestReadSemicolons(t *testing.T) {
	golden(t, "semicolons.txt", `biology-cells "Biology / Cells" en
text where-is-the-dna: "Where is the <DNA>?"
  *nucleus
  summary: Inside the cell
text what-builds-proteins: "What builds proteins?"
  *ribosome
  summary: Over two\nlines
8: skipped: not taken: a note needs two fields, question and answer, or a gap like {{c1::answer}} (row)
10: skipped: not taken: a note needs two fields, question and answer, or a gap like {{c1::answer}} (row)
11: skipped: not taken: there is a gap in a gap; write them one after the other (gap)
12: skipped: not taken: the gaps with the number 1 have different answers; number them apart (several-gaps)
13: skipped: not taken: a gap is written like {{c1::answer}}, and a note has at most 50 (gap)
`)
}

func TestRowsAsSpreadsheetsWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"#html:false\na\t\"b \"\"c\"\"\nd\"\n#no\ne\tf":              "a=b \"c\"\nd;e=f;",
		"#separator:,\n\"a,b\",c\n\"d\" e,\"f\n":                     "a,b=c;\"d\" e=\"f;",
		"#separator:Pipe\r\na|b\r\n\r\n|\r\n\"c\"|\"d\"":             "a=b;c=d;",
		"#separator:\u00a7\n\"a\"\u00a7\"b\u00a7\"\nc\u00a7d\u00a7e": "a=b\u00a7;c=d;",
		"#separator:nothing\na;b":                                    "a=b;",
	} {
		var got strings.Builder
		for _, q := range anki.Read("a.txt", []byte(text)).Pack.Questions {
			got.WriteString(q.Prompt + "=" + q.Accept[0].Text + ";")
		}
		if got.String() != want {
			t.Errorf("%q is read as %q, not %q", text, got.String(), want)
		}
	}
}

func TestHostileFilesCostLittle(t *testing.T) {
	for _, piece := range []string{
		"a\tb\n", "\"", "#html:true\n", "{{c1::a}}\t", "{{c1::a}}\n",
		"a\t<b>&amp;\n", "{{c1::a {{c2::", "\t", "a\n", "[sound:a]\tb\n",
		"\"a\"\"", "\"a", "\"\n\"\t",
	} {
		text := []byte(strings.Repeat(piece, (512<<10)/len(piece)))
		formattest.Bounded(t, text, anki.Read)
		anki.Is("hostile", text)
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		anki.Is("fuzz.txt", data)
		formattest.Promise(t, anki.Read("fuzz.txt", data))
	})
}
