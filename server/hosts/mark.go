package hosts

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Mark makes a text by which a browser is known again to have signed in with a login. It opens nothing.
func (s *Service) Mark(login string) string { return s.marked(login, randomHex(16)) }

// Knows tells whether a mark was made for a login, by any instance.
func (s *Service) Knows(login, mark string) bool {
	nonce, _, ok := strings.Cut(mark, ".")
	return ok && len(mark) < 200 && hmac.Equal([]byte(mark), []byte(s.marked(login, nonce)))
}

func (s *Service) marked(login, nonce string) string {
	mac := hmac.New(sha256.New, []byte(s.key))
	mac.Write([]byte("known/" + nonce + "/" + folded(login)))
	return nonce + "." + hex.EncodeToString(mac.Sum(nil))
}
