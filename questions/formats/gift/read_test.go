package gift_test

import (
	"testing"

	"trivium/questions/formats/formattest"
	"trivium/questions/formats/gift"
)

// golden compares what is read of a fixture with what a person wrote down.
func golden(t *testing.T, name, want string) {
	t.Helper()
	t.Parallel()
	formattest.Compare(t, gift.Read(name, formattest.File(t, name)), want)
}

func TestEveryKind(t *testing.T) {
	golden(t, "kinds.gift", `kinds "kinds" en
single red-planet: "Which planet is red?" round="Space / Near" difficulty="easy"
  *Mars (Iron oxide.)
  Venus (That one is yellow.)
  Jupiter
  summary: Its dust is rusty.
multi gases: "Which of these are gases at room temperature?" round="Space / Near" scoring="partial"
  *Oxygen
  *Helium
  Iron
  Bromine (A liquid.)
truefalse the-moon-is-a-planet: "The Moon is a planet." round="Space / Near"
  *false
  summary: Well judged.
  details: It goes round the Earth, so no.
text author: "Who wrote \"Nineteen Eighty-Four\"?" round="People/Places"
  *George Orwell
  *Eric Arthur Blair (His real name.)
  !Aldous Huxley
  summary: He wrote "Brave New World".
text two-plus-two-is: "Two plus two is _____." round="People/Places"
  *four
  *4
number landing-on-the-moon-which-year: "Landing on the Moon: which year?" round="People/Places"
  *1969
number what-is-pi: "What is pi?" round="People/Places"
  *3.14 abs=0.01
  summary: To two digits.
number pick-any-number-from-one-to: "Pick any number from one to five." round="People/Places"
  *3 low=1 high=5
match match-the-capitals: "Match the capitals." round="People/Places" scoring="partial"
  France -> Paris
  Italy -> Rome
  -> Madrid
slide half-time: "Time for a **break**." round="People/Places"
text where-is-the-louvre: "Where is the Louvre?"
  *Paris
40: warning: the question is written in Markdown, whose marks are shown as they stand: "Time for a **break**." (markdown)
`)
}

