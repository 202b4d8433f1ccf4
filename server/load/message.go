package load

import (
	"bytes"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
)

// message is a frame from the server.
type message struct {
	name string // its field t
	data []byte
	at   time.Time // when it was read
}

// readName finds the message's name, which our server writes first.
func (m *message) readName() bool {
	const first = `{"t":"`
	if rest, ok := bytes.CutPrefix(m.data, []byte(first)); ok {
		if end := bytes.IndexByte(rest, '"'); end > 0 {
			m.name = string(rest[:end])
			return true
		}
	}
	var named struct {
		T string `json:"t"`
	}
	err := json.Unmarshal(m.data, &named)
	m.name = named.T
	return err == nil && named.T != ""
}

// read decodes a message strictly: a field that package wire does not have is wrong.
func read[M any](m *message) (*M, error) {
	out := new(M)
	if err := json.Unmarshal(m.data, out, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("%w: message %s: %w", ErrWrong, m.name, err)
	}
	return out, nil
}
