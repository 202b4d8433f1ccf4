package hosts

import "testing"

// StopHashing takes all turns to hash, until the test ends.
func (s *Service) StopHashing(t *testing.T) {
	t.Helper()
	if err := s.hashing.Acquire(t.Context(), hashesMax()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.hashing.Release(hashesMax()) })
}
