package limits_test

import (
	"fmt"
	"testing"
	"time"

	"trivium/server/limits"
)

// TestEachAddressHasItsOwn spends what an address has, and sees that others still have theirs and that it comes back.
func TestEachAddressHasItsOwn(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	l := limits.New(limits.Options{Rate: 2, Burst: 5, Clock: func() time.Time { return now }})
	spend := func(address string) int {
		for n := range 100 {
			if ok, _ := l.Allow(address); !ok {
				return n
			}
		}
		return 100
	}
	if n := spend("192.0.2.1"); n != 5 {
		t.Errorf("%d calls at once, want 5", n)
	}
	if ok, wait := l.Allow("192.0.2.1"); ok || wait != 500*time.Millisecond {
		t.Errorf("the next call: %v, to wait %v", ok, wait)
	}
	if l.Left("192.0.2.1") || !l.Left("192.0.2.2") {
		t.Error("what is left is told wrongly")
	}
	if n := spend("2001:db8:1:2::1") + spend("2001:db8:1:2:ffff::2"); n != 5 {
		t.Errorf("%d calls from one /64, want 5", n)
	}
	if n := spend("2001:db8:1:3::1"); n != 5 {
		t.Errorf("%d calls from another /64, want 5", n)
	}
	if n := spend("::ffff:192.0.2.1"); n != 0 {
		t.Errorf("%d calls in another spelling, want 0", n)
	}
	now = now.Add(time.Second)
	if n := spend("192.0.2.1"); n != 2 {
		t.Errorf("%d calls a second later, want 2", n)
	}
}

// TestAFloodDoesNotFreeWhoAsksOften lets a flood from everywhere come while one address asks on.
func TestAFloodDoesNotFreeWhoAsksOften(t *testing.T) {
	t.Parallel()
	now := time.Now()
	l := limits.New(limits.Options{Rate: 0.001, Burst: 3, Addresses: 10, Clock: func() time.Time { return now }})
	allowed := 0
	for i := range 1000 {
		if ok, _ := l.Allow("192.0.2.1"); ok {
			allowed++
		}
		l.Allow(fmt.Sprintf("10.0.%d.%d", i/250, i%250))
	}
	if allowed != 3 {
		t.Errorf("%d calls were allowed, want 3", allowed)
	}
}
