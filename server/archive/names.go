package archive

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"trivium/game"
)

// names are what was taken out of facts: all that says who somebody was, and where it stood. Without it the facts fold to the
// same numbers.
type names struct {
	Carried   []game.SeatEntry     `json:"carried,omitempty"`    // seats that the first event brings
	TeamNames []string             `json:"team_names,omitempty"` // of the settings
	Teams     []string             `json:"teams,omitempty"`      // keys; the first one is "team/1" in the facts
	Joins     map[string][]join    `json:"joins,omitempty"`      // by slot of seats
	Events    map[uint64]raw       `json:"events,omitempty"`     // events that name somebody, as they were
	Bases     map[string]int       `json:"bases,omitempty"`      // by slot of seats: how many seats came before it
	Seats     map[uint64]game.Seat `json:"seats,omitempty"`      // whom an event of Events is about, if it is a player
}

// join is an entry of a slot of seats as it was.
type join struct {
	Index int    `json:"i"`
	Key   string `json:"k"`
	Data  raw    `json:"d"`
}

// unreadable stands for the data of a seat that could not be read: it can not be read either.
const unreadable = `"unreadable"`

// neutralName is what a seat is called when its name is gone.
func neutralName(seat game.Seat) string { return "Player " + strconv.Itoa(int(seat)) }

// The keys that stand for real ones. No real key has a slash followed by a number: keys are skeletons of names, and a name
// may hold these characters, so the zero byte, which no name may hold, keeps them apart.
func neutralKey(seat game.Seat) string { return "\x00player/" + strconv.Itoa(int(seat)) }
func neutralTeamKey(team int) string   { return "\x00team/" + strconv.Itoa(team) }
func neutralTeamName(team int) string  { return "Team " + strconv.Itoa(team) }

// neutralSeat is a seat without its name.
func (n *names) neutralSeat(seat game.Seat, e game.SeatEntry) game.SeatEntry {
	out := game.SeatEntry{Name: neutralName(seat), Key: neutralKey(seat), Practice: e.Practice}
	if team := n.team(e.TeamKey); team > 0 {
		out.Team, out.TeamKey = neutralTeamName(team), neutralTeamKey(team)
	}
	return out
}

// team gives the number of a team, from 1; 0 for none.
func (n *names) team(key string) int {
	if key == "" {
		return 0
	}
	at := slices.Index(n.Teams, key)
	if at < 0 {
		n.Teams = append(n.Teams, key)
		at = len(n.Teams) - 1
	}
	return at + 1
}

