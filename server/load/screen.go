package load

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"

	"trivium/game"
	"trivium/server/wire"
)

// ScreenOptions say which room a screen shows. URL and PIN are needed.
type ScreenOptions struct {
	URL    string
	PIN    string
	Seed   uint64
	Client *http.Client // nil is http.DefaultClient
	Net    Net
	// OnView hears of each view, from the screen's own goroutine. It may be nil.
	OnView func(wire.View)
}

// Screen is a screen without a browser: it looks on and checks what it is shown.
type Screen struct {
	o    ScreenOptions
	line line
	room room // used by Run's goroutine only
}

// NewScreen makes a screen; Run looks on.
func NewScreen(o ScreenOptions) *Screen {
	s := &Screen{o: o}
	s.line = line{
		url: o.URL, client: cmp.Or(o.Client, http.DefaultClient), random: rand.New(rand.NewPCG(o.Seed, 4)), take: s.take,
		hello:    func() *wire.Hello { return &wire.Hello{T: "hello", Role: wire.Screen, PIN: o.PIN} },
		patience: o.Net.Patience,
		lost: func() {
			if o.Net.Several {
				s.room.anew()
			}
		},
	}
	return s
}

// Run looks on until the game is over, which is no error; until ctx ends; or until something wrong is shown (ErrWrong).
func (s *Screen) Run(ctx context.Context) error {
	if err := s.line.run(ctx); err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	return nil
}

func (s *Screen) take(m *message) error {
	switch m.name {
	case "view":
		return with(m, s.viewed)
	case "welcome":
		s.line.welcome()
		return nil
	case "count", "saving", "pong":
		return nil
	case "problem":
		return with(m, asRefusal)
	}
	return fmt.Errorf("%w: a screen was sent the message %.20q", ErrWrong, m.name)
}

func (s *Screen) viewed(v *wire.View) error {
	if err := s.room.take(v); err != nil {
		return err
	}
	if v.View.Host != nil {
		return fmt.Errorf("%w: a screen was sent what is for the host", ErrWrong)
	}
	if s.o.OnView != nil {
		s.o.OnView(*v)
	}
	if v.View.Phase == game.Over {
		return errDone
	}
	return nil
}
