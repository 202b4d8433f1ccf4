package games

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a request.
const (
	leaguesMax = 20
	wordsMax   = 100 // characters of a venue or a division
)

// validate says what is wrong with a request, and tidies it up.
func (g *Games) validate(ctx context.Context, host string, request *Request) error {
	if err := request.Settings.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	if err := request.validatePicked(); err != nil {
		return err
	}
	if days := request.Retention.Days; days < 0 || days > 36_500 {
		return fmt.Errorf("%w: retention: from 0 to 36,500 days", ErrBad)
	}
	for _, each := range []struct {
		name string
		text *string
	}{{"venue", &request.Venue}, {"division", &request.Division}} {
		*each.text = strings.TrimSpace(*each.text)
		if utf8.RuneCountInString(*each.text) > wordsMax || !utf8.ValidString(*each.text) {
			return fmt.Errorf("%w: %s: at most %d characters", ErrBad, each.name, wordsMax)
		}
	}
	if len(request.Leagues) == 0 {
		return nil
	}
	request.Leagues = slices.Compact(slices.Sorted(slices.Values(request.Leagues)))
	if len(request.Leagues) > leaguesMax {
		return fmt.Errorf("%w: leagues: at most %d", ErrBad, leaguesMax)
	}
	if g.named == nil {
		return fmt.Errorf("%w: leagues: there are none on this server", ErrBad)
	}
	return g.named(ctx, host, request.Leagues)
}

// stillNamed leaves out the leagues that may not be named any more: they keep nobody from playing again.
func (g *Games) stillNamed(ctx context.Context, host string, leagues []string) []string {
	return slices.DeleteFunc(slices.Clone(leagues), func(id string) bool {
		return g.named == nil || errors.Is(g.named(ctx, host, []string{id}), ErrBad)
	})
}
