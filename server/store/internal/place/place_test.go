package place_test

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trivium/server/store/internal/place"
)

// TestPlacesSort: places read backwards lie by order, greatest first, then by id, smallest first; and they can be read.
func TestPlacesSort(t *testing.T) {
	t.Parallel()
	type pair struct{ order, id string }
	part := rapid.OneOf(rapid.StringMatching(`[\x00\x01ab\x{ff}é]{0,4}`), rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()),
		func(bytes []byte) string { return string(bytes) }))
	rapid.Check(t, func(rt *rapid.T) {
		pairs := rapid.SliceOf(rapid.Custom(func(rt *rapid.T) pair { return pair{part.Draw(rt, "order"), part.Draw(rt, "id")} })).Draw(rt, "pairs")
		byPlace := slices.Clone(pairs)
		slices.SortStableFunc(byPlace, func(a, b pair) int {
			return cmp.Compare(place.Of(b.order, b.id), place.Of(a.order, a.id))
		})
		slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(b.order, a.order), cmp.Compare(a.id, b.id)) })
		if !slices.Equal(pairs, byPlace) {
			rt.Fatalf("by place %q, by order and id %q", byPlace, pairs)
		}
		for _, p := range pairs {
			if order, id, err := place.Parts(place.Of(p.order, p.id)); err != nil || order != p.order || id != p.id {
				rt.Fatalf("%q reads as %q, %q, %v", p, order, id, err)
			}
			if top := place.Of(p.order, ""); top < place.Of(p.order, p.id) || top >= place.Of(p.order+"\x00", "z") {
				rt.Fatalf("the top of %q is not its greatest place", p.order)
			}
		}
	})
}

func TestBrokenPlaces(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"", "a", "a\x00", "a\x00\x01", "a\x00\x01b"} {
		if _, _, err := place.Parts(broken); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}
