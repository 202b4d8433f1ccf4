package room

import (
	"testing"
	"time"
)

func TestTheNewestSocketIsKnownEverywhere(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		defer two.Close()
		r := b.create(one, nil)
		other := b.open(two)
		b.join(r, "Ada")
		for range 3 { // there and back
			b.pass(3 * time.Second)
			other.Connect(1, true)
			b.pass(3 * time.Second)
			if _, moved := r.Moved()[1]; !moved || len(other.Moved()) != 0 {
				t.Fatalf("moved to the other instance, and they know of %v here and %v there", r.Moved(), other.Moved())
			}
			r, other = other, r
		}
		r.Connect(1, false)
		other.Connect(1, false)
		b.pass(3 * time.Second)
		if len(r.Moved())+len(other.Moved()) != 0 {
			t.Error("nobody is connected, and somebody has moved")
		}
	})
}

func TestConnectedAnywhere(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		r := b.create(one, nil)
		other := b.open(two)
		b.join(other, "Ada")
		b.pass(3 * time.Second)
		if !r.Connected(1) || r.Live().Connected != 1 {
			t.Error("who is connected elsewhere is not known here")
		}
		b.kill(two)
		b.pass(20 * time.Second)
		if r.Connected(1) || r.Live().Connected != 0 {
			t.Error("a dead instance's players are taken for connected")
		}
	})
}
