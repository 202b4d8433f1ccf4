package wire

import (
	"encoding/json"
	"fmt"
	"strconv"

	"trivium/game"
)

// FromServer is a message that the server may send: a pointer to Welcome, View, Own, Ack, Count, Done, RosterPage, Saving,
// Pong or Problem.
type FromServer interface{ name() *string }

func (m *Welcome) name() *string    { return named(&m.T, "welcome") }
func (m *View) name() *string       { return named(&m.T, "view") }
func (m *Own) name() *string        { return named(&m.T, "own") }
func (m *Ack) name() *string        { return named(&m.T, "ack") }
func (m *Count) name() *string      { return named(&m.T, "count") }
func (m *Done) name() *string       { return named(&m.T, "done") }
func (m *RosterPage) name() *string { return named(&m.T, "roster") }
func (m *Saving) name() *string     { return named(&m.T, "saving") }
func (m *Pong) name() *string       { return named(&m.T, "pong") }
func (m *Problem) name() *string    { return named(&m.T, "problem") }

func named(t *string, name string) *string {
	*t = name
	return t
}

// Name fills in a message's field T and returns it.
func Name(m FromServer) string { return *m.name() }

// Encode gives the bytes of a message and fills in its T.
func Encode(m FromServer) []byte {
	m.name()
	return marshal(m)
}

// EncodeView gives the bytes of a view alone. Two that are equal need not be sent twice; WrapView makes the message.
func EncodeView(v *game.View) []byte { return marshal(v) }

// WrapView makes the message View around bytes of EncodeView, as Encode would have. A view is encoded once for an audience
// and wrapped again for whoever comes later, since all times in it count from the moment in now.
func WrapView(n uint64, now game.Time, view []byte) []byte {
	b := make([]byte, 0, len(view)+64)
	b = append(b, `{"t":"view","n":`...)
	b = strconv.AppendUint(b, n, 10)
	b = append(b, `,"now":`...)
	b = strconv.AppendInt(b, int64(now), 10)
	b = append(b, `,"view":`...)
	b = append(b, view...)
	return append(b, '}')
}

func marshal(m any) []byte {
	data, err := json.Marshal(m)
	if err != nil { // none of the messages holds anything that JSON can not say
		panic(fmt.Sprintf("wire: encode %T: %v", m, err))
	}
	return data
}
