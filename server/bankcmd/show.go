package bankcmd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"trivium/game"
	"trivium/questions"
	"trivium/questions/formats"
)

// ListPacks tells which packs a bank has.
func ListPacks(ctx context.Context, o Output, place Place) error {
	list, err := place.List(ctx)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(o.Out, map[string]any{"packs": list})
	}
	table := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "PACK\tQUESTIONS\tLANGUAGE\tSOURCE\tTITLE")
	for _, p := range list {
		_, _ = fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\n", p.ID, p.Questions, p.Language, p.Source, p.Title)
	}
	return table.Flush()
}

// ShowPack tells what is in a pack of a bank, or of one question of it all that there is. ErrUnreadable.
func ShowPack(ctx context.Context, o Output, place Place, pack, question string) error {
	out, err := place.Export(ctx, pack, formats.Native)
	if err != nil {
		return err
	}
	p := formats.Read(out.Name, out.Data).Pack
	if p == nil {
		return unreadable("the pack %s cannot be read", pack)
	}
	if question != "" {
		return o.question(p, question)
	}
	if o.JSON {
		return writeJSON(o.Out, p)
	}
	_, _ = fmt.Fprintf(o.Out, "%s: %s (%s, version %s, %s)\n", p.ID, p.Title, p.Language, p.Version, p.License)
	if p.Description != "" {
		_, _ = fmt.Fprintln(o.Out, p.Description)
	}
	table := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "\nQUESTION\tKIND\tTIME\tPROMPT\tANSWER")
	for i := range p.Questions {
		q := &p.Questions[i]
		_, id, _ := strings.Cut(q.ID, "/")
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", id, q.Kind, q.Time, line(q.Prompt), line(game.AnswerText(q)))
	}
	return table.Flush()
}

func (o Output) question(p *questions.Pack, id string) error {
	for i := range p.Questions {
		q := &p.Questions[i]
		if q.ID != p.ID+"/"+id && q.ID != id {
			continue
		}
		if o.JSON {
			return writeJSON(o.Out, q)
		}
		printQuestion(o.Out, q)
		return nil
	}
	return unreadable("the pack %s has no question %q", p.ID, id)
}

// printQuestion writes a question as people read one.
func printQuestion(out io.Writer, q *questions.Question) {
	field := func(name, text string) {
		if text != "" {
			_, _ = fmt.Fprintf(out, "%s: %s\n", name, text)
		}
	}
	_, _ = fmt.Fprintf(out, "%s (%s, %s, %d points)\n%s\n", q.ID, q.Kind, q.Time, q.Points, q.Prompt)
	for _, choice := range q.Choices {
		mark := map[bool]string{true: "+", false: "-"}[choice.Correct]
		_, _ = fmt.Fprintf(out, "  %s %s\n", mark, choice.Text)
	}
	field("Answer", game.AnswerText(q))
	for i, accepted := range q.Accept {
		if i > 0 {
			field("Also", accepted.Text)
		}
	}
	field("Not", strings.Join(q.Reject, ", "))
	field("Round", q.Round)
	field("Topic", q.Topic)
	for _, medium := range q.Media {
		field("Picture or sound", medium.Src+" ("+medium.Alt+")")
	}
	field("Summary", q.Summary)
	for _, source := range q.Sources {
		field("Source", strings.TrimSpace(source.Title+" "+source.URL))
	}
	if q.Details != "" {
		_, _ = fmt.Fprintf(out, "\n%s\n", q.Details)
	}
}

// line is a text in one line, not too long for a table.
func line(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
