package gateway

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/wire"
)

// twins gives, for each kind, two questions that differ in nothing but the right answer and what is told with it.
func twins() map[questions.Kind][2]questions.Question {
	pair := func(a, b questions.Question) [2]questions.Question {
		for i, q := range []*questions.Question{&a, &b} {
			q.ID, q.Time, q.Prompt = "demo/q", 20*time.Second, "What is it?"
			if q.Kind != questions.Poll && q.Kind != questions.Slide {
				q.Points = 1000
			}
			q.Summary = []string{"It is the first.", "It is the second, by far."}[i]
			q.Media = []questions.Media{
				{Type: "image", Src: "/media/1", Alt: "a map"},
				{Type: "image", Src: []string{"/media/2", "/media/3"}[i], Alt: []string{"one", "two"}[i], At: questions.AtReveal},
			}
		}
		return [2]questions.Question{a, b}
	}
	choices := func(right ...int) []questions.Choice {
		list := []questions.Choice{{Text: "Ant"}, {Text: "Bee"}, {Text: "Cat"}, {Text: "Dog"}}
		for _, i := range right {
			list[i].Correct, list[i].Why = true, "because it is "+list[i].Text
		}
		return list
	}
	number := func(answer, tolerance string) *questions.NumberSpec {
		return &questions.NumberSpec{
			Answer: answer, ToleranceAbs: tolerance, Unit: "m", Range: &questions.Range{Min: "0", Max: "100", Step: "1"},
		}
	}
	return map[questions.Kind][2]questions.Question{
		questions.Single: pair(questions.Question{Kind: questions.Single, Choices: choices(0)},
			questions.Question{Kind: questions.Single, Choices: choices(3)}),
		questions.Multi: pair(questions.Question{Kind: questions.Multi, Choices: choices(0, 1)},
			questions.Question{Kind: questions.Multi, Choices: choices(2)}),
		questions.TrueFalse: pair(questions.Question{Kind: questions.TrueFalse, Answer: true},
			questions.Question{Kind: questions.TrueFalse, Answer: false}),
		questions.Text: pair(
			questions.Question{Kind: questions.Text, Accept: []questions.Accepted{{Text: "Mars"}}, Reject: []string{"Venus"}},
			questions.Question{Kind: questions.Text, Accept: []questions.Accepted{{Text: "Venus"}, {Text: "Evening star"}}}),
		questions.Number: pair(questions.Question{Kind: questions.Number, Number: number("7", "1")},
			questions.Question{Kind: questions.Number, Number: number("42", "")}),
		questions.Order: pair(questions.Question{Kind: questions.Order, Items: []string{"one", "two", "three", "four"}},
			questions.Question{Kind: questions.Order, Items: []string{"four", "two", "one", "three"}}),
		questions.Match: pair(
			questions.Question{
				Kind: questions.Match, Pairs: []questions.Pair{{Left: "A", Right: "1"}, {Left: "B", Right: "2"}}, Extra: []string{"3"},
			},
			questions.Question{
				Kind: questions.Match, Pairs: []questions.Pair{{Left: "B", Right: "3"}, {Left: "A", Right: "2"}}, Extra: []string{"1"},
			}),
		questions.Poll: pair(questions.Question{Kind: questions.Poll, Choices: choices()},
			questions.Question{Kind: questions.Poll, Choices: choices()}),
		questions.Slide: pair(questions.Question{Kind: questions.Slide}, questions.Question{Kind: questions.Slide}),
	}
}

// attempt is an answer that fits a kind.
func attempt(kind questions.Kind) (a wire.Answer, ok bool) {
	a = wire.Answer{T: "answer"}
	switch kind {
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Poll:
		a.Pick = []int{1}
	case questions.Order:
		a.Pick = []int{2, 0, 1, 3}
	case questions.Match:
		a.Pick = []int{1, -1}
	case questions.Text:
		a.Text = "Venus"
	case questions.Number:
		a.Text = "42"
	case questions.Slide:
		return a, false
	}
	return a, true
}

