package packs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"trivium/questions"
)

// The 61 topics of a backend interview come in three levels: 15, 21 and 25, one pack a level. Each level has a file with its
// list, so that a topic cannot get lost between a pack and what it promised.

// level is the topics that a pack owes.
type level struct {
	pack   string
	first  int      // the number of the first topic; the others follow
	count  int      // how many there are to be
	topics []string // their ids, in the order of their numbers
}

// What a topic owes its reader.
const (
	fewestWords     = 150
	mostWords       = 400
	fewestSources   = 2
	mostSources     = 4
	fewestQuestions = 3
	fewestKinds     = 2
)

// checkLevel holds a level's list against its pack.
func checkLevel(t *testing.T, l level) {
	t.Helper()
	if len(l.topics) != l.count {
		t.Errorf("the list of %s has %d topics, not %d", l.pack, len(l.topics), l.count)
	}
	p := load(t)[l.pack]
	if p == nil {
		t.Fatalf("there is no pack %s", l.pack)
	}
	topics, asked := map[string][]*questions.Topic{}, map[string][]*questions.Question{}
	for i := range p.Topics {
		id := p.Topics[i].ID
		topics[id] = append(topics[id], &p.Topics[i])
		if !slices.Contains(l.topics, id) {
			t.Errorf("%s has the topic %s, which is not in the list", l.pack, id)
		}
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		asked[q.Topic] = append(asked[q.Topic], q)
		if q.Topic == "" {
			t.Errorf("%s names no topic", q.ID)
		}
		if q.Summary == "" || len(q.Sources) == 0 || q.Checked == "" {
			t.Errorf("%s needs a summary, a source, and the day on which it was checked", q.ID)
		}
	}
	for i, id := range l.topics {
		name := fmt.Sprintf("topic %d, %s", l.first+i, id)
		if len(topics[id]) != 1 {
			t.Errorf("%s: %s has it %d times, not once", name, l.pack, len(topics[id]))
			continue
		}
		checkTopic(t, name, topics[id][0], asked[id])
	}
}

// checkTopic checks what is said of a topic and what is asked.
func checkTopic(t *testing.T, name string, topic *questions.Topic, asked []*questions.Question) {
	t.Helper()
	if topic.Title == "" {
		t.Errorf("%s: it has no title", name)
	}
	if length := utf8.RuneCountInString(topic.Summary); length == 0 || length > questions.MaxSummary {
		t.Errorf("%s: the summary has %d characters, not 1 to %d", name, length, questions.MaxSummary)
	}
	if words := len(strings.Fields(topic.Details)); words < fewestWords || words > mostWords {
		t.Errorf("%s: the details have %d words, not %d to %d", name, words, fewestWords, mostWords)
	}
	if count := len(topic.Sources); count < fewestSources || count > mostSources {
		t.Errorf("%s: there are %d sources, not %d to %d", name, count, fewestSources, mostSources)
	}
	for _, source := range topic.Sources {
		if source.Title == "" || !strings.HasPrefix(source.URL, "https://") {
			t.Errorf("%s: a source needs a title and an https address: %q, %q", name, source.Title, source.URL)
		}
	}
	kinds := map[questions.Kind]bool{}
	for _, q := range asked {
		kinds[q.Kind] = true
	}
	if len(asked) < fewestQuestions || len(kinds) < fewestKinds {
		t.Errorf("%s: %d questions of %d kinds; there are to be %d of %d", name, len(asked), len(kinds), fewestQuestions, fewestKinds)
	}
}
