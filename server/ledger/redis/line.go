package redis

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

const (
	// silence is how long nothing may come over the doorbell's line. Each heartbeat of this instance echoes on it.
	silence = 1500 * time.Millisecond
	// rebuildLeast and rebuildMost are how long to wait before a new line is built; the wait doubles with each failure.
	rebuildLeast = 10 * time.Millisecond
	rebuildMost  = 320 * time.Millisecond
)

// run keeps a line until the context ends. A new line rings all bells when it hears their rooms, for rings were lost.
func (d *doorbell) run(ctx context.Context) {
	defer context.AfterFunc(ctx, d.hangUp)()
	for wait := rebuildLeast; ; wait = min(2*wait, rebuildMost) {
		begun := time.Now()
		err := d.serve(ctx)
		if ctx.Err() != nil {
			return
		}
		d.ledger.metrics.rebuilds.Inc()
		d.ledger.log.Warn("the doorbell's line is built anew", "error", err)
		if time.Since(begun) > silence+time.Second {
			wait = rebuildLeast
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// hangUp closes the line, which wakes whoever reads it.
func (d *doorbell) hangUp() {
	d.mu.Lock()
	line := d.line
	d.mu.Unlock()
	if line != nil {
		_ = line.Close()
	}
}

// serve builds a line and reads it until it breaks or is silent.
func (d *doorbell) serve(ctx context.Context) error {
	line := d.ledger.client.Subscribe(ctx)
	defer func() { _ = line.Close() }()
	names := d.begin(line)
	limited, cancel := context.WithTimeout(ctx, silence)
	err := line.Subscribe(limited, names...)
	cancel()
	if err != nil {
		return err
	}
	tuning, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { d.tune(tuning, line) })
	err = d.listen(ctx, line)
	stop()
	group.Wait()
	return err
}

// begin makes a line the present one and lists what it has to be asked for.
func (d *doorbell) begin(line *goredis.PubSub) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	first := d.line == nil
	d.line = line
	names := []string{d.own}
	for name, t := range d.tunes {
		t.deaf()
		if len(t.bells) == 0 {
			delete(d.tunes, name)
			continue
		}
		t.asked, t.open, t.late = true, 1, t.late || !first
		names = append(names, name)
	}
	return names
}

// tune asks a line for channels that are watched newly, and gives up those that nobody watches.
func (d *doorbell) tune(ctx context.Context, line *goredis.PubSub) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		}
		ask, give := d.changes()
		limited, cancel := context.WithTimeout(ctx, silence)
		var err error
		if len(ask) > 0 {
			err = line.Subscribe(limited, ask...)
		}
		if len(give) > 0 {
			err = errors.Join(err, line.Unsubscribe(limited, give...))
		}
		cancel()
		if err != nil {
			_ = line.Close() // whoever reads it then builds a new one
			return
		}
	}
}

// changes lists what is to be asked for and given up.
func (d *doorbell) changes() (ask, give []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, t := range d.tunes {
		switch {
		case len(t.bells) > 0 && !t.asked:
			t.asked = true
			ask = append(ask, name)
		case len(t.bells) == 0 && t.asked:
			t.asked = false
			t.deaf()
			give = append(give, name)
		case len(t.bells) == 0 && t.open == 0:
			delete(d.tunes, name)
			continue
		default:
			continue
		}
		t.open++
	}
	return ask, give
}

// listen reads a line until it breaks or is silent.
func (d *doorbell) listen(ctx context.Context, line *goredis.PubSub) error {
	for {
		// The deadline also bounds what go-redis does by itself to mend a broken line before it tells of it.
		limited, cancel := context.WithTimeout(ctx, silence)
		heard, err := line.ReceiveTimeout(limited, silence)
		cancel()
		if err != nil {
			return err
		}
		switch heard := heard.(type) {
		case *goredis.Message:
			d.message(heard.Channel, heard.Payload)
		case *goredis.Subscription:
			d.answered(heard.Channel, heard.Kind)
		}
	}
}

// answered takes in that the line rings for a channel, or no longer does.
func (d *doorbell) answered(name, kind string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.tunes[name]
	if t == nil {
		return
	}
	t.open--
	switch {
	case t.open > 0:
	case kind == "subscribe" && t.asked:
		if !t.heard {
			t.heard = true
			close(t.hearing)
		}
		if t.late {
			t.late = false
			t.ring()
		}
	case !t.asked && len(t.bells) == 0:
		delete(d.tunes, name)
	}
}

// message takes in a ring.
func (d *doorbell) message(name, payload string) {
	if name == d.own {
		return // it came, that is all
	}
	before, rest, _ := strings.Cut(payload, " ")
	behind, at, _ := strings.Cut(rest, " ")
	from, _ := strconv.ParseUint(before, 10, 64)
	to, _ := strconv.ParseUint(behind, 10, 64)
	micros, _ := strconv.ParseInt(at, 10, 64)
	now, _ := d.ledger.clock.now()
	d.ledger.metrics.lag.Observe(max(0, time.Duration(now-micros)*time.Microsecond).Seconds())
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.tunes[name]
	if t == nil {
		return
	}
	if t.n > 0 && from > t.n {
		d.ledger.metrics.gaps.Inc()
	}
	t.n = max(t.n, to)
	t.ring()
}
