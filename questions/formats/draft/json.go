package draft

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// errList is why a JSON file is none of those that an importer reads.
var errList = errors.New("there is no list of questions in it")

// List is a list of items in a JSON file: the file itself, or the value of a key in the object that the file is.
type List struct {
	// Key names the list in the object.
	Key string
	// Take is given each item and the line that it begins in.
	Take func(at Place, item json.RawMessage)
	// Other is given the other values of the object. It may be nil.
	Other func(key string, value json.RawMessage)
}

// Read reads a JSON file, item by item. It fails the draft, with the line, if the file is no JSON or has no such list.
func (l List) Read(d *Draft, text string) {
	r := &listReader{List: l, draft: d, text: text, decoder: json.NewDecoder(strings.NewReader(text)), line: 1}
	if err := r.file(); err != nil && !d.Failed() {
		d.Fail(r.at(), "json", "the file cannot be read here: %v; get it once more, it may be cut off", err)
	}
}

type listReader struct {
	List
	draft   *Draft
	text    string
	decoder *json.Decoder
	offset  int // up to which the lines are counted
	line    int
}

// at is the line of what comes next.
func (r *listReader) at() Place {
	end := min(int(r.decoder.InputOffset()), len(r.text))
	rest := r.text[end:]
	end += len(rest) - len(strings.TrimLeft(rest, " \t\n,:"))
	if end > r.offset {
		r.line += strings.Count(r.text[r.offset:end], "\n")
		r.offset = end
	}
	return Place{Line: r.line}
}

func (r *listReader) file() error {
	token, err := r.decoder.Token()
	switch {
	case err != nil:
		return err
	case token == json.Delim('['):
		err = r.items()
	case token == json.Delim('{'):
		err = r.object()
	default:
		return errList
	}
	if err != nil {
		return err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something behind the end")
	}
	return nil
}

func (r *listReader) object() error {
	found := false
	for r.decoder.More() {
		key, err := r.decoder.Token()
		if err != nil {
			return err
		}
		if key == r.Key {
			if token, err := r.decoder.Token(); err != nil || token != json.Delim('[') {
				return errors.Join(errList, err)
			}
			if err := r.items(); err != nil {
				return err
			}
			found = true
			continue
		}
		var value json.RawMessage
		if err := r.decoder.Decode(&value); err != nil {
			return err
		}
		if r.Other != nil {
			r.Other(fmt.Sprint(key), value)
		}
	}
	if _, err := r.decoder.Token(); err != nil {
		return err
	}
	if !found {
		return errList
	}
	return nil
}

// items reads the items of the list, whose bracket is open, and its end.
func (r *listReader) items() error {
	for r.decoder.More() && !r.draft.Failed() {
		at := r.at()
		var item json.RawMessage
		if err := r.decoder.Decode(&item); err != nil {
			return err
		}
		r.Take(at, item)
	}
	_, err := r.decoder.Token()
	return err
}

// WhatIsWrong says for people why an item of a list is not what it should be.
func WhatIsWrong(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return fmt.Sprintf("it is a %s", wrong.Value)
		}
		return fmt.Sprintf("its %s is a %s", wrong.Field, wrong.Value)
	}
	return err.Error()
}
