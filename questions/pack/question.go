package pack

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"trivium/questions"
)

// readQuestion reads one question and checks it as a whole.
func (r *reader) readQuestion(node *yaml.Node) questions.Question {
	kind := questions.Kind("")
	if value := child(node, "kind"); value != nil {
		kind = questions.Kind(value.Value)
	}
	if value := child(node, "id"); value != nil {
		r.question = short(value.Value)
	}
	before := len(r.findings)
	o := r.object(node, describe(kind), append(commonKeys(), keysFor(kind)...))
	o.need("a question", "id", "kind", "prompt")
	q := r.readCommon(o, kind)
	r.readAnswer(o, &q)
	if len(r.findings) > before && questions.HasErrors(r.findings[before:]) {
		return q // what follows from these errors need not be said
	}
	for _, problem := range r.check(&q) {
		r.fail(r.nodeAt(o, problem.Path), problem.Code, "%s", problem.Words)
	}
	return q
}

// packID is the pack's id; where it has none that is valid, one that keeps its questions from being faulted for it.
func (r *reader) packID() string {
	if questions.ValidID(r.pack.ID) {
		return r.pack.ID
	}
	return "pack"
}

// describe says in a message what kind of question is meant.
func describe(kind questions.Kind) string {
	if known(kind) {
		return "a " + string(kind) + " question"
	}
	return "a question"
}

func known(kind questions.Kind) bool { return slices.Contains(questions.Kinds(), kind) }

// keysFor are the keys of a kind, and of all kinds when there is no such kind: then that is what is wrong.
func keysFor(kind questions.Kind) []string {
	if known(kind) {
		return kindKeys(kind)
	}
	var all []string
	for _, kind := range questions.Kinds() {
		all = append(all, kindKeys(kind)...)
	}
	return all
}

// readCommon reads what all kinds have.
func (r *reader) readCommon(o object, kind questions.Kind) questions.Question {
	points := r.defaults.points
	if kind == questions.Poll || kind == questions.Slide {
		points = 0
	}
	q := questions.Question{
		ID: r.packID() + "/" + o.id("id"), Kind: kind, Language: o.text("language"), Prompt: o.text("prompt"),
		Topic: o.text("topic"), Tags: o.texts("tags", questions.MaxTags), Scoring: o.text("scoring"),
		Time: o.duration("time", r.defaults.time), Points: o.whole("points", questions.MaxPoints, points),
		Summary: o.text("summary"), Details: o.text("details"), Sources: r.readSources(o), Media: r.readMedia(o),
		Difficulty: o.text("difficulty"), License: o.text("license"), Checked: o.text("checked"), Expires: o.text("expires"),
	}
	if node := o.fields["kind"]; node != nil && !known(kind) {
		hint := "the kinds are " + strings.Join(kindNames(), ", ")
		if near := nearest(string(kind), kindNames()); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.fail(node, "kind", "there is no kind %q; %s", short(string(kind)), hint)
	}
	if q.Language == "" {
		q.Language = r.pack.Language
	}
	if q.Difficulty == "" {
		q.Difficulty = r.defaults.difficulty
	}
	if q.Topic != "" && !r.topics[q.Topic] {
		r.reference(o.fields["topic"], "topic", q.Topic, r.topicIDs())
	}
	if id := o.text("round"); id != "" {
		title, found := r.rounds[id]
		if !found {
			r.reference(o.fields["round"], "round", id, r.roundIDs())
		}
		q.Round = title
	}
	return q
}

// reference reports an id that nothing has.
func (r *reader) reference(node *yaml.Node, what, id string, known []string) {
	if near := nearest(id, known); near != "" {
		r.fail(node, "unknown-"+what, "the pack has no %s %q; did you mean %s?", what, short(id), near)
		return
	}
	r.fail(node, "unknown-"+what, "the pack has no %s %q; list it under %ss:", what, short(id), what)
}

func (r *reader) topicIDs() []string {
	var ids []string
	for _, topic := range r.pack.Topics {
		ids = append(ids, topic.ID)
	}
	return ids
}

func (r *reader) roundIDs() []string {
	var ids []string
	for _, round := range r.pack.Rounds {
		ids = append(ids, round.ID)
	}
	return ids
}

func kindNames() []string {
	var names []string
	for _, kind := range questions.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

// readMedia reads a question's media. Their paths begin with media/, the folder beside the pack file.
func (r *reader) readMedia(o object) []questions.Media {
	var media []questions.Media
	for _, node := range o.list("media", questions.MaxMedia) {
		m := r.object(node, "a medium", mediaKeys())
		m.need("a medium", "type", "src", "alt")
		medium := questions.Media{
			Type: m.text("type"), Src: m.text("src"), Alt: m.text("alt"), License: m.text("license"), At: m.text("at"),
		}
		if medium.Src != "" && !strings.HasPrefix(medium.Src, "media/") {
			r.fail(m.fields["src"], "media-path", "a medium lies in the folder media beside the pack; write src: media/%s",
				short(path.Base(medium.Src)))
		}
		media = append(media, medium)
	}
	return media
}
