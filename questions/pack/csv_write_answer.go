package pack

import (
	"slices"
	"strconv"
	"strings"

	"trivium/questions"
)

func fillChoices(cells map[string]string, q *questions.Question) string {
	texts := make([]string, len(q.Choices))
	var correct []int
	for i, choice := range q.Choices {
		texts[i], cells[choiceHeading(i)] = choice.Text, choice.Text
		if choice.Correct {
			correct = append(correct, i)
		}
	}
	if q.Kind == questions.Poll {
		return ""
	}
	for _, name := range []func(int) string{
		func(i int) string { return strconv.Itoa(i + 1) },
		func(i int) string { return string(rune('A' + i)) },
		func(i int) string { return "#" + strconv.Itoa(i+1) },
	} {
		var names []string
		for _, i := range correct {
			names = append(names, name(i))
		}
		key := strings.Join(names, ", ")
		if picks, _ := (row{}).picks(key, texts); slices.Equal(picks, correct) {
			cells["correct"] = key
			return ""
		}
	}
	return "the choices are called like the places of others; a table cannot tell which are right"
}

func fillTyped(cells map[string]string, q *questions.Question) string {
	texts := make([]string, len(q.Accept))
	for i, accepted := range q.Accept {
		texts[i] = accepted.Text
	}
	correct, ok := joined(texts)
	if cells["correct"] = correct; !ok { // each in a cell of its own, then
		for i, text := range texts {
			cells[choiceHeading(i)] = text
		}
	}
	if cells["reject"], ok = joined(q.Reject); !ok {
		return "the rejected answers hold | and line breaks; a table keeps them apart by these"
	}
	return ""
}

// joined writes a list in one cell so that split takes it apart again; ok is false if the texts hold what would keep them apart.
func joined(texts []string) (cell string, ok bool) {
	for _, cell := range []string{strings.Join(texts, " | "), strings.Join(texts, "\n"), "| " + strings.Join(texts, " | ")} {
		if slices.Equal(split(cell), texts) {
			return cell, true
		}
	}
	return "", len(texts) == 0
}

func fillNumber(cells map[string]string, q *questions.Question) {
	figure := func(canonical string) string { return figureIn(canonical, q.Language) }
	spec := q.Number
	cells["correct"], cells["unit"] = figure(spec.Answer), spec.Unit
	var tolerances []string
	if spec.ToleranceAbs != "" {
		tolerances = append(tolerances, figure(spec.ToleranceAbs))
	}
	if share, err := questions.ReadDecimal(spec.ToleranceRel); err == nil {
		hundred, _ := questions.ReadDecimal("100") // a constant, so it cannot fail
		tolerances = append(tolerances, figure(share.Mul(hundred).String())+"%")
	}
	if spec.Low != "" || spec.High != "" {
		tolerances = append(tolerances, figure(spec.Low)+" .. "+figure(spec.High))
	}
	cells["tolerance"] = strings.Join(tolerances, "; ")
	if spec.Closest {
		cells["closest"] = "yes"
	}
	if slider := spec.Range; slider != nil {
		cells["min"], cells["max"], cells["step"] = figure(slider.Min), figure(slider.Max), figure(slider.Step)
	}
}

// figureIn writes a figure so that it is read as the same in that language: with a comma where the point would group.
func figureIn(canonical, language string) string {
	value, err := questions.ParseDecimal(canonical, language)
	if want, wanted := questions.ReadDecimal(canonical); err == nil && wanted == nil && value.Cmp(want) == 0 {
		return canonical
	}
	return strings.ReplaceAll(canonical, ".", ",")
}
