package shares

import (
	"context"
	"errors"
	"slices"

	"trivium/server/store/records"
)

// OfHost gives the packs of a host, by id.
func (s *Service) OfHost(ctx context.Context, host string) ([]string, error) {
	all, err := s.All(ctx)
	if err != nil {
		return nil, err
	}
	var own []string
	for id, share := range all {
		if share.Host == host {
			own = append(own, id)
		}
	}
	slices.Sort(own)
	return own, nil
}

// HandOver makes a pack of one host another's. One that is somebody else's by now stays theirs.
func (s *Service) HandOver(ctx context.Context, pack, from, to string) error {
	share, err := s.Of(ctx, pack)
	if err != nil || share.Host != from {
		return err
	}
	_, err = s.shares.Update(ctx, pack, func(stored *records.Stored[Share]) error {
		if stored.Value.Host != from {
			return ErrTaken
		}
		stored.Value.Host = to
		return nil
	})
	if errors.Is(err, ErrTaken) {
		return nil
	}
	return err
}
