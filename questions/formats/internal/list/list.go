// Package list walks through large documents in JSON one item at a time, so that an array of a million small things costs no more
// memory than one of them.
package list

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"trivium/questions/formats/draft"
)

// The bounds of a document.
const (
	MaxDocument = 32 << 20 // bytes
	maxItem     = 256 << 10
	maxKeys     = 1000
	maxItems    = 2 * draft.MaxQuestions // of an array, whatever they are
)

// ErrTooLarge is the error for an item that is larger than any question.
var ErrTooLarge = errors.New("it is larger than any question")

// ErrTooMany is the error for an array with more items than any pack has questions.
var ErrTooMany = fmt.Errorf("there are more than %d items; split the file into several", maxItems)

// Walker walks through one document.
type Walker struct {
	decoder *json.Decoder
	data    []byte
	line    int // of what is counted
	begins  int // where that line does
	counted int // bytes whose lines are counted
}

// New begins at the start of a document, which is UTF-8.
func New(data []byte) *Walker {
	return &Walker{decoder: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
}

// Place is where in the document the walk is.
func (w *Walker) Place() draft.Place {
	at := int(w.decoder.InputOffset())
	for at < len(w.data) && bytes.IndexByte([]byte(" \t\r\n,:"), w.data[at]) >= 0 {
		at++ // to the beginning of what comes next
	}
	for i := w.counted; i < at; i++ {
		if w.data[i] == '\n' {
			w.line, w.begins = w.line+1, i+1
		}
	}
	w.counted = max(w.counted, at)
	return draft.Place{Line: w.line, Column: at - w.begins + 1}
}

// Object walks through an object: each key is given to field, which reads the value or leaves it to be skipped by returning false.
func (w *Walker) Object(field func(key string) (bool, error)) error {
	if err := w.begin('{'); err != nil {
		return err
	}
	for keys := 0; w.decoder.More(); keys++ {
		if keys == maxKeys {
			return fmt.Errorf("there are more than %d keys", maxKeys)
		}
		key, err := w.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		taken, err := field(name)
		if err != nil {
			return err
		}
		if !taken {
			var skipped json.RawMessage
			if err := w.decoder.Decode(&skipped); err != nil {
				return err
			}
		}
	}
	_, err := w.decoder.Token()
	return err
}

// Array walks through an array: each item is given to visit as it stands, or an error if it is ErrTooLarge.
func (w *Walker) Array(visit func(at draft.Place, item []byte, err error) bool) error {
	if err := w.begin('['); err != nil {
		return err
	}
	for items := 0; w.decoder.More(); items++ {
		if items == maxItems {
			return ErrTooMany
		}
		at := w.Place()
		var item json.RawMessage
		if err := w.decoder.Decode(&item); err != nil {
			return err
		}
		var tooLarge error
		if len(item) > maxItem {
			tooLarge = ErrTooLarge
		}
		if !visit(at, item, tooLarge) {
			return nil
		}
	}
	_, err := w.decoder.Token()
	return err
}

// Value reads a value; what is of another kind than it should be is left as it was.
func (w *Walker) Value(into any) error {
	var raw json.RawMessage
	if err := w.decoder.Decode(&raw); err != nil {
		return err
	}
	if len(raw) <= maxItem {
		_ = json.Unmarshal(raw, into) // a title that is a number is no title
	}
	return nil
}

func (w *Walker) begin(with json.Delim) error {
	token, err := w.decoder.Token()
	if err != nil {
		return err
	}
	if token != with {
		return fmt.Errorf("there should be %s here", with)
	}
	return nil
}
