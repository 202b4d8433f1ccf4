package draft

// place remembers where a question stands.
func (d *Draft) place(id string, at Place) {
	if d.places == nil {
		d.places = map[string]Place{}
	}
	d.places[id] = at
}

// Places takes over where the questions of a whole pack stand, by their id without the pack's.
func (d *Draft) Places(places map[string]Place) { d.places = places }
