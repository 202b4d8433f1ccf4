package gateway

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

// tokenBytes is the length of tokens, proofs and codes: 128 bits.
const tokenBytes = 16

// NewToken gives a token, proof or code: 128 random bits in lower-case hexadecimal.
func NewToken() string {
	b := make([]byte, tokenBytes)
	_, _ = rand.Read(b) // it never fails, see crypto/rand
	return hex.EncodeToString(b)
}

// HashToken gives the form in which a token is stored: SHA-256 of its text, in hexadecimal. No salt and no slow hash are
// needed, as the token is random.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// sameHash compares in a time that tells nothing.
func sameHash(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// validToken tells whether a client's proof is what NewToken gives.
func validToken(token string) bool {
	if len(token) != hex.EncodedLen(tokenBytes) {
		return false
	}
	for _, c := range []byte(token) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