// split takes the names out of facts.
func split(f *facts) (*facts, *names, error) {
	n := &names{Joins: map[string][]join{}, Events: map[uint64]raw{}, Bases: map[string]int{}, Seats: map[uint64]game.Seat{}}
	spelt := map[string]string{} // team name -> key
	s, err := f.replay(func(_, after *game.State, fact game.Fact) error {
		switch fact.Event.(type) {
		case game.Opened, game.Locked:
			n.Bases[after.SeatSlot()] = after.SeatBase()
		default:
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for i := range s.Seats {
		spelt[s.Seats[i].Team] = s.Seats[i].TeamKey
		n.team(s.Seats[i].TeamKey) // so that teams are numbered as they came
	}
	out := &facts{slots: maps.Clone(f.slots)}
	for slot := range n.Bases {
		out.slots[slot] = n.takeJoins(slot, f.slots[slot])
	}
	for i := range f.events {
		e, err := n.takeEvent(f.events[i], spelt)
		if err != nil {
			return nil, nil, err
		}
		out.events = append(out.events, e)
	}
	return out, n, n.setLots(out, s.Seed)
}

// takeJoins takes the names out of the entries of a slot of seats.
func (n *names) takeJoins(slot string, entries []game.Entry) []game.Entry {
	out := make([]game.Entry, len(entries))
	for i, e := range entries {
		n.Joins[slot] = append(n.Joins[slot], join{Index: e.Index, Key: e.Key, Data: e.Data})
		seat := game.Seat(n.Bases[slot] + e.Index)
		out[i] = game.Entry{Key: neutralKey(seat), Index: e.Index, Data: []byte(unreadable)}
		if decoded, err := game.DecodeEntry[game.SeatEntry](e.Data); err == nil {
			out[i].Data = game.EncodeEntry(n.neutralSeat(seat, decoded))
		}
	}
	return out
}

// takeEvent takes the names out of an event.
func (n *names) takeEvent(e event, spelt map[string]string) (event, error) {
	decoded, err := game.DecodeEvent(e.Data)
	if err != nil {
		return event{}, err
	}
	if opened, ok := decoded.(game.Opened); ok {
		e.Data, err = game.EncodeEvent(n.takeOpened(opened, spelt))
		return e, err
	}
	neutral, seat, named := n.neutralEvent(decoded)
	if !named {
		return e, nil
	}
	n.Events[e.N] = e.Data
	if seat > 0 {
		n.Seats[e.N] = seat
	}
	e.Data, err = game.EncodeEvent(neutral)
	return e, err
}

// neutralEvent is an event without names, and whom it is about; false if it has none.
func (n *names) neutralEvent(e game.Event) (neutral game.Event, seat game.Seat, named bool) {
	switch e := e.(type) {
	case game.Renamed:
		e.Name, e.Key = neutralName(e.Seat), neutralKey(e.Seat)
		return e, e.Seat, true
	case game.Teamed:
		team := n.team(e.TeamKey)
		e.Team, e.TeamKey = neutralTeamName(team), neutralTeamKey(team)
		return e, e.Seat, true
	case game.Claimed:
		e.Token = ""
		return e, e.Seat, true
	case game.Offered:
		e.Code = ""
		return e, e.Seat, true
	case game.Adjusted:
		if e.TeamKey != "" {
			e.TeamKey = neutralTeamKey(n.team(e.TeamKey))
		}
		e.Reason = ""
		return e, e.Seat, true
	default:
		return e, 0, false
	}
}

// takeOpened takes the names out of the first event.
func (n *names) takeOpened(e game.Opened, spelt map[string]string) game.Opened {
	n.Carried, n.TeamNames = e.Seats, e.Settings.TeamNames
	e.Seats = nil
	for i, seat := range n.Carried {
		e.Seats = append(e.Seats, n.neutralSeat(game.Seat(i+1), seat))
	}
	e.Settings.TeamNames = nil
	for i, name := range n.TeamNames {
		neutral := "Team " + strconv.Itoa(i+1) + " of the settings"
		if key := spelt[name]; key != "" {
			neutral = neutralTeamName(n.team(key))
		}
		e.Settings.TeamNames = append(e.Settings.TeamNames, neutral)
	}
	return e
}

// setLots writes into the first event which of two equal teams comes first, since the seed would say otherwise of their other
// keys. Only the order of the lots is kept: the lots themselves would tell a key that is guessed.
func (n *names) setLots(f *facts, seed []byte) error {
	if len(n.Teams) == 0 {
		return nil
	}
	order := make([]int, len(n.Teams))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		one, two := game.TeamLot(seed, n.Teams[a]), game.TeamLot(seed, n.Teams[b])
		if one == two {
			return strings.Compare(n.Teams[a], n.Teams[b])
		}
		if one < two {
			return -1
		}
		return 1
	})
	lots := make(map[string]uint64, len(order))
	for place, team := range order {
		lots[neutralTeamKey(team+1)] = uint64(place + 1)
	}
	return f.openWith(func(e *game.Opened) { e.Lots = lots })
}

// openWith changes the first event.
func (f *facts) openWith(change func(*game.Opened)) error {
	if len(f.events) == 0 {
		return ErrNoGame
	}
	decoded, err := game.DecodeEvent(f.events[0].Data)
	if err != nil {
		return err
	}
	opened, ok := decoded.(game.Opened)
	if !ok {
		return ErrNoGame
	}
	change(&opened)
	f.events[0].Data, err = game.EncodeEvent(opened)
	return err
}

// join puts names back into facts.
func (n *names) join(f *facts) (*facts, error) {
	out := &facts{events: slices.Clone(f.events), slots: maps.Clone(f.slots)}
	for i := range out.events {
		if data, named := n.Events[out.events[i].N]; named {
			out.events[i].Data = data
		}
	}
	for slot, joins := range n.Joins {
		entries := slices.Clone(out.slots[slot])
		for i, j := range joins {
			if i < len(entries) && entries[i].Index == j.Index {
				entries[i].Key, entries[i].Data = j.Key, j.Data
			}
		}
		out.slots[slot] = entries
	}
	return out, out.openWith(func(e *game.Opened) {
		e.Seats, e.Settings.TeamNames = n.Carried, n.TeamNames
		lots := maps.Clone(e.Lots) // both keys: a team may stand under its neutral one, see remove
		for i, key := range n.Teams {
			if lot, ok := e.Lots[neutralTeamKey(i+1)]; ok {
				lots[key] = lot
			}
		}
		e.Lots = lots
	})
}
