package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"trivium/game"
)

// FromClient is a message that a client may send: *Hello, *Answer, *Do, *Roster or *Ping.
type FromClient interface{ fromClient() }

func (*Hello) fromClient()  {}
func (*Answer) fromClient() {}
func (*Do) fromClient()     {}
func (*Roster) fromClient() {}
func (*Ping) fromClient()   {}

// Bounds of what a client may send, beyond the size of the frame.
const (
	maxPick = 100  // display indexes in an answer
	maxText = 1000 // bytes of a typed answer, a reason or a judged text
	maxWord = 200  // bytes of everything else: names, tokens, identifiers

	maxClaims = 8 // secrets of teams in a Hello
)

// ErrMessage is wrapped by all errors of Decode: the bytes are no message of this version.
var ErrMessage = errors.New("wire: not a message of " + Subprotocol)

// Decode reads one message of a client, strictly: a field that the message does not have, a field that comes twice, a name
// in other capitals, a number that does not fit, a value of another type and anything behind the object are errors, as RFC
// 7493 (I-JSON) advises. It never gives a message in part. The time it takes is linear in len(data).
func Decode(data []byte) (FromClient, error) {
	if a, ok := fastAnswer(data); ok {
		return a, nil
	}
	return decodeStrictly(data)
}

func decodeStrictly(data []byte) (FromClient, error) {
	name, err := messageName(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	var m FromClient
	switch name {
	case "answer":
		m, err = decodeAs[Answer](data)
	case "ping":
		m, err = decodeAs[Ping](data)
	case "hello":
		m, err = decodeAs[Hello](data)
	case "do":
		m, err = decodeDo(data)
	case "roster":
		m, err = decodeAs[Roster](data)
	default:
		err = fmt.Errorf("there is no message %.20q", name)
	}
	if err == nil {
		err = bounds(m)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return m, nil
}

// message is a pointer to M that is a message of the client.
type message[M any] interface {
	*M
	FromClient
}

func decodeAs[M any, P message[M]](data []byte) (FromClient, error) {
	m := P(new(M))
	if err := json.Unmarshal(data, m, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	return m, nil
}

// messageName finds the field "t" of the object in data, without looking at anything else in it.
func messageName(data []byte) (string, error) {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	if first, err := d.ReadToken(); err != nil || first.Kind() != '{' {
		return "", errors.New("not a JSON object")
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return "", err
		}
		if name.String() != "t" {
			if err := d.SkipValue(); err != nil {
				return "", err
			}
			continue
		}
		value, err := d.ReadToken()
		if err != nil || value.Kind() != '"' {
			return "", errors.New(`field "t" must be text`)
		}
		return value.String(), nil
	}
	if _, err := d.ReadToken(); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return "", errors.New(`field "t" is missing`)
}

// DoFields are the fields of Do as a host may send them. The other fields of a command are the server's to fill in.
type DoFields struct {
	T          string      `json:"t"`
	ID         uint64      `json:"id"`
	Verb       game.Verb   `json:"verb"`
	Sender     string      `json:"sender,omitempty"`
	Counter    uint64      `json:"counter,omitempty"`
	Turn       int         `json:"turn,omitempty"`
	Seat       game.Seat   `json:"seat,omitempty"`
	Name       string      `json:"name,omitempty"`
	Team       string      `json:"team,omitempty"`
	Key        string      `json:"key,omitempty"`
	Showing    int         `json:"showing,omitempty"`
	Text       string      `json:"text,omitempty"`
	Right      bool        `json:"right,omitempty"`
	On         bool        `json:"on,omitempty"`
	Delta      int         `json:"delta,omitempty"`
	Percent    int         `json:"percent,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Millis     game.Millis `json:"millis,omitempty"`
	Auto       *bool       `json:"auto,omitempty"`
	HideTable  *bool       `json:"hide_table,omitempty"`
	QuestionID string      `json:"question_id,omitempty"`
	Practice   int         `json:"practice,omitempty"`
}

func decodeDo(data []byte) (FromClient, error) {
	var f DoFields
	if err := json.Unmarshal(data, &f, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	return &Do{T: f.T, ID: f.ID, QuestionID: f.QuestionID, Practice: f.Practice, Command: game.Command{
		Verb: f.Verb, By: game.By{Sender: f.Sender, Counter: f.Counter}, Turn: f.Turn, Seat: f.Seat, Name: f.Name,
		Team: f.Team, Key: f.Key, Showing: f.Showing, Text: f.Text, Right: f.Right, On: f.On, Delta: f.Delta,
		Percent: f.Percent, Reason: f.Reason, Millis: f.Millis, Auto: f.Auto, HideTable: f.HideTable,
	}}, nil
}

// bounds refuses what no client of ours sends, so that nothing behind it has to think about sizes.
func bounds(m FromClient) error {
	switch m := m.(type) {
	case *Hello:
		if m.Pending != nil {
			if m.Pending.T != "" && m.Pending.T != "answer" {
				return errors.New("pending is not an answer")
			}
			if err := bounds(m.Pending); err != nil {
				return err
			}
		}
		if len(m.Claims) > maxClaims {
			return fmt.Errorf("more than %d claims", maxClaims)
		}
		if err := short(maxWord, m.Claims...); err != nil {
			return err
		}
		return short(maxWord, m.PIN, m.Token, m.Code, m.Name, m.Team, m.Proof, string(m.Role))
	case *Answer:
		if len(m.Pick) > maxPick {
			return fmt.Errorf("more than %d places in pick", maxPick)
		}
		return short(maxText, m.Text)
	case *Do:
		return errors.Join(short(maxText, m.Text, m.Reason),
			short(maxWord, string(m.Verb), m.Sender, m.Name, m.Team, m.Key, m.QuestionID))
	default:
		return nil
	}
}

func short(limit int, texts ...string) error {
	for _, text := range texts {
		if len(text) > limit {
			return fmt.Errorf("a text of more than %d bytes", limit)
		}
	}
	return nil
}
