package ledger

import (
	"fmt"
	"slices"
)

// Check says what is wrong with a batch whatever the room's state: it gives nil or an error that wraps ErrInvalid.
func (b Batch) Check() error {
	if b.ID == "" {
		return fmt.Errorf("%w: a batch needs an id", ErrInvalid)
	}
	if len(b.Events) == 0 {
		return fmt.Errorf("%w: batch %s has no event", ErrInvalid, b.ID)
	}
	for _, opening := range b.Open {
		if opening.Slot == "" || opening.Cap < 0 {
			return fmt.Errorf("%w: batch %s opens a slot without name or with a cap below 0", ErrInvalid, b.ID)
		}
	}
	if slices.Contains(b.Seal, "") {
		return fmt.Errorf("%w: batch %s seals a slot without name", ErrInvalid, b.ID)
	}
	return nil
}

// CheckEntries says what is wrong with the entries of a put whatever the room's state: nil or an error that wraps
// ErrInvalid.
func CheckEntries(entries []Entry) error {
	for i, entry := range entries {
		if entry.Slot == "" || entry.Key == "" || entry.Rev < 0 {
			return fmt.Errorf("%w: entry %d needs a slot, a key and a revision of 0 or more", ErrInvalid, i)
		}
	}
	return nil
}
