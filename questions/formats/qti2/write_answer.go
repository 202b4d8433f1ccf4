package qti2

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"trivium/questions"
)

// answer is what differs by the kind of question.
func (w *writer) answer(q *questions.Question) (parts, error) {
	switch q.Kind {
	case questions.Slide:
		return parts{}, nil
	case questions.Single, questions.Multi, questions.Poll:
		return choicesOf(q), nil
	case questions.TrueFalse:
		return truthOf(q), nil
	case questions.Text:
		return textOf(q), nil
	case questions.Number:
		return numberOf(q)
	case questions.Match:
		return pairsOf(q), nil
	case questions.Order:
		return orderOf(q), nil
	}
	return parts{}, errors.New("it has no questions of the kind " + string(q.Kind))
}

// matchCorrect gives all points for the correct response.
const matchCorrect = `    <responseCondition>
      <responseIf>
        <match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      </responseIf>
      <responseElse>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>
      </responseElse>
    </responseCondition>
`

// mapResponse gives the points of each part of the response.
const mapResponse = "    <setOutcomeValue identifier=\"SCORE\"><mapResponse identifier=\"RESPONSE\"/></setOutcomeValue>\n"

// declared is a response declaration: with the correct values, and what else stands in it.
func declared(cardinality, base string, correct []string, inside string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "  <responseDeclaration identifier=\"RESPONSE\" cardinality=\"%s\" baseType=\"%s\">\n", cardinality, base)
	if len(correct) > 0 {
		out.WriteString("    <correctResponse>\n")
		for _, value := range correct {
			fmt.Fprintf(&out, "      <value>%s</value>\n", escaped(value))
		}
		out.WriteString("    </correctResponse>\n")
	}
	out.WriteString(inside + "  </responseDeclaration>\n")
	return out.String()
}

// mapEntry is an entry of a mapping.
func mapEntry(key, value, more string) string {
	return fmt.Sprintf("      <mapEntry mapKey=\"%s\" mappedValue=\"%s\"%s/>\n", escaped(key), value, more)
}

func mapping(entries string) string {
	return "    <mapping lowerBound=\"0\" upperBound=\"1\" defaultValue=\"0\">\n" + entries + "    </mapping>\n"
}

// shareOf is what each of so many right parts gives.
func shareOf(count int) string { return strconv.FormatFloat(1/float64(max(1, count)), 'g', 6, 64) }

func cardinality(q *questions.Question) string {
	if q.Kind == questions.Multi {
		return "multiple"
	}
	return "single"
}

func choicesOf(q *questions.Question) parts {
	var p parts
	var correct []string
	var inside strings.Builder
	for i, choice := range q.Choices {
		id := "c" + strconv.Itoa(i+1)
		if choice.Correct {
			correct = append(correct, id)
		}
		fmt.Fprintf(&inside, "      <simpleChoice identifier=\"%s\">%s", id, inHTML(choice.Text))
		if choice.Why != "" {
			p.chosen = true
			fmt.Fprintf(&inside, "<feedbackInline outcomeIdentifier=\"CHOSEN\" identifier=\"%s\" showHide=\"show\">%s</feedbackInline>",
				id, inHTML(choice.Why))
		}
		inside.WriteString("</simpleChoice>\n")
	}
	most, shares := 1, ""
	if q.Kind == questions.Multi {
		most = 0
		if q.Scoring == questions.ScoringPartial {
			shares = sharesOf(q, len(correct))
		}
	}
	p.declaration = declared(cardinality(q), "identifier", correct, shares)
	p.interaction = fmt.Sprintf("    <choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"%t\" maxChoices=\"%d\">\n"+
		"%s    </choiceInteraction>\n",
		!q.KeepOrder, most, inside.String())
	switch {
	case q.Kind == questions.Poll:
	case shares != "":
		p.processing = mapResponse
	default:
		p.processing = matchCorrect
	}
	return p
}

// sharesOf is a mapping in which each right choice gives its share and each wrong one takes as much.
func sharesOf(q *questions.Question, right int) string {
	var entries strings.Builder
	for i, choice := range q.Choices {
		share := shareOf(right)
		if !choice.Correct {
			share = "-" + share
		}
		entries.WriteString(mapEntry("c"+strconv.Itoa(i+1), share, ""))
	}
	return mapping(entries.String())
}

func truthOf(q *questions.Question) parts {
	return parts{
		declaration: declared("single", "identifier", []string{strconv.FormatBool(q.Answer)}, ""),
		interaction: "    <choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\" maxChoices=\"1\">\n" +
			"      <simpleChoice identifier=\"true\">True</simpleChoice>\n      <simpleChoice identifier=\"false\">False</simpleChoice>\n" +
			"    </choiceInteraction>\n",
		processing: matchCorrect,
	}
}

// typedEntry is where an answer is typed.
const typedEntry = "    <p><textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>\n"

func textOf(q *questions.Question) parts {
	more := fmt.Sprintf(" caseSensitive=\"%t\"", q.Rules.Case == "exact")
	var entries strings.Builder
	for _, accepted := range q.Accept {
		entries.WriteString(mapEntry(accepted.Text, "1", more))
	}
	for _, rejected := range q.Reject {
		entries.WriteString(mapEntry(rejected, "0", more))
	}
	first := ""
	if len(q.Accept) > 0 {
		first = q.Accept[0].Text
	}
	return parts{
		declaration: declared("single", "string", []string{first}, mapping(entries.String())), interaction: typedEntry, processing: mapResponse,
	}
}

func orderOf(q *questions.Question) parts {
	var correct []string
	var inside strings.Builder
	for i, item := range q.Items {
		id := "c" + strconv.Itoa(i+1)
		correct = append(correct, id)
		fmt.Fprintf(&inside, "      <simpleChoice identifier=\"%s\">%s</simpleChoice>\n", id, inHTML(item))
	}
	return parts{
		declaration: declared("ordered", "identifier", correct, ""),
		interaction: "    <orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\">\n" + inside.String() + "    </orderInteraction>\n",
		processing:  matchCorrect,
	}
}

func pairsOf(q *questions.Question) parts {
	var correct []string
	entries, lefts, rights := "", "", ""
	choice := func(id, text string) string {
		return fmt.Sprintf("        <simpleAssociableChoice identifier=\"%s\" matchMax=\"1\">%s</simpleAssociableChoice>\n", id, inHTML(text))
	}
	for i, pair := range q.Pairs {
		left, right := "l"+strconv.Itoa(i+1), "r"+strconv.Itoa(i+1)
		correct = append(correct, left+" "+right)
		entries += mapEntry(left+" "+right, shareOf(len(q.Pairs)), "")
		lefts += choice(left, pair.Left)
		rights += choice(right, pair.Right)
	}
	for i, extra := range q.Extra {
		rights += choice("x"+strconv.Itoa(i+1), extra)
	}
	p := parts{processing: matchCorrect}
	shares := ""
	if q.Scoring == questions.ScoringPartial {
		p.processing, shares = mapResponse, mapping(entries)
	}
	p.declaration = declared("multiple", "directedPair", correct, shares)
	p.interaction = fmt.Sprintf("    <matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxAssociations=\"%d\">\n"+
		"      <simpleMatchSet>\n%s      </simpleMatchSet>\n      <simpleMatchSet>\n%s      </simpleMatchSet>\n    </matchInteraction>\n",
		len(q.Pairs), lefts, rights)
	return p
}
