package gateway

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/game"
	"trivium/server/gateway/names"
	"trivium/server/socket"
	"trivium/server/wire"
)

// seatWait is how long somebody who comes back right after joining waits until the rules have seated them. They do so at most
// four times a second, but not while another instance takes the room over.
const seatWait = 3 * time.Second

// refusalStep is what the time until a room is refused is rounded up to: a full room asks the ledger and a wrong PIN does not, and
// nobody should hear the difference.
const refusalStep = 100 * time.Millisecond

// drawAttempts is how many friendly names are tried for one player.
const drawAttempts = 40

// hello lets a client in, or tells why not.
func (s *session) hello(ctx context.Context, m *wire.Hello, read time.Time) {
	s.hellos++
	if s.hellos > s.gw.opts.Limits.Hellos {
		s.conn.Close(socket.TooManyMessages, "too many attempts")
		return
	}
	m.PIN = strings.ReplaceAll(m.PIN, " ", "")
	credential := m.Token != "" || m.Code != ""
	free, heard := s.gw.guesses.may(s.from, m.PIN, read)
	if !free && (!credential || !heard) {
		s.refuse(refuseBusy())
		return
	}
	room, err := s.admit(ctx, m, read)
	if err != nil {
		r := asRefusal(err)
		if r.code == "no_room" && errors.Is(err, ErrNoRoom) || r.code == "token" && r.close == socket.NotSignedIn {
			s.gw.guesses.failed(s.from, read)
			if !free { // nothing may be learnt beyond the limit
				r = refuseBusy()
			}
		}
		if r.close == socket.Internal && !ended(err) {
			s.logger().Warn("hello failed", "error", err)
		}
		if r.code == "no_room" && !sleep(ctx, refusalStep-time.Since(read)%refusalStep) {
			return
		}
		s.refuse(r)
		return
	}
	s.gw.guesses.vouch(s.from, m.PIN, read)
	s.settle(room, m, read)
}

// admit finds the room and checks who it is. What it finds is written into the session.
func (s *session) admit(ctx context.Context, m *wire.Hello, read time.Time) (Room, error) {
	room, err := s.gw.opts.Rooms.Open(ctx, m.PIN)
	if err != nil {
		return nil, err
	}
	s.role = m.Role
	s.welcome = &wire.Welcome{Role: m.Role}
	switch m.Role {
	case wire.Host:
		state, _ := room.Now()
		if state.HostKey == "" || !sameHash(HashToken(m.Token), state.HostKey) {
			return nil, refuseToken()
		}
	case wire.Screen:
	case wire.Player:
		err = s.admitPlayer(ctx, room, m, read)
	default:
		return nil, refuseMessage()
	}
	return room, err
}

// admitPlayer finds or makes the player's seat.
func (s *session) admitPlayer(ctx context.Context, room Room, m *wire.Hello, read time.Time) error {
	if m.Token != "" {
		// What this player has answered may have been stored by another instance a moment ago.
		state, _ := room.Now()
		if _, running := state.Running(); running || m.Pending != nil {
			if err := room.Refresh(ctx); err != nil {
				s.logger().Debug("not caught up for somebody who comes back", "error", err)
			}
		}
		err := s.resume(ctx, room, m.Token, true)
		s.gw.metrics.resumes.WithLabelValues(outcome(err)).Inc()
		return err
	}
	if !validToken(m.Proof) {
		return refuseMessage()
	}
	// A join or a move whose welcome was lost is asked for again with the same proof.
	err := s.resume(ctx, room, m.Proof, false)
	var refused *refusal
	if err == nil || !errors.As(err, &refused) || refused.close != socket.NotSignedIn {
		return err
	}
	if m.Code != "" {
		err = s.claim(ctx, room, m)
		s.gw.metrics.resumes.WithLabelValues("moved_" + outcome(err)).Inc()
		return err
	}
	err = s.join(ctx, room, m)
	s.gw.metrics.joins.WithLabelValues(outcome(err)).Inc()
	s.gw.metrics.joinTime.Observe(time.Since(read).Seconds())
	return err
}

// sleep waits, and says whether the context lasted as long.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, ErrFull):
		return "full"
	case errors.Is(err, ErrLocked):
		return "locked"
	default:
		return asRefusal(err).code
	}
}

// resume brings back the player who has the token. A patient one catches up with the room's truth and waits a moment for a
// seat that is stored but not seated yet.
func (s *session) resume(ctx context.Context, room Room, token string, patient bool) error {
	hash := HashToken(token)
	seat, ok, err := find(ctx, room, hash, patient)
	switch {
	case err != nil:
		return err
	case !ok:
		return refuseToken()
	}
	state, _ := room.Now()
	known, ok := state.Seat(seat)
	switch {
	case !ok:
		return refuseToken()
	case known.Kicked:
		return refuseKicked()
	}
	s.seated(seat, known.SeatEntry, token)
	return catchAnswer(ctx, room, state, seat)
}

// catchAnswer sees to it that an answer that was acked is known here before the player is greeted: counts are read only a few
// times a second, and a player who reloads the page right after the ack would be asked again.
func catchAnswer(ctx context.Context, room Room, state *game.State, seat game.Seat) error {
	if _, running := state.Running(); !running {
		return nil
	}
	if _, known := room.Answered(seat); known {
		return nil
	}
	return room.Refresh(ctx)
}

