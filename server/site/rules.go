package site

import (
	"strings"

	"trivium/game/league"
)

// rules says the rules of a season in words, one sentence for each.
func (w *words) rules(r *league.Rules) []string {
	var list []string
	add := func(key string, pairs ...any) { list = append(list, w.say(key, pairs...)) }
	if r.Scoring == league.ByScore {
		add("rules_by_score")
	} else {
		table := make([]string, len(r.Table))
		for i, points := range r.Table {
			table[i] = w.number(points)
		}
		add("rules_by_place", "table", strings.Join(table, ", "))
		if r.Sharing == league.Better {
			add("rules_sharing_better")
		} else {
			add("rules_sharing_split")
		}
	}
	switch r.Among {
	case league.AmongDivision:
		add("rules_among_division")
	case league.AmongVenue:
		add("rules_among_venue")
	case league.AmongAll:
	}
	switch {
	case r.Best > 0:
		list = append(list, w.many("rules_best", r.Best))
	case r.Drop > 0:
		list = append(list, w.many("rules_drop", r.Drop))
	default:
		add("rules_all_count")
	}
	if r.Minimum > 1 {
		list = append(list, w.many("rules_minimum", r.Minimum))
	}
	if len(r.Ties) > 0 {
		ties := make([]string, len(r.Ties))
		for i, tie := range r.Ties {
			ties[i] = w.text("tie_" + string(tie))
		}
		add("rules_ties", "ties", strings.Join(ties, "; "))
	} else {
		add("rules_no_ties")
	}
	return list
}
