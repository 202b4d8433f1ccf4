package league

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Competitor is a team, or a player, as the changes say.
type Competitor struct {
	Key      string   `json:"key"`
	Name     string   `json:"name"`
	Division string   `json:"division,omitempty"`
	Venue    string   `json:"venue,omitempty"`
	Into     string   `json:"into,omitempty"`  // whom it was merged into
	Names    []string `json:"names,omitempty"` // what it was called before
	Hidden   *Change  `json:"hidden,omitempty"`
	Adjusted []Change `json:"adjusted,omitempty"`
}

// Roster is the fold of changes: who is whom, and which games do not count.
type Roster struct {
	competitors map[string]*Competitor
	aliases     map[string]string // keys of standings that were never competitors
	assigned    map[[2]string]string
	voids       map[string]*Change
}

// Fold adds changes up. A change that does not fit is left out, so that any history gives a roster.
func Fold(changes []Change) *Roster {
	r := &Roster{
		competitors: map[string]*Competitor{}, aliases: map[string]string{}, assigned: map[[2]string]string{}, voids: map[string]*Change{},
	}
	for i := range changes {
		if r.Check(&changes[i]) == nil {
			r.apply(&changes[i])
		}
	}
	return r
}

// ErrNobody says that there is no competitor with a key.
var ErrNobody = errors.New("there is no such competitor")

// Check tells whether a change may follow. ErrNobody, or words that say why not.
func (r *Roster) Check(c *Change) error {
	if c.Kind != Void && c.Kind != Restore && c.Kind != Enter && c.Kind != Assign && r.competitors[c.Key] == nil {
		return fmt.Errorf("%w: %q", ErrNobody, c.Key)
	}
	switch c.Kind {
	case Enter:
		return r.checkEnter(c)
	case Rename:
		return r.checkRename(c)
	case Merge:
		return r.checkMerge(c)
	case Part:
		if r.competitors[c.Key].Into == "" {
			return errors.New("it is not merged into another")
		}
	case Assign:
		return r.checkAssign(c)
	case Void:
		if c.Game == "" {
			return errors.New("say which game is void")
		}
	case Restore:
		if r.voids[c.Game] == nil {
			return errors.New("the game is not void")
		}
	case Adjust:
		if c.Points == 0 || c.Points < -pointsMax || c.Points > pointsMax {
			return fmt.Errorf("points: from %d to %d, and not 0", -pointsMax, pointsMax)
		}
	case Show:
		if r.competitors[c.Key].Hidden == nil {
			return errors.New("it is not hidden")
		}
	case Move, Hide:
	default:
		return fmt.Errorf("%q is no change", c.Kind)
	}
	return nil
}

func (r *Roster) checkEnter(c *Change) error {
	switch {
	case c.Key == "" || c.Name == "":
		return errors.New("a competitor needs a key and a name")
	case r.competitors[c.Key] != nil:
		return fmt.Errorf("%q is there already", r.competitors[c.Key].Name)
	case r.aliases[c.Key] != "":
		return fmt.Errorf("%q is also called so", r.competitors[r.aliases[c.Key]].Name)
	}
	return nil
}

func (r *Roster) checkRename(c *Change) error {
	if c.Name == "" {
		return errors.New("a competitor needs a name")
	}
	if c.Alias == "" || c.Alias == c.Key {
		return nil
	}
	taken := r.competitors[c.Alias]
	if other := r.aliases[c.Alias]; other != "" && other != c.Key {
		taken = r.competitors[other]
	}
	if taken != nil && r.resolve(taken.Key) != r.resolve(c.Key) {
		return fmt.Errorf("%q is called so already; merge them if they are one", taken.Name)
	}
	return nil
}

func (r *Roster) checkMerge(c *Change) error {
	switch {
	case r.competitors[c.Into] == nil:
		return fmt.Errorf("%w: %q", ErrNobody, c.Into)
	case r.competitors[c.Key].Into != "":
		return errors.New("it is merged into another already")
	case r.resolve(c.Into) == c.Key:
		return errors.New("they are one already")
	}
	return nil
}

func (r *Roster) checkAssign(c *Change) error {
	if c.Game == "" || c.Key == "" {
		return errors.New("say which standing of which game it is")
	}
	if c.Into == "" {
		if r.assigned[[2]string{c.Game, c.Key}] == "" {
			return errors.New("the standing was not assigned")
		}
		return nil
	}
	if r.competitors[c.Into] == nil {
		return fmt.Errorf("%w: %q", ErrNobody, c.Into)
	}
	return nil
}

// apply adds a change that was checked.
func (r *Roster) apply(c *Change) {
	who := r.competitors[c.Key]
	switch c.Kind {
	case Enter:
		r.competitors[c.Key] = &Competitor{Key: c.Key, Name: c.Name, Division: c.Division, Venue: c.Venue}
	case Rename:
		if who.Name != c.Name {
			who.Names, who.Name = append(slices.Clone(who.Names), who.Name), c.Name
		}
		if c.Alias != "" && r.competitors[c.Alias] == nil {
			r.aliases[c.Alias] = c.Key
		}
	case Move:
		who.Division, who.Venue = c.Division, c.Venue
	case Merge:
		who.Into = c.Into
	case Part:
		who.Into = ""
	case Assign:
		if c.Into == "" {
			delete(r.assigned, [2]string{c.Game, c.Key})
		} else {
			r.assigned[[2]string{c.Game, c.Key}] = c.Into
		}
	case Adjust:
		who.Adjusted = append(slices.Clone(who.Adjusted), *c)
	case Void:
		r.voids[c.Game] = c
	case Restore:
		delete(r.voids, c.Game)
	case Hide:
		who.Hidden = c
	case Show:
		who.Hidden = nil
	}
}

// Of gives the key of whom a standing in a game counts for.
func (r *Roster) Of(game, key string) string {
	if into, ok := r.assigned[[2]string{game, key}]; ok {
		key = into
	}
	return r.resolve(key)
}

// resolve follows aliases and merges. They can not go round in a circle.
func (r *Roster) resolve(key string) string {
	for {
		next := r.aliases[key]
		if who := r.competitors[key]; who != nil {
			next = who.Into
		}
		if next == "" {
			return key
		}
		key = next
	}
}

// Find gives a competitor by any key it has, merged ones as whom they were merged into.
func (r *Roster) Find(key string) (Competitor, bool) {
	who := r.competitors[r.resolve(key)]
	if who == nil {
		return Competitor{}, false
	}
	return *who, true
}

// Known tells whether a key, or an alias, is a competitor's.
func (r *Roster) Known(key string) bool { return r.competitors[key] != nil || r.aliases[key] != "" }

// All gives all competitors by name, then key, those that were merged too.
func (r *Roster) All() []Competitor {
	list := make([]Competitor, 0, len(r.competitors))
	for _, who := range r.competitors {
		list = append(list, *who)
	}
	slices.SortFunc(list, func(a, b Competitor) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) })
	return list
}

// parts gives the keys of all competitors that are one now.
func (r *Roster) parts() map[string][]string {
	parts := map[string][]string{}
	for key := range r.competitors {
		whole := r.resolve(key)
		parts[whole] = append(parts[whole], key)
	}
	for _, keys := range parts {
		slices.Sort(keys)
	}
	return parts
}
