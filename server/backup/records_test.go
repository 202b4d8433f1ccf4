package backup

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

// TestRecordsReadBack, whatever bytes are in them.
func TestRecordsReadBack(t *testing.T) {
	t.Parallel()
	want := []record{
		{recordRoom, []string{"id", "", "1", "", "\x00\xff"}},
		{recordKey, []string{"id", "name", "0", string(make([]byte, 100_000))}},
		{recordChange, make([]string, 7)},
		{recordLife, []string{"a", "2"}},
	}
	var data []byte
	for _, r := range want {
		data = r.append(data)
	}
	var got []record
	if err := readRecords(bytes.NewReader(data), func(r record) error { got = append(got, r); return nil }); err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(got, want, func(a, b record) bool { return a.kind == b.kind && slices.Equal(a.fields, b.fields) }) {
		t.Errorf("read back: %v", got)
	}
	for cut := 1; cut < len(data); cut += 997 {
		err := readRecords(bytes.NewReader(data[:cut]), func(record) error { return nil })
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Errorf("cut off after %d: %v", cut, err)
		}
	}
}

// FuzzRecords: what is read is what would be written.
func FuzzRecords(f *testing.F) {
	f.Add(record{recordLife, []string{"term", "1"}}.append(nil))
	f.Add([]byte{recordKey, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		var again []byte
		err := readRecords(bytes.NewReader(data), func(r record) error { again = r.append(again); return nil })
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Errorf("another error: %v", err)
		}
		if err == nil && len(again) > len(data) {
			t.Errorf("%d bytes became %d", len(data), len(again))
		}
	})
}
