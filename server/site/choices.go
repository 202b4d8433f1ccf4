package site

// seasonChoices are the tables that a league has.
type seasonChoices struct {
	Seasons, Divisions, Venues []choice
}

// here is the address of what is seen.
func (s *season) here() string {
	if s.Now {
		return s.Path()
	}
	return s.Path() + "/" + s.Season.ID
}

func choicesOf(shape shape, w *words, st *state) seasonChoices {
	var c seasonChoices
	at := st.here()
	for i := range st.League.Seasons {
		one := &st.League.Seasons[i]
		href, taken := shape.link(st.Path()+"/"+one.ID), one.ID == st.Season.ID
		if taken {
			href = shape.link(at)
		}
		c.Seasons = append(c.Seasons, choice{Label: one.Name, Code: one.ID, Href: href, Taken: taken})
	}
	c.Divisions = filters(w, st.League.Divisions, st.Filter.Division, func(division string) string {
		return shape.link(at, "division", division, "venue", st.Filter.Venue)
	})
	c.Venues = filters(w, st.League.Venues, st.Filter.Venue, func(venue string) string {
		return shape.link(at, "division", st.Filter.Division, "venue", venue)
	})
	return c
}

// filters gives the choices between one and all.
func filters(w *words, names []string, taken string, href func(string) string) []choice {
	if len(names) == 0 {
		return nil
	}
	list := []choice{{Label: w.text("filter_all"), Href: href(""), Taken: taken == ""}}
	for _, name := range names {
		list = append(list, choice{Label: name, Code: name, Href: href(name), Taken: name == taken})
	}
	return list
}
