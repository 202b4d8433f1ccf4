package browsertest

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// Preferences are what a person may have set in their system. The zero value is light, with motion;
// a page of which nobody asked anything is light, with reduced motion.
type Preferences struct {
	Dark          bool // prefers-color-scheme: dark
	ReducedMotion bool // prefers-reduced-motion: reduce
	MoreContrast  bool // prefers-contrast: more
	ForcedColors  bool // forced-colors: active
	Print         bool // as it will be on paper
}

// Prefer emulates the preferences, all of them at once. Like everything in this file it takes Chromium.
func (p *Page) Prefer(wish Preferences) {
	p.t.Helper()
	feature := func(name string, on bool, yes, no string) *emulation.MediaFeature {
		if !on {
			yes = no
		}
		return &emulation.MediaFeature{Name: name, Value: yes}
	}
	media := ""
	if wish.Print {
		media = "print"
	}
	send(p, "emulate preferences", emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media,
		Features: []*emulation.MediaFeature{
			feature("prefers-color-scheme", wish.Dark, "dark", "light"),
			feature("prefers-reduced-motion", wish.ReducedMotion, "reduce", "no-preference"),
			feature("prefers-contrast", wish.MoreContrast, "more", "no-preference"),
			feature("forced-colors", wish.ForcedColors, "active", "none"),
		},
	})
}

// Silence lets nothing through, or everything again, while open sockets stay open: a phone that has lost its network
// without noticing.
func (p *Page) Silence(on bool) {
	p.t.Helper()
	p.conditions(network.Conditions{Offline: on, DownloadThroughput: -1, UploadThroughput: -1})
}

// Throttle limits what the page receives and sends, in bytes per second, sockets included; 0 lifts a limit.
func (p *Page) Throttle(down, up float64) {
	p.t.Helper()
	unlimited := func(rate float64) float64 {
		if rate <= 0 {
			return -1
		}
		return rate
	}
	p.conditions(network.Conditions{DownloadThroughput: unlimited(down), UploadThroughput: unlimited(up)})
}

func (p *Page) conditions(c network.Conditions) {
	p.t.Helper()
	send(p, "emulate the network", network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{&c},
	})
}

// Offline is Silence that the page is told of: navigator.onLine and the events "offline" and "online". Open sockets
// stay open as in Silence; to cut one, stop its server.
func (p *Page) Offline(on bool) {
	p.t.Helper()
	send(p, "override the network's state", network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: on, DownloadThroughput: -1, UploadThroughput: -1,
	})
	p.Silence(on)
}

// Freeze stops the page's scripts as a phone does with a tab in the background, or wakes them.
func (p *Page) Freeze(on bool) {
	p.t.Helper()
	state := page.SetWebLifecycleStateStateActive
	if on {
		state = page.SetWebLifecycleStateStateFrozen
	}
	send(p, "set the lifecycle state", page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: state})
}

// SlowCPU makes the page's scripts so many times slower; 1 is normal. A cheap phone is about 6.
func (p *Page) SlowCPU(times float64) {
	p.t.Helper()
	send(p, "slow the processor", emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
}
