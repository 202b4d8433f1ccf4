package load

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
)

func TestSpreadIsByNearestRank(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(100-i)*time.Millisecond)
	}
	if got, want := spreadOf(times), (Spread{100, 50 * time.Millisecond, 99 * time.Millisecond, 100 * time.Millisecond}); got != want {
		t.Errorf("of 1 to 100 ms: %v, want %v", got, want)
	}
	if got := spreadOf([]time.Duration{7}); got.P50 != 7 || got.P99 != 7 || got.Max != 7 {
		t.Errorf("of one: %v", got)
	}
	if got := spreadOf(nil); got != (Spread{}) {
		t.Errorf("of none: %v", got)
	}
}

func TestOptionsSayWhatIsAllowed(t *testing.T) {
	for words, o := range map[string]Options{
		"URL is missing": {Key: "k"},
		"Key is missing": {URL: "u"},
		"50,000":         {URL: "u", Key: "k", Players: 50_001},
		"1,000":          {URL: "u", Key: "k", Rooms: -1},
		"at least one":   {URL: "u", Key: "k", Players: 2, Rooms: 3},
		"from 1 to 100":  {URL: "u", Key: "k", Questions: 101},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%+v: %v, want %q", o, err, words)
		}
	}
	if err := (&Options{URL: "u", Key: "k"}).Validate(); err != nil {
		t.Error(err)
	}
}

// TestChoicesFitTheQuestion holds what choose gives against the shapes that game.State.CheckAnswer asks for.
func TestChoicesFitTheQuestion(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	four := []string{"a", "b", "c", "d"}
	for range 200 {
		for kind, sizes := range map[questions.Kind][2]int{
			questions.Single: {1, 1}, questions.TrueFalse: {1, 1}, questions.Poll: {1, 1}, questions.Multi: {1, 4},
			questions.Order: {4, 4}, questions.Match: {2, 2},
		} {
			a := choose(random, &game.QuestionView{Kind: kind, Choices: four, Lefts: []string{"l", "m"}})
			seen := map[int]bool{}
			for _, pick := range a.Pick {
				if pick < 0 || pick >= 4 || seen[pick] {
					t.Fatalf("%s: %v", kind, a.Pick)
				}
				seen[pick] = true
			}
			if len(a.Pick) < sizes[0] || len(a.Pick) > sizes[1] || a.Text != "" {
				t.Fatalf("%s: %+v", kind, a)
			}
		}
		for _, within := range []*questions.Range{nil, {Min: "-5", Max: "5", Step: "0.5"}, {Min: "1", Max: "1"}} {
			a := choose(random, &game.QuestionView{Kind: questions.Number, Range: within})
			if _, err := questions.ParseDecimal(a.Text, "en"); err != nil {
				t.Fatalf("number %q: %v", a.Text, err)
			}
		}
		if a := choose(random, &game.QuestionView{Kind: questions.Text}); a.Text == "" {
			t.Fatal("an empty text")
		}
	}
}

// TestTheReportNamesAllThatIsAskedFor holds both forms of the report against the figures that a load is run for.
func TestTheReportNamesAllThatIsAskedFor(t *testing.T) {
	times := Spread{2, time.Millisecond, 2 * time.Millisecond, 3 * time.Millisecond}
	report := &Report{
		Players: 20, Rooms: 2, Questions: 3, Joined: 20, Joining: time.Second, JoinRate: 20, FanOut: times, FanOutWhole: times, Ack: times,
		Answers: 60, Refused: map[string]int{"late": 4}, Reconnects: 7, Resyncs: 5, Ends: map[string]int{"dropped": 6, "slow_client": 1},
		Errors: 8, Took: time.Minute, Cost: &Cost{CPU: 40 * time.Millisecond, Memory: 40 << 10},
	}
	text := report.String()
	for _, line := range []string{
		"joins 20 a second", "question to a player p50 1.00 ms, p99 2.00 ms, max 3.00 ms", "question to all p50", "answer to ack p50 1.00 ms",
		"answers 60", "answers refused 4 late", "reconnects 7", "resyncs 5", "connections ended 6 dropped", "connections ended 1 slow_client",
		"errors 8", "server, each player 2.00 ms of CPU, 2.0 KiB",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), line) {
			t.Errorf("%q is not in\n%s", line, text)
		}
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{
		`"joins_per_second":20`, `"question_to_player":{"count":2,"p50_ms":1,"p99_ms":2,"max_ms":3}`, `"question_to_all":{`, `"answer_to_ack":{`,
		`"reconnects":7`, `"resyncs":5`, `"connections_ended":{"dropped":6,"slow_client":1}`, `"errors":8`, `"cpu_ms_each":2`, `"kib_each":2`,
	} {
		if !strings.Contains(string(data), field) {
			t.Errorf("%s is not in %s", field, data)
		}
	}
}
