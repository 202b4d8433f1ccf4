// Package capacity reckons how many players a deployment carries, beyond what one machine can run: a simulation of instances, their
// processors and network, and the Redis that they share, in discrete events, with costs that were measured. The guide
// deploy/docs/capacity.md holds what it prints.
//
// It is a model: work waits in line for a core, in slices, and nothing else of Go, Linux or the network is in it. A test holds it against
// what was measured of the whole server. No part of the server imports it.
package capacity
