package hosts

import (
	"slices"
	"time"
)

// FirstID is the id of the first host, who owns the server.
const FirstID = "first"

// Host is somebody who may host.
type Host struct {
	ID       string    `json:"id"`
	Login    string    `json:"login,omitempty"` // what they sign in with; the first host may have none, a guest has none
	Name     string    `json:"name"`
	Language string    `json:"language,omitempty"` // of the host's pages, BCP 47; empty is the browser's
	Owner    bool      `json:"owner,omitempty"`    // the first host, who sees and may do all
	Guest    bool      `json:"guest,omitempty"`    // of an open server: own games only
	Disabled bool      `json:"disabled,omitempty"`
	Created  time.Time `json:"created"`
}

// account is a host as it is stored.
type account struct {
	Host

	Password string    `json:"password,omitempty"` // PHC string of argon2id
	Turn     int       `json:"turn,omitempty"`     // of the lock: sessions that began at another turn are over
	Until    time.Time `json:"until,omitzero"`     // a guest goes then
}

// Scope is what a token may be good for.
type Scope string

// The scopes.
const (
	PacksRead    Scope = "packs:read"
	PacksWrite   Scope = "packs:write"
	GamesRead    Scope = "games:read"
	GamesWrite   Scope = "games:write"
	ResultsRead  Scope = "results:read"
	ResultsWrite Scope = "results:write"
	LeaguesRead  Scope = "leagues:read"
	LeaguesWrite Scope = "leagues:write"
	BoardsWrite  Scope = "boards:write"
	// HostsWrite is for a host's own account and for other hosts. No token has it.
	HostsWrite Scope = "hosts:write"
)

// TokenScopes are those that a token may have.
func TokenScopes() []Scope {
	return []Scope{
		PacksRead, PacksWrite, GamesRead, GamesWrite, ResultsRead, ResultsWrite, LeaguesRead, LeaguesWrite, BoardsWrite,
	}
}

// guestScopes are what a guest may do.
func guestScopes() []Scope {
	return []Scope{PacksRead, PacksWrite, GamesRead, GamesWrite, ResultsRead, ResultsWrite}
}

// Access is a host who asks for something, and by what they were known.
type Access struct {
	Host    Host
	Scopes  []Scope // what a token is good for; nil for a browser and for the server's key: all
	Session string  // the id of the session, if it is a browser
}

// May tells whether somebody may do what a scope stands for.
func (a Access) May(s Scope) bool {
	switch {
	case a.Host.ID == "" || a.Host.Disabled:
		return false
	case a.Host.Guest && !slices.Contains(guestScopes(), s):
		return false
	case a.Scopes == nil:
		return true
	}
	return slices.Contains(a.Scopes, s)
}

// Owns tells whether something of a host is theirs to see and change. What has no host is the first host's.
func (a Access) Owns(hostID string) bool {
	if a.Host.ID == "" {
		return false
	}
	return a.Host.Owner || hostID == a.Host.ID
}
