// Package hardening holds tests that attack the real binary from outside, as somebody with a changed client would.
package hardening
