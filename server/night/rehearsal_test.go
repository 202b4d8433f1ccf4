package night_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/load"
)

// frames begins to note how long each frame of a page takes.
const frames = `
	window.__frames = [];
	let last = performance.now();
	const next = now => { window.__frames.push(now - last); last = now; requestAnimationFrame(next); };
	requestAnimationFrame(next);`

// pace is how a page's frames lie, in milliseconds.
type pace struct {
	Count         int
	P50, P99, Max float64
}

func paceOf(page *browsertest.Page) pace {
	return browsertest.Eval[pace](page, `(() => {
		const all = [...window.__frames].sort((a, b) => a - b);
		const at = share => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
		return {Count: all.length, P50: at(0.5), P99: at(0.99), Max: at(1)};
	})()`)
}

// TestARehearsalWithBots puts a crowd of bots beside a host, a screen and a phone in real browsers: thirty, and five hundred in a long
// run (TRIVIUM_LONG). How smooth the three were is logged: a shared machine is no place to judge it.
func TestARehearsalWithBots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	crowd := 30
	if os.Getenv("TRIVIUM_LONG") != "" {
		crowd = 500
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host, pin := openGame(t, browser, s, "Five minutes to warm up")
	screen := browser.Open(t, s.URL("/s/"+pin), browsertest.Projector)
	phone := browser.Open(t, s.URL("/j/"+pin), browsertest.Phone)
	phone.Fill("#name", "Ada")
	phone.Press("Enter")
	phone.SeeIn(".top-name", "Ada")

	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	type outcome struct {
		report load.BotsReport
		err    error
	}
	done := make(chan outcome, 1)
	pages := map[string]*browsertest.Page{"host": host, "screen": screen, "phone": phone}
	for _, page := range pages {
		page.Do(frames)
	}
	go func() {
		report, err := load.Bots(ctx, load.BotsOptions{URL: s.URL(""), PIN: pin, Count: crowd, ThinkMost: 4 * time.Second})
		done <- outcome{report, err}
	}()
	host.Within(time.Minute).SeeText(fmt.Sprintf("%d players", crowd+1))
	for range 2 {
		for browsertest.Eval[string](host, hostNext) != "close" {
			press(host)
		}
		answer(phone, 1)
		host.Within(time.Minute).Wait("the answers to be closed", hostNext+` !== "close"`)
	}
	screen.NoProblems()
	for name, page := range pages {
		page.NoProblems()
		p := paceOf(page)
		t.Logf("%s: %d frames, p50 %.1f ms, p99 %.1f ms, longest %.1f ms", name, p.Count, p.P50, p.P99, p.Max)
		if p.Count < 100 {
			t.Errorf("%s: it has drawn %d frames", name, p.Count)
		}
	}
	leave()
	got := <-done
	t.Logf("\n%s", got.report.String())
	if got.report.Joined != crowd || got.report.Answers < 2*crowd*9/10 || len(got.report.Refused) > 0 {
		t.Errorf("%+v, want %d bots that answer twice", got.report, crowd)
	}
}
