package pack

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"trivium/questions"
)

// What questions get that say nothing else, and whose pack does not either.
const (
	defaultTime   = 20 * time.Second
	defaultPoints = 1000
)

// reader reads one native pack.
type reader struct {
	*report
	pack     *questions.Pack
	defaults defaults
	rounds   map[string]string // titles by id
	topics   map[string]bool
}

// defaults are what questions get that do not say themselves.
type defaults struct {
	time       time.Duration
	points     int
	difficulty string
}

// ParseYAML reads a pack in the native format. The pack is nil if any finding is an error.
func ParseYAML(name string, data []byte) (*questions.Pack, []questions.Finding) {
	r := &reader{report: &report{file: name}, pack: &questions.Pack{}, rounds: map[string]string{}, topics: map[string]bool{}}
	if root := r.document(data); root != nil {
		r.read(root)
	}
	return r.result(r.pack)
}

func (r *reader) read(root *yaml.Node) {
	if node := child(root, "format"); node != nil && node.Value != "1" {
		r.fail(node, "format", "the format is 1; a pack of a later format needs a later Trivium")
		return
	}
	o := r.object(root, "a pack", packKeys())
	o.need("a pack", "format", "id", "title", "language", "version", "license", "questions")
	p := r.pack
	p.ID, p.Title, p.Description = o.id("id"), o.text("title"), o.text("description")
	p.Language, p.Version, p.License = o.text("language"), o.text("version"), o.text("license")
	p.Authors = o.texts("authors", maxAuthors)
	if name := stem(r.file); p.ID != "" && name != "" && name != p.ID {
		r.warn(o.fields["id"], "file-name", "the id is %s but the file is called %s; give them the same name", p.ID, short(name))
	}
	o.bound("title", questions.MaxTitle)
	o.bound("description", questions.MaxWhy)
	o.valid("language", questions.ValidLanguage, "a language tag like en or de-AT")
	o.valid("version", questions.ValidVersion, "a version like 1.0.0")
	o.valid("license", questions.ValidLicense, "an SPDX licence expression like CC-BY-SA-4.0")
	r.readDefaults(o)
	for _, node := range o.list("rounds", MaxRounds) {
		r.readRound(node)
	}
	for _, node := range o.list("topics", MaxTopics) {
		r.readTopic(node)
	}
	r.readQuestions(o)
}

// readQuestions reads the questions; their ids must differ.
func (r *reader) readQuestions(o object) {
	nodes := o.list("questions", MaxQuestions)
	if o.has("questions") && len(nodes) == 0 && !questions.HasErrors(r.findings) {
		r.fail(o.fields["questions"], "empty", "a pack needs a question at least")
	}
	seen := map[string]int{}
	for _, node := range nodes {
		question := r.readQuestion(node)
		if line, again := seen[question.ID]; again && question.ID != "" {
			r.fail(node, "duplicate-id", "the id is taken by the question in line %d", line)
		}
		seen[question.ID] = node.Line
		r.pack.Questions = append(r.pack.Questions, question)
		r.question = ""
	}
}

func (r *reader) readDefaults(o object) {
	r.defaults = defaults{time: defaultTime, points: defaultPoints}
	if node := o.fields["defaults"]; node != nil {
		d := r.object(node, "defaults", defaultKeys())
		r.defaults.time = d.duration("time", defaultTime)
		r.defaults.points = d.whole("points", questions.MaxPoints, defaultPoints)
		r.defaults.difficulty = d.text("difficulty")
		d.valid("difficulty", isDifficulty, "easy, medium or hard")
	}
}

func (r *reader) readRound(node *yaml.Node) {
	o := r.object(node, "a round", roundKeys())
	o.need("a round", "id", "title")
	round := questions.Round{ID: o.id("id"), Title: o.text("title"), Intro: o.text("intro")}
	o.bound("title", questions.MaxTitle)
	o.bound("intro", questions.MaxPrompt)
	if _, again := r.rounds[round.ID]; again && round.ID != "" {
		r.fail(node, "duplicate-id", "there are two rounds with the id %s", round.ID)
	}
	for _, other := range r.pack.Rounds {
		if other.Title == round.Title && round.Title != "" {
			r.fail(o.fields["title"], "equal", "there are two rounds with this title; players could not tell them apart")
		}
	}
	r.rounds[round.ID] = round.Title
	r.pack.Rounds = append(r.pack.Rounds, round)
}

func (r *reader) readTopic(node *yaml.Node) {
	o := r.object(node, "a topic", topicKeys())
	o.need("a topic", "id", "title", "summary", "details")
	topic := questions.Topic{
		ID: o.id("id"), Title: o.text("title"), Summary: o.text("summary"), Details: o.text("details"), Sources: r.readSources(o),
	}
	o.bound("title", questions.MaxTitle)
	o.bound("summary", questions.MaxSummary)
	o.bound("details", questions.MaxDetails)
	if r.topics[topic.ID] && topic.ID != "" {
		r.fail(node, "duplicate-id", "there are two topics with the id %s", topic.ID)
	}
	for _, problem := range questions.CheckSources(topic.Sources) {
		r.fail(r.nodeAt(o, problem.Path), problem.Code, "%s", problem.Words)
	}
	r.topics[topic.ID] = true
	r.pack.Topics = append(r.pack.Topics, topic)
}

func (r *reader) readSources(o object) []questions.Source {
	var sources []questions.Source
	for _, node := range o.list("sources", questions.MaxSources) {
		source := r.object(node, "a source", sourceKeys())
		source.need("a source", "title")
		sources = append(sources, questions.Source{Title: source.text("title"), URL: source.text("url")})
	}
	return sources
}

// nodeAt finds the node of a problem's path, or the nearest around it that is written.
func (r *reader) nodeAt(o object, path string) *yaml.Node {
	node := o.node
	for step := range strings.SplitSeq(path, ".") {
		next := child(node, step)
		if next == nil {
			return node
		}
		node = next
	}
	return node
}

// child is the value under a key, or the item at a position.
func child(node *yaml.Node, step string) *yaml.Node {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			if fmt.Sprint(i) == step {
				return item
			}
		}
	case yaml.DocumentNode, yaml.ScalarNode, yaml.AliasNode: // they hold nothing that has a name
	}
	return nil
}

// bound reports a field's text that is too long.
func (o object) bound(key string, most int) {
	if node := o.fields[key]; node != nil {
		if length := utf8.RuneCountInString(strings.TrimSpace(node.Value)); length > most {
			o.fail(node, "too-long", "%s has %d characters; the most is %d", key, length, most)
		}
	}
}

// valid reports a field's text that is not what it should be.
func (o object) valid(key string, valid func(string) bool, what string) {
	if node := o.fields[key]; node != nil && node.Kind == yaml.ScalarNode && !valid(node.Value) {
		o.fail(node, key, "%s is %s, not %q", key, what, short(node.Value))
	}
}

func isDifficulty(word string) bool { return word == "easy" || word == "medium" || word == "hard" }