func TestTraps(t *testing.T) {
	golden(t, "traps.gift", `traps "traps" en
single escapes-like-these-2-2: "Escapes {like these}: 2 \\+ 2 = 4, a: b\\c # 5 ~ 6?"
  *yes=no (why # not)
  a \-> b
  two\nlines
single who-sang-hello: "Who sang \"Hello\"?" round="Music"
  *Adele
  Cher
truefalse two-lines-of-one-question: "Two lines\nof one question" round="Music"
  *true
text 5-6-bold-h-o: "5 < 6 & bold\nH₂O" round="Music"
  *<b>
  *x
truefalse is-a-b-and-c-d: "Is a<b and c>d?" round="Music"
  *true
truefalse is-b-a-tag: "Is <b> a tag?" round="Music"
  *true
truefalse look: "Look:" round="Music"
  *true
truefalse formula-x-2: "Formula \\(x^2\\)" round="Music"
  *true
single half-credit: "Half credit" round="Music"
  *right
  half
  a third
  wrong
multi two-are-right: "Two are right" round="Music" scoring="partial"
  *one
  *two
  three
multi uneven: "Uneven" round="Music" scoring="partial"
  *a
  *b
  c
text wild: "Wild" round="Music"
  *beetle
  *Vol*kswagen
  *Bug
  summary: Anything else
number numbers: "Numbers" round="Music"
  *1822 abs=2
  summary: Exact.
  details: Far off.
number exponent: "Exponent" round="Music"
  *1500 abs=0.01
number backwards: "Backwards" round="Music"
  *3 low=1 high=5
single blank-lines: "Blank lines" round="Music"
  *right
  wrong
single trailing: "Trailing" round="Music"
  *a
  b
truefalse a-title-without-an-end: "A title without an end" round="Music"
  *true
number comma: "Comma" round="Music"
  *3.5
text true-or-not: "TRUE or not" round="Music"
  *true
single which-band-is-it: "Which band is it?" round="/AC/DC / Live"
  *AC/DC
  Kiss
slide 0: "0" round="/AC/DC / Live"
17: warning: the picture "@@PLUGINFILE@@/map.png" is not in the file; add it by hand (picture)
19: warning: a formula is shown as it is written; write it in plain characters: "Formula \\(x^2\\)" (formula)
21: warning: the choice "half" gave 50 % of the points; here it is wrong (partial-credit)
21: warning: the choice "a third" gave 33.33333 % of the points; here it is wrong (partial-credit)
23: warning: 2 choices are right, and one was enough; here each gives its share of the points (several-right)
25: warning: the right choices had different weights; here each gives the same share (weights)
27: skipped: not taken: no choice is right; begin the right one with =, or give right ones weights, like ~%50% (key)
29: warning: "*beetle*" had a * for any letters; here only what is left of it counts: "beetle" (wildcard)
29: warning: the answer "Bug" gave 50 % of the points; here it is right (partial-credit)
31: skipped: not taken: any answer is right; write at least a part of the answer (wildcard)
33: warning: the answer "1822:10" gave 50 % of the points; here it is wrong (partial-credit)
33: warning: the answer "1900" was left out; a question has one number, or a range of them (several-numbers)
39: skipped: not taken: not a number: "many"; write {#1969} or {#1969:2} or {#1960..1970} (number)
41: skipped: not taken: it has no number that is right; write {#1969} or {#1969:2} or {#1960..1970} (number)
43: skipped: not taken: an essay has no answer that could be judged; put the accepted answers in the braces: {=one =other} (essay)
45: skipped: not taken: a brace is missing; an answer stands in { and }, and a brace that is meant as such is written \{ or \} (braces)
47: skipped: not taken: a brace is missing; an answer stands in { and }, and a brace that is meant as such is written \{ or \} (braces)
49: skipped: not taken: a question has one answer in { and }; a brace that is meant as such is written \{ or \} (braces)
51: skipped: not taken: a question has one answer in { and }; a brace that is meant as such is written \{ or \} (braces)
53: skipped: not taken: a tag is cut off at "<img src"; inside a tag write \= and \~ and \# and \{ and \} (unescaped)
53: warning: 2 choices are right, and one was enough; here each gives its share of the points (several-right)
55: skipped: not taken: "c" is no pair; write it as = left -> right (pair)
57: skipped: not taken: choices.1.text: number 1 and number 2 of the choices are the same (equal)
59: warning: there are blank lines inside the braces; Moodle would not read this question (blank-line)
67: skipped: not taken: choices: there are 1 choices; there must be 2 to 10 (count)
69: warning: an answer without a text was left out (empty-answer)
`)
}

func TestPictures(t *testing.T) {
	golden(t, "pictures.gift", `pictures "pictures" en
single flag: "Whose flag?"
  *Ours (Indeed)
  Theirs
  media: image "Red" 
  media: image "Picture" reveal
  summary: Red.
  details: It is *red*.
single choice: "Which is blue?"
  *Blue
  none
  media: image "Blue" 
1: warning: a picture has no description; write one for those who cannot see it (no-alt)
7: warning: a picture in a choice is shown with the question instead (choice-picture)
7: warning: a picture was left out: the picture cannot be read; save it as PNG, JPEG, GIF or WebP: image: unknown format (picture)
`)
}

func TestWindows1252(t *testing.T) {
	golden(t, "cp1252.gift", `cp1252 "cp1252" en
single cafe: "Où est le café “Flore” ?"
  *Paris
  Orléans
truefalse c-est-vrai: "C’est vrai."
  *true
warning: the file is not UTF-8; it was read as Windows-1252, so look at letters with accents (encoding)
`)
}

func TestUTF8WithMarkAndOldMacLineEnds(t *testing.T) {
	golden(t, "bom-cr.gift", `bom-cr "bom-cr" en
single strasse: "Wie heißt die Straße?"
  *Große Straße
  Gasse
truefalse fertig: "Fertig?"
  *true
`)
}

func TestUTF16(t *testing.T) {
	golden(t, "utf16.gift", `utf16 "utf16" en
single q: "Столица России?"
  *Москва
  Киев
text q-2: "Река в Париже?"
  *Сена
`)
}
