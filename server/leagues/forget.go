package leagues

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"trivium/game/league"
	"trivium/server/store/records"
)

// Forget takes the name of a competitor, and of all who were merged into it, out of the whole league for good. Its points stay with
// somebody who has no name and is not shown. A call that failed may be made again. ErrNotFound.
func (s *Service) Forget(ctx context.Context, id, key, who string) error {
	if _, err := s.head(ctx, id); err != nil {
		return err
	}
	stored, err := s.books.Update(ctx, id, func(stored *records.Stored[book]) error { return stored.Value.beginErasing(key) })
	if err != nil && !errors.Is(err, errSame) {
		return err
	}
	erasing := stored.Value.Erasing
	for gameID := range stored.Value.Games {
		if err := s.erase(ctx, id, gameID, erasing); err != nil {
			return err
		}
	}
	var secrets []string
	_, err = s.books.Update(ctx, id, func(stored *records.Stored[book]) error {
		secrets = stored.Value.finishErasing(who, s.now().UnixMilli())
		return nil
	})
	for _, hash := range secrets {
		err = errors.Join(err, s.claims.Delete(ctx, hash))
	}
	return err
}

// beginErasing chooses what stands for the keys of a competitor from now on.
func (b *book) beginErasing(key string) error {
	roster := b.roster()
	who, known := roster.Find(key)
	if !known || Nameless(who.Key) {
		if len(b.Erasing) > 0 {
			return errSame // a call that was broken off goes on
		}
		return fmt.Errorf("%w: competitor", ErrNotFound)
	}
	b.Erasing = maps.Clone(b.Erasing)
	if b.Erasing == nil {
		b.Erasing = map[string]string{}
	}
	for i := range b.Changes {
		for _, part := range []string{b.Changes[i].Key, b.Changes[i].Into, b.Changes[i].Alias} {
			if owner, ok := roster.Find(part); ok && owner.Key == who.Key && b.Erasing[part] == "" {
				b.Erasing[part] = nameless + randomHex(8)
			}
		}
	}
	return nil
}

// erase replaces keys in a night.
func (s *Service) erase(ctx context.Context, id, gameID string, erasing map[string]string) error {
	_, err := s.nights(id).Update(ctx, gameID, func(stored *records.Stored[night]) error {
		changed := false
		standings := append([]standing(nil), stored.Value.Standings...)
		for i := range standings {
			if now := erasing[standings[i].Key]; now != "" {
				standings[i].Key, standings[i].Name, changed = now, "", true
			}
		}
		if !changed || stored.Version == 0 {
			return errSame
		}
		stored.Value.Standings = standings
		return nil
	})
	return ignoring(err, errSame)
}

// finishErasing replaces keys and names in the history, and gives the hashes of the claims that end.
func (b *book) finishErasing(who string, at int64) (secrets []string) {
	shown := map[string]bool{}
	for i := range b.Changes {
		c := &b.Changes[i]
		for _, key := range []*string{&c.Key, &c.Into, &c.Alias} {
			if now := b.Erasing[*key]; now != "" {
				*key = now
				c.Why = "" // the words may say who it was
				if c.Name != "" {
					c.Name = noName
				}
			}
		}
	}
	for old, now := range b.Erasing {
		if c, ok := b.Claims[old]; ok {
			secrets = append(secrets, c.Hash)
			delete(b.Claims, old)
		}
		shown[now] = true
	}
	b.Erasing = nil
	roster := b.roster()
	for now := range shown {
		if whole, ok := roster.Find(now); ok && whole.Key == now && whole.Hidden == nil {
			b.Changes = append(b.Changes, league.Change{Kind: league.Hide, Key: now, Who: who, At: at})
		}
	}
	b.Changes = append(b.Changes, league.Change{Kind: Forgot, Who: who, At: at})
	return secrets
}
