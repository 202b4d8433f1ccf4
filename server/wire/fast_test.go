package wire

import (
	"reflect"
	"testing"
)

func TestFastAnswer(t *testing.T) {
	for frame, fast := range map[string]bool{
		`{"t":"answer","showing":3,"pick":[2],"m":4210}`:   true,
		`{"t":"answer","pick":[0,-1,12],"showing":0}`:      true,
		`{"t":"answer","showing":3}`:                       true,
		`{"t":"answer","showing":3,"text":"Mars"}`:         false,
		`{"t":"answer","showing":3,"pick":[]}`:             false,
		`{"t":"answer", "showing":3}`:                      false,
		`{"t":"answer","showing":03}`:                      false,
		`{"t":"answer","showing":-0}`:                      false,
		`{"t":"answer","showing":1,"showing":1}`:           false,
		`{"t":"answer","showing":1,"m":1,"m":1}`:           false,
		`{"t":"answer","showing":1,"pick":[1],"pick":[1]}`: false,
		`{"t":"answer","showing":1,"pick":[1,]}`:           false,
		`{"t":"answer","showing":12345678901}`:             false,
		`{"t":"answer","showing":1}}`:                      false,
		`{"t":"answer","showing":1`:                        false,
		`{"t":"answer"`:                                    false,
	} {
		got, ok := fastAnswer([]byte(frame))
		if ok != fast {
			t.Errorf("%s: taken %v, want %v", frame, ok, fast)
		}
		if !ok {
			continue
		}
		if want, err := decodeStrictly([]byte(frame)); err != nil || !reflect.DeepEqual(FromClient(got), want) {
			t.Errorf("%s: %+v, want %+v, %v", frame, got, want, err)
		}
	}
}

// What the fast reader takes, the strict one takes as well and understands the same.
func FuzzFastAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"t":"answer","showing":3,"pick":[2],"m":4210}`, `{"t":"answer","pick":[0,-1],"showing":0}`,
		`{"t":"answer","showing":-0}`, `{"t":"answer","showing":01}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := fastAnswer(data)
		if !ok {
			return
		}
		want, err := decodeStrictly(data)
		if err != nil || !reflect.DeepEqual(FromClient(got), want) {
			t.Fatalf("%q: %+v, strictly %+v, %v", data, got, want, err)
		}
	})
}
