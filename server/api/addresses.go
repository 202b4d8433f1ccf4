package api

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
)

// Addresses knows under which addresses people in the room can reach this server.
type Addresses struct {
	place Place
	only  string // the one address that the server listens on; empty for all of this machine's

	mu     sync.Mutex
	chosen string // by a host; guarded by mu
}

// Place is where a server listens.
type Place struct {
	Public string // set by the operator, and goes before all others; may be empty
	TLS    bool
	Host   string // empty is all of this machine's addresses
	Port   string
	// Names gives the hosts that the server's certificate is for, if it has one; browsers trust no other. Nil is none.
	Names func() []string
}

// NewAddresses makes the Addresses of a server.
func NewAddresses(p Place) *Addresses {
	p.Public = strings.TrimSuffix(p.Public, "/")
	a := &Addresses{place: p}
	if address, err := netip.ParseAddr(p.Host); err == nil && !address.IsUnspecified() {
		a.only = p.url(p.Host)
	}
	return a
}

// url gives the address of the server under a host.
func (p *Place) url(host string) string {
	if p.TLS {
		return strings.TrimSuffix("https://"+net.JoinHostPort(host, p.Port), ":443")
	}
	return strings.TrimSuffix("http://"+net.JoinHostPort(host, p.Port), ":80")
}

// Named gives the addresses that the certificate is for.
func (a *Addresses) Named() []string {
	if a.place.Names == nil {
		return nil
	}
	var urls []string
	for _, name := range a.place.Names() {
		urls = append(urls, a.place.url(name))
	}
	return urls
}

// LAN gives this machine's addresses in its networks as URLs, the likeliest to reach phones first.
func (a *Addresses) LAN() []string {
	if a.only != "" {
		return []string{a.only}
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	type candidate struct {
		url   string
		score int
	}
	var found []candidate
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, address := range addresses {
			prefix, err := netip.ParsePrefix(address.String())
			if err != nil || !prefix.Addr().Is4() || prefix.Addr().IsLinkLocalUnicast() {
				continue
			}
			found = append(found, candidate{a.place.url(prefix.Addr().String()), likeliness(i.Name, prefix.Addr())})
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	urls := make([]string, len(found))
	for i, c := range found {
		urls[i] = c.url
	}
	return urls
}

// likeliness guesses whether phones are in the network of an interface: home and pub routers give 192.168.x.x to wireless or
// wired cards, while containers and tunnels bring their own.
func likeliness(name string, address netip.Addr) int {
	score := 0
	for _, virtual := range []string{"docker", "br-", "veth", "virbr", "tun", "tap", "wg", "vmnet", "utun", "zt", "tailscale", "cni"} {
		if strings.HasPrefix(name, virtual) {
			score -= 10
		}
	}
	if strings.HasPrefix(name, "wl") || name == "en0" {
		score += 2
	}
	switch b := address.As4(); {
	case b[0] == 192 && b[1] == 168:
		score += 3
	case b[0] == 10:
		score += 2
	case address.IsPrivate():
		score++
	}
	return score
}

// All gives every address, the chosen one first. The one that the asking browser used is among them.
func (a *Addresses) All(r *http.Request) []string {
	var all []string
	add := func(url string) {
		if url != "" && !slices.Contains(all, url) {
			all = append(all, url)
		}
	}
	a.mu.Lock()
	add(a.chosen)
	a.mu.Unlock()
	add(a.place.Public)
	named := a.Named()
	for _, url := range named {
		add(url)
	}
	if r != nil && !local(r.Host) {
		add(own(r))
	}
	if len(named) == 0 { // otherwise browsers would warn of all that is not named
		for _, url := range a.LAN() {
			add(url)
		}
	}
	if r != nil {
		add(own(r))
	}
	return all
}

func own(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func local(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	address, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return name == "localhost" || (err == nil && address.IsLoopback())
}

// Chosen gives the address that is shown to people.
func (a *Addresses) Chosen(r *http.Request) string {
	if all := a.All(r); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Choose makes one of the addresses the one that is shown.
func (a *Addresses) Choose(url string, r *http.Request) error {
	if !slices.Contains(a.All(r), url) {
		return errors.New("choose one of the addresses of this server")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.chosen = url
	return nil
}
