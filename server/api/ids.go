package api

import (
	"crypto/rand"
	"encoding/hex"
)

// newID gives 128 random bits in lower-case hexadecimal.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b[:])
}