// find looks for the seat with a token. An error says that nobody can tell now: whoever is not known to an instance that can
// not reach the room's truth may well be known elsewhere, and comes back.
func find(ctx context.Context, room Room, hash string, patient bool) (seat game.Seat, ok bool, err error) {
	state, _ := room.Now()
	if seat, ok := state.FindToken(hash); ok || !patient {
		return seat, ok, nil
	}
	if err := room.Refresh(ctx); err != nil {
		return 0, false, fmt.Errorf("catch up for a token: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, seatWait)
	defer cancel()
	for {
		state, changed := room.Now()
		if seat, ok := state.FindToken(hash); ok {
			return seat, true, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return 0, false, nil
		}
	}
}

func (s *session) seated(seat game.Seat, entry game.SeatEntry, token string) {
	s.seat, s.entry, s.tokenHash = seat, entry, HashToken(token)
	s.welcome.Seat, s.welcome.Name, s.welcome.Token = seat, entry.Name, token
}

// claim moves a seat to this phone: whoever shows the code first is the player from now on.
func (s *session) claim(ctx context.Context, room Room, m *wire.Hello) error {
	err := room.Do(ctx, game.Command{Verb: game.DoClaim, Code: HashToken(m.Code), Token: HashToken(m.Proof)})
	switch {
	case errors.Is(err, game.ErrUnknown), errors.Is(err, game.ErrBad), errors.Is(err, game.ErrPast):
		return refuseToken()
	case err != nil:
		return err
	}
	return s.resume(ctx, room, m.Proof, true)
}

// join takes a new seat.
func (s *session) join(ctx context.Context, room Room, m *wire.Hello) error {
	state, _ := room.Now()
	if state.Ended() {
		return game.ErrEnded
	}
	if state.Locked {
		return ErrLocked
	}
	entry := game.SeatEntry{Token: HashToken(m.Proof), Public: m.Public && state.Settings.Boards}
	if refused := s.pickTeam(state, m.Team, &entry); refused != nil {
		return refused
	}
	entry.Claims = s.claims(ctx, room, m.Claims)
	if state.Settings.DrawNames {
		return s.joinDrawn(ctx, room, m.Proof, entry)
	}
	name, err := s.gw.names.Check(m.Name, state.Settings.AllowAnyName)
	if err != nil {
		return refuseName(err.Error())
	}
	entry.Name, entry.Key = name.Text, name.Key
	if !state.NameTaken(name.Key, 0) {
		err = s.take(ctx, room, m.Proof, entry)
		if !errors.Is(err, game.ErrTaken) {
			return err
		}
	}
	state, _ = room.Now()
	return refuseTaken(names.Propose(name.Text, []byte(entry.Token), func(key string) bool { return state.NameTaken(key, 0) }))
}

// joinDrawn tries friendly names until one is free. The names follow from the proof, so that a repeated join is drawn the
// same ones and finds its seat.
func (s *session) joinDrawn(ctx context.Context, room Room, proof string, entry game.SeatEntry) error {
	for attempt := range drawAttempts {
		entry.Name = names.Draw([]byte(entry.Token), attempt)
		entry.Key = names.Key(entry.Name)
		if err := s.take(ctx, room, proof, entry); !errors.Is(err, game.ErrTaken) {
			return err
		}
	}
	return refuseTaken("")
}

// take stores the seat, at the rate of joins that this instance takes.
func (s *session) take(ctx context.Context, room Room, proof string, entry game.SeatEntry) error {
	if err := s.gw.joins.Wait(ctx); err != nil {
		return err
	}
	seat, stored, err := room.Join(ctx, entry)
	if err != nil {
		return err
	}
	state, _ := room.Now()
	if known, ok := state.Seat(seat); ok && known.Kicked {
		return refuseKicked()
	}
	s.seated(seat, stored, proof)
	return nil
}

// pickTeam checks the team, if the game has teams.
func (s *session) pickTeam(state *game.State, team string, entry *game.SeatEntry) *refusal {
	if !state.Settings.Teams {
		return nil
	}
	if fixed := state.Settings.TeamNames; len(fixed) > 0 {
		key := names.Key(team)
		i := slices.IndexFunc(fixed, func(name string) bool { return names.Key(name) == key })
		if team == "" || i < 0 {
			return refuseTeam("Please choose one of the teams.")
		}
		entry.Team, entry.TeamKey = fixed[i], key
		return nil
	}
	name, err := s.gw.names.Check(team, state.Settings.AllowAnyName)
	if err != nil {
		return refuseTeam("Team: " + err.Error())
	}
	entry.Team, entry.TeamKey = name.Text, name.Key
	return nil
}

// settle brings the session into its room. The hub sends the welcome, and all that follows.
func (s *session) settle(room Room, m *wire.Hello, read time.Time) {
	at := room.Time()
	s.line = newLine(at)
	if m.Pending != nil && s.role == wire.Player {
		s.ready = make(chan struct{})
	}
	if refused := s.gw.enter(s, room); refused != nil {
		s.refuse(refused)
		return
	}
	s.inside.Store(true)
	s.waiter.Stop()
	s.gw.metrics.sessions.WithLabelValues(string(s.role)).Inc()
	if s.ready != nil {
		<-s.ready // the hub does not wait for anybody, so neither does this
		s.answer(m.Pending, at, read)
	}
}
