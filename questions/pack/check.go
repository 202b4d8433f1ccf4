package pack

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// Check finds what Parse would refuse in a pack that did not come from a file, but for what is wrong with single questions:
// questions.Question.Check finds that. A pack and questions without an error can be written, and are read again as they were. Findings name
// the field as a pack does: "rounds.1.title".
func Check(p *questions.Pack) []questions.Finding {
	c := &checker{}
	c.head(p)
	c.rounds(p)
	c.topics(p)
	c.questions(p)
	return c.findings
}

// checker gathers what is wrong with one pack.
type checker struct {
	findings []questions.Finding
	question string
}

func (c *checker) fail(path, code, format string, args ...any) {
	if len(c.findings) > maxFindings {
		return
	}
	c.findings = append(c.findings, questions.Finding{
		Severity: questions.Error, Question: c.question, Path: path, Code: code, Words: fmt.Sprintf(format, args...),
	})
}

func (c *checker) head(p *questions.Pack) {
	c.id("id", p.ID)
	c.text("title", p.Title, questions.MaxTitle, true)
	c.text("description", p.Description, questions.MaxWhy, false)
	if !questions.ValidLanguage(p.Language) {
		c.fail("language", "language", "the language is a tag like en or de-AT, not %q", short(p.Language))
	}
	if !questions.ValidVersion(p.Version) {
		c.fail("version", "version", "the version is three numbers like 1.0.0, not %q", short(p.Version))
	}
	if !questions.ValidLicense(p.License) {
		c.fail("license", "license", "the licence is an SPDX licence expression like CC-BY-SA-4.0, not %q", short(p.License))
	}
	c.count("authors", len(p.Authors), maxAuthors)
	for i, author := range p.Authors {
		c.text(fmt.Sprintf("authors.%d", i), author, questions.MaxTitle, true)
	}
}

func (c *checker) rounds(p *questions.Pack) {
	c.count("rounds", len(p.Rounds), MaxRounds)
	ids, titles := map[string]bool{}, map[string]bool{}
	for i, round := range p.Rounds {
		path := fmt.Sprintf("rounds.%d", i)
		c.unique(path+".id", round.ID, ids)
		c.text(path+".title", round.Title, questions.MaxTitle, true)
		c.text(path+".intro", round.Intro, questions.MaxPrompt, false)
		if titles[round.Title] && round.Title != "" {
			c.fail(path+".title", "equal", "there are two rounds with this title; players could not tell them apart")
		}
		titles[round.Title] = true
	}
}

func (c *checker) topics(p *questions.Pack) {
	c.count("topics", len(p.Topics), MaxTopics)
	ids := map[string]bool{}
	for i, topic := range p.Topics {
		path := fmt.Sprintf("topics.%d", i)
		c.unique(path+".id", topic.ID, ids)
		c.text(path+".title", topic.Title, questions.MaxTitle, true)
		c.text(path+".summary", topic.Summary, questions.MaxSummary, true)
		c.text(path+".details", topic.Details, questions.MaxDetails, true)
		c.count(path+".sources", len(topic.Sources), questions.MaxSources)
		for _, problem := range questions.CheckSources(topic.Sources) {
			c.fail(path+"."+problem.Path, problem.Code, "%s", problem.Words)
		}
	}
}

// questions checks what needs the pack around a question: ids, topics, rounds, and how much there is.
func (c *checker) questions(p *questions.Pack) {
	if len(p.Questions) == 0 {
		c.fail("questions", "empty", "a pack needs a question at least")
	}
	c.count("questions", len(p.Questions), MaxQuestions)
	topics, ids, weight := map[string]bool{}, map[string]bool{}, 0
	for _, topic := range p.Topics {
		topics[topic.ID] = true
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		_, c.question, _ = strings.Cut(q.ID, "/")
		c.unique("id", c.question, ids)
		if q.Topic != "" && !topics[q.Topic] {
			c.fail("topic", "unknown-topic", "the pack has no topic %q", short(q.Topic))
		}
		c.text("round", q.Round, questions.MaxTitle, false)
		if weight += q.Weight(); weight > questions.MaxWeight {
			c.fail("", "too-large", "the typed answers and odd characters up to here are too many; split the pack")
		}
	}
	c.question = ""
}

func (c *checker) id(path, id string) {
	if !questions.ValidID(id) {
		c.fail(path, "id", "the id %q is not made of small letters, digits and single hyphens", short(id))
	}
}

func (c *checker) unique(path, id string, seen map[string]bool) {
	c.id(path, id)
	if seen[id] {
		c.fail(path, "duplicate-id", "the id %q is taken already", short(id))
	}
	seen[id] = true
}

func (c *checker) count(path string, count, most int) {
	if count > most {
		c.fail(path, "too-many", "there are %d; the most is %d", count, most)
	}
}

func (c *checker) text(path, text string, most int, needed bool) {
	switch length := utf8.RuneCountInString(text); {
	case needed && strings.TrimSpace(text) == "":
		c.fail(path, "missing", "a text is missing here")
	case length > most:
		c.fail(path, "too-long", "the text has %d characters; the most is %d", length, most)
	case !utf8.ValidString(text):
		c.fail(path, "characters", "the text holds characters that cannot be shown")
	}
}
