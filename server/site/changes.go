package site

import (
	"slices"

	"trivium/game/league"
)

// public gives the changes that everybody may see, the latest first, for one season. Nothing of those who are hidden is among
// them, and neither is that somebody was: the roster as it is now, which is given too, decides for the whole history.
func public(history []league.Change, season string) ([]league.Change, *league.Roster) {
	history = league.Within(history, season)
	roster := league.Fold(history)
	hidden := func(key string) bool {
		who, known := roster.Find(key)
		return known && who.Hidden != nil
	}
	var list []league.Change
	for _, c := range slices.Backward(history) {
		switch c.Kind {
		case league.Enter, league.Hide, league.Show:
			continue
		case league.Rename, league.Move, league.Merge, league.Part, league.Assign, league.Adjust, league.Void, league.Restore:
		}
		if hidden(c.Key) || hidden(c.Into) || c.Kind == league.Assign && hidden(roster.Of(c.Game, c.Key)) {
			continue
		}
		list = append(list, c)
	}
	return list, roster
}

// change says a change in words. Former names are left out: there may be a reason why they went.
func (w *words) change(c *league.Change, roster *league.Roster, night func(game string) string) string {
	called := func(key string) string {
		if who, known := roster.Find(key); known {
			return who.Name
		}
		return c.Name
	}
	switch c.Kind {
	case league.Rename:
		return w.say("change_rename", "name", called(c.Key))
	case league.Move:
		return w.say("change_move", "name", called(c.Key), "where", joined(c.Division, c.Venue))
	case league.Merge:
		return w.say("change_merge", "name", called(c.Into))
	case league.Part:
		return w.say("change_part", "name", called(c.Key))
	case league.Assign:
		if c.Into == "" {
			return w.say("change_unassign", "night", night(c.Game))
		}
		return w.say("change_assign", "night", night(c.Game), "name", called(c.Into))
	case league.Adjust:
		return w.say("change_adjust", "name", called(c.Key), "points", w.signed(c.Points))
	case league.Void:
		return w.say("change_void", "night", night(c.Game))
	case league.Restore:
		return w.say("change_restore", "night", night(c.Game))
	case league.Enter, league.Hide, league.Show:
	}
	return ""
}

// joined joins what is not empty.
func joined(parts ...string) string {
	out := ""
	for _, part := range parts {
		switch {
		case part == "":
		case out == "":
			out = part
		default:
			out += ", " + part
		}
	}
	return out
}
