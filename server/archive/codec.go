package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"trivium/game"
)

// format is the number of the form in which facts are kept: a line that says so, then one line of JSON for each event and
// entry, all of it compressed by gzip. A later form gets another number; this one is read for ever.
const format = 1

// raw is stored bytes. What is a JSON object stands in the line as it is, anything else as base64 in a string.
type raw []byte

// UnmarshalJSON implements json.Unmarshaler.
func (r *raw) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		decoded, err := base64.StdEncoding.DecodeString(text)
		*r = decoded
		return err
	}
	*r = bytes.Clone(data)
	return nil
}

// MarshalJSON implements json.Marshaler. It may compact what it stands for; lines are written without it.
func (r raw) MarshalJSON() ([]byte, error) { return r.line(), nil }

func (r raw) line() []byte {
	if len(r) > 0 && r[0] == '{' && !bytes.ContainsAny(r, "\n\r") && json.Valid(r) {
		return r
	}
	return []byte(`"` + base64.StdEncoding.EncodeToString(r) + `"`)
}

// line is a line of kept facts: the first, an event, or an entry.
type line struct {
	Format int       `json:"format,omitempty"`
	N      uint64    `json:"n,omitempty"`
	At     game.Time `json:"at,omitempty"`
	Head   string    `json:"b,omitempty"`
	Slot   string    `json:"s,omitempty"`
	Key    string    `json:"k,omitempty"`
	Index  int       `json:"i,omitempty"`
	Data   raw       `json:"d"`
}

// encode gives the bytes of facts.
func encode(f *facts) ([]byte, error) {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	w := bufio.NewWriterSize(zip, 1<<16) // an error stays, and Flush gives it
	_, _ = fmt.Fprintf(w, "{\"format\":%d}\n", format)
	for i := range f.events {
		e := &f.events[i]
		head, err := json.Marshal(e.Head)
		if err != nil {
			return nil, err
		}
		_, _ = fmt.Fprintf(w, `{"n":%d,"at":%d,"b":%s,"d":%s}`+"\n", e.N, e.At, head, e.Data.line())
	}
	for _, slot := range slices.Sorted(maps.Keys(f.slots)) {
		for _, e := range f.slots[slot] {
			key, err := json.Marshal(e.Key)
			if err != nil {
				return nil, err
			}
			_, _ = fmt.Fprintf(w, `{"s":"%s","k":%s,"i":%d,"d":%s}`+"\n", slot, key, e.Index, raw(e.Data).line())
		}
	}
	if err := errors.Join(w.Flush(), zip.Close()); err != nil {
		return nil, fmt.Errorf("encode the game: %w", err)
	}
	return out.Bytes(), nil
}

// decode reads what encode wrote.
func decode(data []byte) (*facts, error) {
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode the game: %w", err)
	}
	lines := json.NewDecoder(bufio.NewReaderSize(zip, 1<<16))
	var first line
	if err := lines.Decode(&first); err != nil {
		return nil, fmt.Errorf("decode the game: %w", err)
	}
	if first.Format != format {
		return nil, fmt.Errorf("the game is kept in the form %d, and this version knows %d", first.Format, format)
	}
	f := &facts{slots: map[string][]game.Entry{}}
	for {
		var l line
		err := lines.Decode(&l)
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return nil, fmt.Errorf("decode the game: %w", err)
		}
		if l.Slot == "" {
			f.events = append(f.events, event{N: l.N, At: l.At, Head: l.Head, Data: l.Data})
			continue
		}
		f.slots[l.Slot] = append(f.slots[l.Slot], game.Entry{Key: l.Key, Index: l.Index, Data: l.Data})
	}
}

// zipped gives the bytes of anything in compressed JSON.
func zipped(v any) ([]byte, error) {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	if err := errors.Join(json.NewEncoder(zip).Encode(v), zip.Close()); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return out.Bytes(), nil
}

// unzipped reads what zipped wrote.
func unzipped(data []byte, v any) error {
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if err := json.NewDecoder(zip).Decode(v); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return nil
}
