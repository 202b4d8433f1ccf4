package shares

import (
	"errors"
	"slices"
	"time"

	"trivium/server/hosts"
)

// Errors that people are told in words.
var (
	// ErrTaken says that another host has a pack with this id.
	ErrTaken = errors.New("another host has a pack with this id; give yours another id")
	// ErrNotFound says that there is no such link, or that it is good no more.
	ErrNotFound = errors.New("this link is good no more")
	// ErrBad says that something can not be done; the words behind it say why.
	ErrBad = errors.New("not possible")
)

// Share says whose a pack is and with whom it is shared.
type Share struct {
	Pack   string    `json:"pack"`
	Host   string    `json:"host"`
	All    bool      `json:"all,omitempty"`    // with all hosts of this server
	Link   string    `json:"link,omitempty"`   // the hash of the link's secret; empty: there is none
	Takers []string  `json:"takers,omitempty"` // hosts who opened the link
	Since  time.Time `json:"since"`
}

// unsaid is the share of a pack that no host uploaded.
func unsaid(pack string) Share { return Share{Pack: pack, Host: hosts.FirstID, All: true} }

// Owned tells whether a pack is one's own: to change, to share and to delete.
func (s *Share) Owned(a *hosts.Access) bool { return a.Host.ID != "" && s.Host == a.Host.ID }

// Taken tells whether a host has a pack by its link.
func (s *Share) Taken(host string) bool { return slices.Contains(s.Takers, host) }

// Open tells whether a host may see and play a pack.
func (s *Share) Open(host string) bool {
	return host != "" && (s.All || s.Host == host || s.Taken(host))
}