// record plays a game with one question up to the reveal and gives all frames that a player, a late spectator included,
// and a screen got.
func record(t *testing.T, q questions.Question) (transcript string) {
	t.Helper()
	set := game.DefaultSettings()
	set.Title = "Test"
	s := newStageWith(t, Options{}, newFakeRoom(t, "1234", set, q, q))
	position := regexp.MustCompile(`"n":[0-9]+,`)
	var lines []string
	keep := func(who string, c *client, until func(name string, data []byte) bool) {
		t.Helper()
		for {
			name, data, err := c.read()
			if err != nil {
				t.Fatalf("%s: %v", who, err)
			}
			if name != "count" { // how many frames of it come depends on time alone
				// Nor does n: a hub may be a step behind when somebody comes in.
				lines = append(lines, who+" "+position.ReplaceAllString(string(data), ""))
			}
			if until(name, data) {
				return
			}
		}
	}
	phase := func(p game.Phase) func(string, []byte) bool {
		return func(name string, data []byte) bool {
			return name == "view" && strings.Contains(string(data), `"phase":"`+string(p)+`"`)
		}
	}
	named := func(want string) func(string, []byte) bool {
		return func(name string, _ []byte) bool { return name == want }
	}
	player, screen := s.dial(), s.dial()
	player.say(wire.Hello{
		T: "hello", Role: wire.Player, PIN: "1234", Name: "Ada", Proof: "0123456789abcdef0123456789abcdef",
	})
	keep("player", player, named("own"))
	screen.say(wire.Hello{T: "hello", Role: wire.Screen, PIN: "1234"})
	keep("screen", screen, phase(game.Lobby))
	both := func(p game.Phase) {
		t.Helper()
		keep("player", player, phase(p))
		keep("screen", screen, phase(p))
	}
	s.room.must(game.Command{Verb: game.DoNext})
	both(game.Ready)
	s.room.advance(3000)
	answer, answers := attempt(q.Kind)
	if answers {
		s.room.must(game.Command{Verb: game.DoNext})
		both(game.Open)
		s.room.advance(1500)
		player.say(answer)
		keep("player", player, named("ack"))
		s.room.must(game.Command{Verb: game.DoPause})
		both(game.Open)
		s.room.must(game.Command{Verb: game.DoResume})
		both(game.Open)
		s.room.must(game.Command{Verb: game.DoNext})
		both(game.Close)
		s.room.must(game.Command{Verb: game.DoDue, On: true}) // sealed, and not revealed yet
	}
	late := s.dial()
	late.say(wire.Hello{T: "hello", Role: wire.Screen, PIN: "1234"})
	keep("late", late, named("view"))
	for who, c := range map[string]*client{"player": player, "screen": screen} {
		c.say(wire.Ping{T: "ping", C: 1})
		got := len(lines)
		keep(who, c, named("pong"))
		if who == "screen" && got == 0 {
			t.Fatal("nothing was recorded")
		}
	}
	// The map above gives the two in any order.
	var byWho []string
	for _, who := range []string{"player", "screen", "late"} {
		for _, line := range lines {
			if strings.HasPrefix(line, who+" ") {
				byWho = append(byWho, line)
			}
		}
	}
	return strings.Join(byWho, "\n")
}

// I8: before the reveal, nothing on the wire depends on which answer is right.
func TestFramesDoNotTellTheAnswer(t *testing.T) {
	for kind, pair := range twins() {
		t.Run(string(kind), func(t *testing.T) {
			first, second := record(t, pair[0]), record(t, pair[1])
			if first != second {
				t.Fatalf("the frames differ:\n%s\n\nand\n\n%s", first, second)
			}
			if !strings.Contains(first, `"prompt":"What is it?"`) {
				t.Fatalf("the question is not in the frames:\n%s", first)
			}
		})
	}
}
