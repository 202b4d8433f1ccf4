package blackboard_test

import (
	"strings"
	"testing"

	"trivium/questions/formats/blackboard"
	"trivium/questions/formats/formattest"
)

func golden(t *testing.T, name, want string) {
	t.Helper()
	t.Parallel()
	formattest.Compare(t, blackboard.Read(name, formattest.File(t, name)), want)
}

func TestReadKinds(t *testing.T) {
	golden(t, "kinds.txt", `kinds "kinds" en
single which-is-2: "Which is 2³?"
  *8
  6
  9
multi which-are-even: "Which are even?" scoring="partial"
  *2
  *4
  5
truefalse the-moon-is-a-planet: "The Moon is a planet."
  *false
text the-mona-lisa-is-by: "The \"Mona Lisa\" is by _____."
  *Leonardo da Vinci
  *Leonardo
text roses-are: "Roses are _____."
  *red
  *Red ones
number what-is-pi: "What is pi?"
  *3.14 abs=0.01
number how-many-legs-has-a-spider: "How many legs has a spider?"
  *8
order put-in-order: "Put in order." scoring="partial"
  1. one
  2. two
  3. three
match match-the-capitals: "Match the capitals." scoring="partial"
  France -> Paris
  Italy -> Rome
  -> Madrid
poll this-course-was-good: "This course was good."
  Strongly agree
  Agree
  Neither agree nor disagree
  Disagree
  Strongly disagree
`)
}

func TestReadTraps(t *testing.T) {
	golden(t, "traps.txt", `traps "traps" en
multi two: "Two?" scoring="partial"
  *a
  *b
  c
truefalse see: "See"
  *true
1:1: warning: 2 choices are correct, so it is taken as MA (several-right)
2: skipped: not taken: choices: 0 choices are marked correct; a single question has one (several make it multi) (key)
3:4: skipped: not taken: behind each choice stands correct or incorrect, not "right" (mark)
4:6: skipped: not taken: behind each choice stands correct or incorrect, not "" (mark)
5:3: skipped: not taken: the answer is true or false, not "maybe" (answer)
6:3: skipped: not taken: the answer is true or false, not "" (answer)
7:1: skipped: not taken: an essay, a short response (SR) or a file cannot be judged; make it FIB, with the answers that are accepted (essay)
8:1: skipped: not taken: an essay, a short response (SR) or a file cannot be judged; make it FIB, with the answers that are accepted (essay)
9:1: skipped: not taken: an essay, a short response (SR) or a file cannot be judged; make it FIB, with the answers that are accepted (essay)
10:1: skipped: not taken: there are no questions of the kind JUMBLED_SENTENCE here (kind)
11:1: skipped: not taken: there is no kind "XX"; the kinds are MC, MA, TF, ESS, ORD, MAT, FIB, FIB_PLUS, FIL, NUM, SR, OP, JUMBLED_SENTENCE, QUIZ_BOWL (kind)
12: skipped: not taken: a row has the kind of question, a tab, and the question (row)
14: skipped: not taken: accept: there are 0 accepted answers; there must be 1 to 100 (count)
15:5: skipped: not taken: a question here has one gap; make it several questions (several-gaps)
16:2: skipped: not taken: there is no [a] in the question (gap)
17:3: skipped: not taken: behind the question stand the name of the gap and its answers (answer)
18:3: skipped: not taken: not a number: "many" (number)
19: skipped: not taken: answer: a number question needs an answer (missing)
20: skipped: not taken: pairs.1.right: number 1 and number 2 of the pairs are the same (equal)
21:2: warning: the picture is not in the file; add it by hand (picture)
`)
}

func TestReadUtf16(t *testing.T) {
	golden(t, "utf16.txt", `utf16 "utf16" en
truefalse q: "Рим — столица Италии."
  *true
`)
}

func TestHostileFilesCostLittle(t *testing.T) {
	for _, piece := range []string{
		"MC\ta\tb\tcorrect\n", "MC\t", "FIB\ta\tb\n", "\"", "FIB\t",
		"MAT\ta\tb\tc\td\te\n", "TF\t<b>a&amp;</b>\ttrue\n", "\n", "XX\tb\n",
	} {
		text := []byte(strings.Repeat(piece, (512<<10)/len(piece)))
		formattest.Bounded(t, text, blackboard.Read)
		blackboard.Is("hostile", text)
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		blackboard.Is("fuzz.txt", data)
		formattest.Promise(t, blackboard.Read("fuzz.txt", data))
	})
}
