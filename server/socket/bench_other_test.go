//go:build !linux

package socket_test

// benchServer exists on Linux only, as the benchmark does.
func benchServer() bool { return false }
