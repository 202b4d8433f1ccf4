package api

import (
	"math"
	"strings"
	"sync"
	"time"
)

// Bounds of tries at one login, from wherever they come, or from one browser that is known: a few at once, then each takes twice as long
// as the one before, up to a quarter of an hour. After a day without a try all is forgotten.
const (
	triesFree   = 5
	triesLonger = 15 * time.Minute
	triesKept   = 10_000 // logins
	triesDay    = 24 * time.Hour
)

// tries counts wrong tries by login.
type tries struct {
	now func() time.Time

	mu   sync.Mutex
	made map[string]try // guarded by mu
}

type try struct {
	wrong int
	next  time.Time // no try before
	last  time.Time
}

func newTries(now func() time.Time) *tries { return &tries{now: now, made: map[string]try{}} }

// allow takes a try at a login, or says how long to wait.
func (t *tries) allow(login string) (ok bool, wait time.Duration) {
	login = counted(login)
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	known := t.made[login]
	if wait := known.next.Sub(now); wait > 0 {
		return false, wait
	}
	if now.Sub(known.last) > triesDay {
		known = try{}
	}
	known.wrong, known.last = known.wrong+1, now
	if over := known.wrong - triesFree; over >= 0 {
		known.next = now.Add(min(time.Duration(math.Pow(2, float64(min(over, 20))))*time.Second, triesLonger))
	}
	if len(t.made) >= triesKept {
		clear(t.made) // a flood of logins; the bound by address holds it
	}
	t.made[login] = known
	return true, 0
}

// forget forgets the tries at a login: one was right.
func (t *tries) forget(login string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.made, counted(login))
}

// counted is a login as tries at it are counted, of a length that is bounded.
func counted(login string) string {
	return strings.ToLower(strings.TrimSpace(login[:min(len(login), 300)]))
}
