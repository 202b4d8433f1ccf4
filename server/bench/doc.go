// Package bench measures the whole server: the real binary in a process of its own, with players on real sockets who join,
// get questions, answer, and get results. In the same run, round by round in turn, the same messages are exchanged with the
// floor and with an ordinary server (package sockettest), because times on a shared machine move and only such ratios count.
//
// Each server has its players in a process of its own, as one process may not have the descriptors for all of them.
//
// There is nothing but tests in it, and the benchmark is for Linux, where the floor is; targets beside it says which aims were
// reached. deploy/docs/performance.md tells what it found.
package bench
