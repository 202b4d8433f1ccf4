package backup

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What lies in a Redis is written as records, one behind the other, and a later one about the same thing replaces an earlier.
const (
	recordChange = 'c' // a step of a copied collection or index: index|, name, anew|gone|, id, version, place, data
	recordRoom   = 'r' // a room: id, PIN, created, released|, holder. Its keys follow; what came of it before does not count
	recordKey    = 'k' // a key: the room that it is of or nothing, name, expires, content
	recordLife   = 'l' // a sign of life: term, room time
)

// fieldsOf says how many fields a record has.
func fieldsOf(kind byte) int {
	switch kind {
	case recordChange:
		return 7
	case recordRoom:
		return 5
	case recordKey:
		return 4
	case recordLife:
		return 2
	}
	return 0
}

// fieldMax bounds a field, in bytes. A key with all answers of 20,000 players has some millions.
const fieldMax = 512 << 20

// record is something that lies in a Redis.
type record struct {
	kind   byte
	fields []string
}

// append writes a record behind others.
func (r record) append(to []byte) []byte {
	to = append(to, r.kind)
	for _, field := range r.fields {
		to = binary.AppendUvarint(to, uint64(len(field)))
		to = append(to, field...)
	}
	return to
}

// readRecords reads all records of a part.
func readRecords(from io.Reader, take func(record) error) error {
	reader := bufio.NewReaderSize(from, 1<<16)
	for {
		kind, err := reader.ReadByte()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		r := record{kind: kind, fields: make([]string, fieldsOf(kind))}
		if len(r.fields) == 0 {
			return fmt.Errorf("%w: there is no record %q", ErrBroken, kind)
		}
		for i := range r.fields {
			if r.fields[i], err = readField(reader); err != nil {
				return err
			}
		}
		if err := take(r); err != nil {
			return err
		}
	}
}

func readField(reader *bufio.Reader) (string, error) {
	size, err := binary.ReadUvarint(reader)
	if err != nil || size > fieldMax {
		return "", fmt.Errorf("%w: a record ends early or is too large", ErrBroken)
	}
	var text bytes.Buffer // grows with what is there, whatever the size claims
	if n, err := io.CopyN(&text, reader, int64(size)); err != nil {
		return "", fmt.Errorf("%w: a record has %d of %d bytes", errors.Join(ErrBroken, err), n, size)
	}
	return text.String(), nil
}
