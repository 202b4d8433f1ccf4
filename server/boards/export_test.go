package boards

import (
	"context"

	"trivium/server/store"
)

// Seed puts entries on one board as settling does, without the documents of their games.
func (s *Service) Seed(ctx context.Context, b Board, entries []Entry) error {
	members, names := make([]store.Member, len(entries)), make([]store.Member, len(entries))
	for i := range entries {
		members[i], names[i] = entries[i].member(), entries[i].named(s.fold(entries[i].Name))
	}
	if err := s.store.Enter(ctx, b.scores(), members...); err != nil {
		return err
	}
	return s.store.Enter(ctx, b.names(), names...)
}
