package game

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// stream is a source of numbers that follow from a seed and a purpose alone: SHA-256 in counter mode. It is our own, so that
// no new version of a library can ever deal other cards to a stored game.
type stream struct {
	key     []byte
	counter uint64
	block   []byte
}

func newStream(seed []byte, purpose string, numbers ...int) *stream {
	key := make([]byte, 0, len(seed)+len(purpose)+8*len(numbers)+1)
	key = append(key, seed...)
	key = append(key, purpose...)
	key = append(key, 0)
	for _, n := range numbers {
		key = binary.BigEndian.AppendUint64(key, uint64(int64(n)))
	}
	return &stream{key: key}
}

func (s *stream) next() uint64 {
	if len(s.block) < 8 {
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(slices.Clone(s.key), s.counter))
		s.counter++
		s.block = sum[:]
	}
	v := binary.BigEndian.Uint64(s.block)
	s.block = s.block[8:]
	return v
}

// below gives a number from 0 to n-1, each equally likely: numbers from the last, incomplete round are drawn again.
func (s *stream) below(n int) int {
	limit := -uint64(n) % uint64(n) // 2^64 mod n
	for {
		if v := s.next(); v >= limit {
			return int(v % uint64(n))
		}
	}
}

// deal gives an order of display for texts: element i is the index of the text shown at place i. It starts from an order
// sorted by content, never from the pack's, which would tell the key of an order question, and shuffles it by Fisher and
// Yates (Durstenfeld's version, CACM 7, 1964).
func deal(texts []string, seed []byte, purpose string, question int) []int {
	order := byContent(texts)
	s := newStream(seed, purpose, question)
	for i := len(order) - 1; i > 0; i-- {
		j := s.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

func byContent(texts []string) []int {
	order := identity(len(texts))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(texts[a], texts[b]) })
	return order
}

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// Shuffle gives a random order of n things from a seed, for whoever draws questions from the bank.
func Shuffle(n int, seed []byte, purpose string) []int {
	order := identity(n)
	s := newStream(seed, purpose)
	for i := n - 1; i > 0; i-- {
		j := s.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// lot orders what is equal in everything that counts: the same for everybody, and nobody's doing.
func lot(seed []byte, name string) uint64 { return newStream(seed, "lot/"+name).next() }
