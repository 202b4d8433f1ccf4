package capacity

import (
	"slices"
	"testing"
	"time"
)

func TestWorkWaitsInLine(t *testing.T) {
	e := &engine{}
	two := newWorkers(e, 2)
	var done []time.Duration
	for range 4 {
		two.run(10*time.Millisecond, func() { done = append(done, e.now) })
	}
	two.serial(25*time.Millisecond, func() { done = append(done, e.now) }) // behind them, and on one worker
	e.run(time.Hour)
	ms := time.Millisecond
	if want := []time.Duration{10 * ms, 10 * ms, 20 * ms, 20 * ms, 45 * ms}; !slices.Equal(done, want) {
		t.Errorf("done at %v, want %v", done, want)
	}
	if sum, peak := two.load.sum(), two.load.peak(2); sum != 65*ms || peak != 0.13 {
		t.Errorf("%v of work, at most %v of a window", sum, peak)
	}
}

func TestACommitIsShared(t *testing.T) {
	s := newSite(alone(1), Costs{Commit: time.Millisecond})
	var done []time.Duration
	for range 3 { // the first goes at once, and the others with the next
		s.instances[0].commit(func() { done = append(done, s.now) })
	}
	s.run(time.Hour)
	if want := []time.Duration{time.Millisecond, 2 * time.Millisecond, 2 * time.Millisecond}; !slices.Equal(done, want) {
		t.Errorf("durable at %v, want %v", done, want)
	}
}

// TestNobodyIsForgotten plays on every kind of deployment: each answer is acknowledged, each player comes back, and it goes the same way
// every time.
func TestNobodyIsForgotten(t *testing.T) {
	for _, d := range []Deployment{alone(1), alone(4), together(2, 1), together(3, 2)} {
		for _, c := range []Crowd{{1, 1}, {1, 3000}, {40, 20}} {
			o := Night(d, c, Measured())
			if o.Answers != c.Rooms*c.Size || o.Question == 0 || o.Results == 0 || o.AckP99 < o.AckP50 || o.Copies < c.Rooms {
				t.Errorf("%+v, %+v: %+v", d, c, o)
			}
			if again := Night(d, c, Measured()); again != o {
				t.Errorf("%+v, %+v goes two ways: %+v, %+v", d, c, o, again)
			}
		}
	}
	for _, f := range []Fall{{together(2, 1), 3000, 1, 0}, {alone(1), 500, 1, time.Second}, {together(3, 1), 90_000, 2, 0}} {
		r := Storm(f, Measured())
		if r.All < r.Nearly || r.Nearly < r.Half || r.Half == 0 || r.Lost != f.Players*f.Down/f.Instances || r.Attempts < 1 {
			t.Errorf("%+v: %+v", f, r)
		}
		if f.Back > r.Half {
			t.Errorf("they came back before there was somebody: %+v", r)
		}
	}
}

// TestWhatIsScarceShows takes away one thing after the other: it is named, and people wait.
func TestWhatIsScarceShows(t *testing.T) {
	plenty := Measured()
	slow := func(change func(*Costs)) Costs {
		c := plenty
		change(&c)
		return c
	}
	crowd, d := Crowd{1, 2000}, together(2, 4)
	good := Night(d, crowd, plenty)
	for want, c := range map[string]Costs{
		"Redis":                    slow(func(c *Costs) { c.RedisAnswer, c.RedisRead = us(400), us(100) }),
		"scoring in one goroutine": slow(func(c *Costs) { c.Score = us(300) }),
		"cores":                    slow(func(c *Costs) { c.Send, c.Result = us(900), us(900) }),
		"network":                  slow(func(c *Costs) { c.ResultBytes = 2 << 20 }),
	} {
		if o := Night(d, crowd, c); o.Full != want || o.Results <= good.Results && o.AckP99 <= good.AckP99 {
			t.Errorf("want %s to be scarce: %+v; with plenty %+v", want, o, good)
		}
	}
}
