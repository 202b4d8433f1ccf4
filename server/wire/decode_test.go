package wire_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"trivium/game"
	"trivium/server/wire"
)

func TestDecode(t *testing.T) {
	m := game.Millis(4210)
	auto := false
	for frame, want := range map[string]wire.FromClient{
		`{"t":"ping","c":-3}`:                              &wire.Ping{T: "ping", C: -3},
		` { "c" : 9007199254740993 , "t" : "ping" } `:      &wire.Ping{T: "ping", C: 9007199254740993},
		`{"t":"roster","from":101}`:                        &wire.Roster{T: "roster", From: 101},
		`{"t":"answer","showing":3,"pick":[2,0],"m":4210}`: &wire.Answer{T: "answer", Showing: 3, Pick: []int{2, 0}, M: &m},
		`{"t":"answer","showing":3,"text":"Mars"}`:         &wire.Answer{T: "answer", Showing: 3, Text: "Mars"},
		`{"t":"hello","role":"player","pin":"1","token":"x","pending":{"showing":1,"pick":[0]}}`: &wire.Hello{
			T: "hello", Role: wire.Player, PIN: "1", Token: "x", Pending: &wire.Answer{Showing: 1, Pick: []int{0}},
		},
		`{"t":"do","id":7,"verb":"set","auto":false,"sender":"s","counter":2}`: &wire.Do{
			T: "do", ID: 7, Command: game.Command{Verb: game.DoSet, Auto: &auto, By: game.By{Sender: "s", Counter: 2}},
		},
	} {
		got, err := wire.Decode([]byte(frame))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", frame, got, err, want)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for name, frame := range map[string]string{
		"empty":                      ``,
		"null":                       `null`,
		"number":                     `1`,
		"array":                      `[{"t":"ping","c":1}]`,
		"no name":                    `{"c":1}`,
		"name is no text":            `{"t":5,"c":1}`,
		"name is null":               `{"t":null,"c":1}`,
		"unknown name":               `{"t":"pong","c":1}`,
		"cut":                        `{"t":"ping","c":1`,
		"more behind":                `{"t":"ping","c":1}{}`,
		"comma behind":               `{"t":"ping","c":1,}`,
		"unknown field":              `{"t":"ping","c":1,"d":1}`,
		"unknown inner field":        `{"t":"hello","role":"player","pin":"1","pending":{"showing":1,"x":2}}`,
		"other capitals":             `{"t":"ping","C":1}`,
		"name in capitals":           `{"T":"ping","c":1}`,
		"twice":                      `{"t":"ping","c":1,"c":2}`,
		"twice by escapes":           `{"t":"ping","c":1,"\u0063":2}`,
		"name twice":                 `{"t":"ping","t":"ping","c":1}`,
		"text for a number":          `{"t":"ping","c":"1"}`,
		"fraction":                   `{"t":"ping","c":1.5}`,
		"exponent":                   `{"t":"ping","c":1e3}`,
		"too big":                    `{"t":"ping","c":9223372036854775808}`,
		"enormous":                   `{"t":"ping","c":1` + strings.Repeat("0", 2000) + `}`,
		"not a number":               `{"t":"ping","c":NaN}`,
		"negative id":                `{"t":"do","id":-1,"verb":"next"}`,
		"number in pick":             `{"t":"answer","showing":1,"pick":["0"]}`,
		"deep":                       `{"t":"answer","showing":1,"pick":` + strings.Repeat("[", 3000) + strings.Repeat("]", 3000) + `}`,
		"deep in an unknown":         `{"t":"ping","c":1,"x":` + strings.Repeat("[", 3000) + strings.Repeat("]", 3000) + `}`,
		"long pick":                  `{"t":"answer","showing":1,"pick":[0` + strings.Repeat(",0", 100) + `]}`,
		"long text":                  `{"t":"answer","showing":1,"text":"` + strings.Repeat("a", 1001) + `"}`,
		"long name":                  `{"t":"hello","role":"player","pin":"1","name":"` + strings.Repeat("a", 201) + `"}`,
		"long pending":               `{"t":"hello","role":"player","pin":"1","pending":{"showing":1,"text":"` + strings.Repeat("a", 1001) + `"}}`,
		"pending is something else":  `{"t":"hello","role":"player","pin":"1","pending":{"t":"ping","showing":1}}`,
		"broken UTF-8":               "{\"t\":\"answer\",\"showing\":1,\"text\":\"\xff\"}",
		"half a surrogate":           `{"t":"answer","showing":1,"text":"\ud800"}`,
		"the server's field (code)":  `{"t":"do","id":1,"verb":"offer","seat":1,"code":"x"}`,
		"the server's field (token)": `{"t":"do","id":1,"verb":"claim","token":"x"}`,
		"the server's field (pin)":   `{"t":"do","id":1,"verb":"continue","pin":"1"}`,
		"a question of one's own":    `{"t":"do","id":1,"verb":"insert","question":{}}`,
		"comment":                    `{"t":"ping",/**/"c":1}`,
		"control character":          "{\"t\":\"ping\x01\",\"c\":1}",
	} {
		if m, err := wire.Decode([]byte(frame)); !errors.Is(err, wire.ErrMessage) || m != nil {
			t.Errorf("%s: %+v, %v; want %v", name, m, err, wire.ErrMessage)
		}
	}
}

