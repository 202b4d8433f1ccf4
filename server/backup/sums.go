package backup

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
)

// sums reads a part and compares its sum at the end.
type sums struct {
	content io.Reader
	hash    hash.Hash
	want    string
}

// Read implements io.Reader.
func (s *sums) Read(p []byte) (int, error) {
	n, err := s.content.Read(p)
	s.hash.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(s.hash.Sum(nil)) != s.want {
		return n, fmt.Errorf("%w: it changed while it was read", ErrBroken)
	}
	return n, err
}
