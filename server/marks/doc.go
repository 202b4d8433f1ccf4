// Package marks remembers, for each host, which questions are favourites and which were played and when. Both are bounded; what is
// oldest goes first. A host's marks are the host's alone and go with the host.
package marks
