package aiken_test

import (
	"strings"
	"testing"

	"trivium/questions/formats/aiken"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/formattest"
)

func golden(t *testing.T, name, want string) {
	t.Helper()
	t.Parallel()
	formattest.Compare(t, aiken.Read(name, formattest.File(t, name)), want)
}

func TestAsATeacherWritesIt(t *testing.T) {
	golden(t, "teacher.txt", `teacher "teacher" en
single what-is-the-capital-of-france: "What is the capital of France?"
  Lyon
  *Paris
  Nice
truefalse the-moon-is-a-planet: "The Moon is a planet."
  *false
single which-b-is-bold-so: "Which <b> is bold & \"so\" on?"
  *<b>
  <i>
single a-lincoln-was-president-of-which: "A. Lincoln was president of which country?"
  France
  *The USA
`)
}

func TestTraps(t *testing.T) {
	golden(t, "traps.txt", `traps "traps" en
single read-the-text-which-of-these: "Read the text.\nWhich of these is wet?"
  *Water
  Sand
multi two-are-right: "Two are right" scoring="partial"
  *a
  b
  *c
single a-long-choice: "A long choice"
  goes on\nover the line
  *does not
single letters-that-jump: "Letters that jump"
  a
  c
  *d
1: warning: the question goes over several lines; Moodle would read the last one only (joined)
7: skipped: not taken: there is no question before this answer (no-question)
12: skipped: not taken: "C" is no letter of a choice; write it like ANSWER: A (key)
14: skipped: not taken: there are choices but no question before them (no-question)
22: warning: several letters are right; Moodle would take the first only (several-right)
24: skipped: not taken: choices: there are 1 choices; there must be 2 to 10 (count)
30: warning: a choice goes on in this line; Moodle would not read it (joined)
34: skipped: not taken: the question has no line like ANSWER: A behind its choices (no-answer)
41: skipped: not taken: "" is no letter of a choice; write it like ANSWER: A (key)
43: skipped: not taken: choices.1.text: number 1 and number 2 of the choices are the same (equal)
54: skipped: not taken: the question has no line like ANSWER: A behind its choices (no-answer)
`)
}

func TestOldMacLineEndsInWindows1252(t *testing.T) {
	golden(t, "mac-cp1252.txt", `mac-cp1252 "mac-cp1252" en
single ou-est-le-cafe: "Où est le café… ?"
  *À Paris
  À Rome
warning: the file is not UTF-8; it was read as Windows-1252, so look at letters with accents (encoding)
`)
}

func TestWhatIsNoAiken(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "Q\nA. a\nB. b", "Q\nANSWER: A", `{"a": "A. a\nB. b\nANSWER: A"}`, "Q\nA. a\nB. b\nANSWER: see below", "<p>\nA. a\nB. b\nANSWER: A",
	} {
		if aiken.Is("a.txt", []byte(text)) {
			t.Errorf("%q is taken for Aiken", text)
		}
	}
}

func TestHostileFilesCostLittle(t *testing.T) {
	for _, piece := range []string{
		"a", "a\n", "A. a\n", "A. a\nb\n", "\n",
		"ANSWER: A\n", "Q\nA. a\nB. b\nANSWER: A\n", "ANSWER: A,", "A.\n\na\n\n",
	} {
		text := []byte(strings.Repeat(piece, (512<<10)/len(piece)))
		formattest.Bounded(t, text, aiken.Read)
		aiken.Is("hostile", text)
	}
	if got := aiken.Read("a", make([]byte, draft.MaxPlain+1)); got.Findings[0].Code != "too-large" {
		t.Errorf("the finding is %v", got.Findings[0])
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		aiken.Is("fuzz.txt", data)
		formattest.Promise(t, aiken.Read("fuzz.txt", data))
	})
}
