package gift_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/formattest"
	"trivium/questions/formats/gift"
)

// full is a question of which GIFT cannot hold everything.
func full(q questions.Question) questions.Question {
	q.ID, q.Language, q.Time, q.Points = "demo/"+string(q.Kind), "en", 20*time.Second, 1000
	if q.Kind == questions.Slide || q.Kind == questions.Poll {
		q.Points = 0
	}
	return q
}

func TestWhatIsWritten(t *testing.T) {
	t.Parallel()
	pack := &questions.Pack{ID: "demo", Title: "Demo", Language: "en", License: "CC0-1.0", Questions: []questions.Question{
		full(questions.Question{
			Kind: questions.Single, Prompt: "2 + 2 = ?\n{think}", Round: "Sums / Easy", Difficulty: "easy", Summary: "Two and two: four.",
			Choices: []questions.Choice{{Text: "[html] 4", Correct: true, Why: "#1"}, {Text: "%50% 5 ~ 6"}},
		}),
		full(questions.Question{
			Kind: questions.Multi, Prompt: "Which?", Round: "AC/DC", Scoring: questions.ScoringPartial, Details: "Some *words*.",
			Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b", Correct: true}, {Text: "c", Correct: true}, {Text: "d"}},
		}),
		full(questions.Question{Kind: questions.TrueFalse, Prompt: "The Moon is a planet.", Summary: "No.", Details: "Not at all."}),
		full(questions.Question{
			Kind: questions.Text, Prompt: "Who?", Accept: []questions.Accepted{{Text: "M*A*S*H"}, {Text: "MASH", Note: "also -> so"}},
			Reject: []string{"Mush"}, Language: "de",
		}),
		full(questions.Question{
			Kind: questions.Number, Prompt: "When?",
			Number: &questions.NumberSpec{Answer: "200", ToleranceRel: "0.05", Closest: true, Unit: "years"},
		}),
		full(questions.Question{
			Kind: questions.Match, Prompt: "Match", Extra: []string{"x=y"},
			Pairs: []questions.Pair{{Left: "a -> b", Right: "c -> d"}, {Left: "e", Right: "[f]"}},
		}),
		full(questions.Question{Kind: questions.Order, Prompt: "Order", Items: []string{"a", "b"}}),
		full(questions.Question{Kind: questions.Poll, Prompt: "Poll", Choices: []questions.Choice{{Text: "a"}, {Text: "b"}}}),
		full(questions.Question{
			Kind: questions.Slide, Prompt: "Half time!", Summary: "lost",
			Media: []questions.Media{{Type: "audio", Src: "media/a.mp3", Alt: "A"}, {Type: "image", Src: "media/b.png", Alt: "B"}},
		}),
	}}
	pack.Questions[3].Language = "de"
	got, findings, err := gift.Write(pack, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(written, string(got)); diff != "" {
		t.Errorf("this is not what was to be written (-want +got):\n%s", diff)
	}
	if !gift.Is("demo.txt", got) {
		t.Error("what is written is not taken for GIFT")
	}
	var said strings.Builder
	for _, finding := range findings {
		said.WriteString(finding.String() + "\n")
	}
	if diff := cmp.Diff(lost, said.String()); diff != "" {
		t.Errorf("this is not what is lost (-want +got):\n%s", diff)
	}
}

const written = `// [title:Demo] [language:en]

$CATEGORY: $course$/top/Sums/Easy

// [tag:easy]
::single::[plain]2 + 2 \= ?\n\{think\} {
	=[plain][html] 4#\#1
	~[plain]%50% 5 \~ 6
	####[plain]Two and two\: four.
}

$CATEGORY: $course$/top/AC//DC

::multi::[plain]Which? {
	~%33.33333%a
	~%33.33333%b
	~%33.33333%c
	~%-33.33333%d
	####[markdown]Some *words*.
}

$CATEGORY: $course$/top

::truefalse::[plain]The Moon is a planet. {FALSE
	####[markdown]No.\n\n---\n\nNot at all.
}

// [language:de]
::text::[plain]Who? {
	=M\\*A\\*S\\*H
	=MASH#[html]also -&gt; so
	=%0%Mush
}

::number::[plain]When? {#200:10}

::match::[plain]Match {
	=[html]a -&gt; b -> c -> d
	=e -> [f]
	= -> x\=y
}

::slide::[plain]Half time!
`

const lost = `warning: question number: in GIFT the nearest answer wins nothing; only those within the tolerance are right (closest)
warning: question number: the unit "years" was left out; name it in the question (unit)
skipped: question order: not written: GIFT has no questions of the kind order (kind)
skipped: question poll: not written: GIFT has no questions of the kind poll (kind)
warning: question slide: GIFT holds pictures only; media/a.mp3 was left out (media)
warning: question slide: media/b.png is not there and was left out (media-missing)
warning: question slide: a description has no explanation; summary and details were left out (explanation)
warning: in GIFT a part of the right choices or pairs gives a part of the points; questions that were all or nothing: 1 (scoring)
warning: Moodle forgives no typing mistakes, accents, articles or punctuation in typed answers; such questions: 1 (typed)
warning: GIFT has no place for the licence CC0-1.0; say it where the file is (pack-license)
`

func TestPicturesAreWritten(t *testing.T) {
	t.Parallel()
	first := gift.Read("pictures.gift", formattest.File(t, "pictures.gift"))
	media := func(src string) ([]byte, error) { return first.Media[src], nil }
	data, findings, err := gift.Write(first.Pack, media)
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v, %v", err, findings)
	}
	again := gift.Read("pictures.gift", data)
	if diff := cmp.Diff(first.Media, again.Media); diff != "" {
		t.Errorf("the pictures are not the same (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(first.Pack, again.Pack); diff != "" {
		t.Errorf("the pack is not the same (-first +again):\n%s", diff)
	}
}
