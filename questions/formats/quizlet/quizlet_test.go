package quizlet_test

import (
	"strings"
	"testing"

	"trivium/questions/formats/formattest"
	"trivium/questions/formats/quizlet"
)

func golden(t *testing.T, name, want string) {
	t.Helper()
	t.Parallel()
	formattest.Compare(t, quizlet.Read(name, formattest.File(t, name)), want)
}

func TestReadDefinitions(t *testing.T) {
	golden(t, "definitions.txt", `definitions "definitions" en
text the-division-of-a-cell-into: "The division of a cell into two that are alike"
  *mitosis
text the-movement-of-water-through-a: "The movement of water through a membrane"
  *osmosis
text a-protein-that-speeds-up-a: "A protein that speeds up a reaction\nand is not used up"
  *enzyme
text a-piece-of-dna-that-codes: "A piece of DNA that codes for a protein or for RNA"
  *gene
`)
}

func TestReadLong(t *testing.T) {
	golden(t, "long.txt", `long "long" en
single why-is-the-sky-blue: "Why is the sky blue?"
  *Because air scatters blue light more than red light
  Because trees save water in winter by shedding them
  Because they are content, or in pain, or want something
  Because the Earth turns us away from the Sun every evening
single why-do-leaves-fall: "Why do leaves fall?"
  *Because trees save water in winter by shedding them
  Because they are content, or in pain, or want something
  Because the Earth turns us away from the Sun every evening
  Because air scatters blue light more than red light
single why-do-cats-purr: "Why do cats purr?"
  *Because they are content, or in pain, or want something
  Because the Earth turns us away from the Sun every evening
  Because air scatters blue light more than red light
  Because trees save water in winter by shedding them
single why-is-it-dark-at-night: "Why is it dark at night?"
  *Because the Earth turns us away from the Sun every evening
  Because air scatters blue light more than red light
  Because trees save water in winter by shedding them
  Because they are content, or in pain, or want something
`)
}

func TestReadOneLine(t *testing.T) {
	golden(t, "one-line.txt", `one-line "one-line" en
text one: "one"
  *eins
text two: "two"
  *zwei
text three: "three"
  *drei
`)
}

func TestReadVocabulary(t *testing.T) {
	golden(t, "vocabulary.txt", `vocabulary "vocabulary" en
text the-dog: "the dog"
  *der Hund
text car-automobile: "car / automobile"
  *das Auto
text the-cat: "the cat"
  *die Katze
4: skipped: not taken: the term or the definition is missing (row)
`)
}

func TestHostileFilesCostLittle(t *testing.T) {
	for _, piece := range []string{
		"a\tb\n", "a\n", "\t", "a\tb;", "\n",
		"a\tb\nc\n", "Why?\tBecause it is so, and has been so for a long time\n",
	} {
		text := []byte(strings.Repeat(piece, (512<<10)/len(piece)))
		formattest.Bounded(t, text, quizlet.Read)
		quizlet.Is("hostile", text)
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		quizlet.Is("fuzz.txt", data)
		formattest.Promise(t, quizlet.Read("fuzz.txt", data))
	})
}
