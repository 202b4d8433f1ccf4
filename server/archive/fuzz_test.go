package archive

import (
	"bytes"
	"compress/gzip"
	"testing"
)

// FuzzDecode reads whatever a damaged store may give. What can be read can be kept and read again.
func FuzzDecode(f *testing.F) {
	p := newWorld().played(f, 1)
	whole, err := read(background(), p.l, string(p.id))
	if err != nil {
		f.Fatal(err)
	}
	data, err := encode(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(plain(f, data))
	f.Add([]byte(`{"format":1}` + "\n" + `{"n":1,"at":2,"b":"x","d":"AA=="}` + "\n" + `{"s":"seats/1","k":"\u0000","i":1,"d":{}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var zipped bytes.Buffer
		zip := gzip.NewWriter(&zipped)
		_, _ = zip.Write(text)
		_ = zip.Close()
		facts, err := decode(zipped.Bytes())
		if err != nil {
			return
		}
		if _, err := facts.fold(); err != nil {
			return
		}
		neutral, n, err := split(facts)
		if err != nil {
			return
		}
		again, err := encode(neutral)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decode(again)
		if err != nil {
			t.Fatalf("what was encoded can not be read: %v", err)
		}
		if _, err := n.join(back); err != nil {
			t.Fatal(err)
		}
	})
}
