package game

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// TestAnswerByHand compares what is written and read by hand with encoding/json, over values of all fields, new ones included.
func TestAnswerByHand(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.Make[AnswerEntry]().Draw(t, "entry")
		data := EncodeEntry(e)
		want, err := json.Marshal(e)
		if err != nil || string(data) != string(want) {
			t.Fatalf("written\n%s\nwant\n%s, %v", data, want, err)
		}
		if len(e.Pick) == 0 {
			e.Pick = nil
		}
		if read, err := DecodeEntry[AnswerEntry](data); err != nil || !reflect.DeepEqual(read, e) {
			t.Fatalf("read %+v, want %+v, %v", read, e, err)
		}
	})
}

// What is read by hand is read by encoding/json as well, and is the same.
func FuzzReadAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"pick":[2],"at":1767225600123,"e":4321,"m":-1,"floor":21,"qping":25}`, `{"at":1,"e":1,"m":1,"floor":1,"qping":1}`,
		`{"pick":[0,-1],"at":01,"e":-0,"m":1,"floor":1,"qping":1}`, `{"pick":[],"at":1,"e":1,"m":1,"floor":1,"qping":1} `,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want AnswerEntry
		if !readAnswer(data, &got) {
			return
		}
		if err := json.Unmarshal(data, &want); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %+v, want %+v, %v", data, got, want, err)
		}
	})
}

func BenchmarkAnswerEntry(b *testing.B) {
	e := AnswerEntry{Answer: Answer{Pick: []int{2}}, At: 1_767_225_600_123, E: 4_321, M: 4_300, Floor: 21, QPing: 25}
	data := EncodeEntry(e)
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			EncodeEntry(e)
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := DecodeEntry[AnswerEntry](data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
