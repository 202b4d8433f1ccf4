package search

import (
	"cmp"
	"slices"
)

// facetMax is how many values of a field are told, the most frequent ones.
const facetMax = 60

// counts count the values of each field.
type counts [fields]map[string]int

// add counts a document that fits everywhere, or everywhere but in one field whose values are alternatives: with another value of
// that field it would be found.
func (c *counts) add(d *document, failed, field int) {
	for f := range fields {
		if failed > 1 || failed == 1 && (f != field || f == byTag) {
			continue
		}
		if c[f] == nil {
			c[f] = map[string]int{}
		}
		for _, value := range d.values[f] {
			c[f][value]++
		}
	}
}

// facets lists what was counted, with the values that were asked for, even if nothing has them.
func (c *counts) facets(q *Query) Facets {
	var lists [fields][]Count
	for f := range fields {
		lists[f] = listed(c[f], q.wanted(f))
	}
	return Facets{
		Kinds: lists[byKind], Rounds: lists[byRound], Topics: lists[byTopic], Tags: lists[byTag], Difficulties: lists[byDifficulty],
		Languages: lists[byLanguage], Lengths: lists[byLength], Packs: lists[byPack],
	}
}

func listed(counted map[string]int, wanted []string) []Count {
	list := make([]Count, 0, len(counted))
	for value, count := range counted {
		list = append(list, Count{value, count})
	}
	slices.SortFunc(list, func(x, y Count) int { return cmp.Or(-cmp.Compare(x.Count, y.Count), cmp.Compare(x.Value, y.Value)) })
	list = list[:min(len(list), facetMax)]
	for _, value := range wanted {
		if !slices.ContainsFunc(list, func(c Count) bool { return c.Value == value }) {
			list = append(list, Count{value, counted[value]})
		}
	}
	return list
}