// What a host may send is what Do can say, less what the server fills in.
func TestDoFieldsAreThoseOfDo(t *testing.T) {
	filledIn := map[string]bool{"code": true, "token": true, "through": true, "from": true, "to": true, "pin": true, "question": true}
	names := func(typ reflect.Type) map[string]bool {
		found := map[string]bool{}
		for _, field := range reflect.VisibleFields(typ) {
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
				found[name] = true
			}
		}
		return found
	}
	do, fields := names(reflect.TypeFor[wire.Do]()), names(reflect.TypeFor[wire.DoFields]())
	for name := range do {
		if fields[name] == filledIn[name] {
			t.Errorf("field %q: in Do, in DoFields %v, filled in by the server %v", name, fields[name], filledIn[name])
		}
	}
	for name := range fields {
		if !do[name] {
			t.Errorf("field %q is not in Do", name)
		}
	}
}

func TestWrapViewIsEncode(t *testing.T) {
	view := game.View{PIN: "1234", Title: `a <b> "c"`, Phase: game.Lobby, Began: 5}
	want := wire.Encode(&wire.View{N: 7, Now: 1700000000000, View: view})
	if got := wire.WrapView(7, 1700000000000, wire.EncodeView(&view)); string(got) != string(want) {
		t.Fatalf("%s\nwant %s", got, want)
	}
}

// What is taken can be said again and means the same.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"t":"ping","c":1}`, `{"t":"answer","showing":3,"pick":[2],"m":4210}`, `{"t":"do","id":1,"verb":"next","turn":2}`,
		`{"t":"hello","role":"player","pin":"1","name":"A","proof":"p","pending":{"showing":1}}`, `{"t":"roster","from":1}`,
		`{"\u0074":"ping","c":0}`, `{"t":"do","id":1,"auto":true,"verb":"set"}`, `[[[[`, `{"t":`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := wire.Decode(data)
		if err != nil {
			if m != nil || !errors.Is(err, wire.ErrMessage) {
				t.Fatalf("%+v, %v", m, err)
			}
			return
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		second, err := wire.Decode(again)
		if err != nil || !reflect.DeepEqual(second, m) {
			first, _ := json.Marshal(m)
			other, _ := json.Marshal(second)
			if string(first) != string(other) || err != nil {
				t.Fatalf("%q: %s, then %s: %v", data, first, other, err)
			}
		}
	})
}

func BenchmarkDecodeAnswer(b *testing.B) {
	frame := []byte(`{"t":"answer","showing":3,"pick":[2],"m":4210}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := wire.Decode(frame); err != nil {
			b.Fatal(err)
		}
	}
}
