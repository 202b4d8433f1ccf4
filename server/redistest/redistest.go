// Package redistest runs a real redis-server for a test: its own process on a spare port of 127.0.0.1, its data in a folder
// of the test. It can be killed, stood still and started again where it was. It is imported by tests only.
package redistest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
)

// startLimit is how long a server may take until it answers.
const startLimit = 20 * time.Second

// Options say how the server runs. The zero value appends to a file and syncs at every write.
type Options struct {
	// Fsync is appendfsync: "always" (the default), "everysec" or "no"; "off" keeps nothing on the disk.
	Fsync string
	// Args are further arguments, such as "--maxmemory-policy", "allkeys-lru".
	Args []string
}

// Server is a running redis-server. It ends with the test.
type Server struct {
	t       testing.TB
	options Options
	port    int
	folder  string
	cmd     *exec.Cmd
	exited  chan struct{}
	output  bytes.Buffer
}

// That a Redis which starts or was killed can not be reached is no news, and the client's lines would break those of benchmarks. It is
// said before anything runs, as the client reads it without a lock.
var _ = quiet()

func quiet() bool {
	logging.Disable()
	return true
}

// Start starts a server and waits until it answers. On a machine without redis-server the test is left out, and under CI=true
// it fails.
func Start(t testing.TB, options Options) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		const words = "redis-server is needed for this test: install the package redis-server"
		if os.Getenv("CI") == "true" {
			t.Fatal(words)
		}
		t.Skip(words) //nolint:forbidigo // never in CI; make test names what is missing in its last line
	}
	s := &Server{t: t, options: options, port: sparePort(t), folder: t.TempDir()}
	t.Cleanup(func() {
		if s.cmd != nil {
			s.signal(syscall.SIGCONT)
			s.Kill()
		}
	})
	s.Start()
	return s
}

func sparePort(t testing.TB) int {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("find a spare port: %v", err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is what --redis-url takes.
func (s *Server) URL() string { return "redis://" + s.Addr() + "/0" }

// Dir is the folder with its data.
func (s *Server) Dir() string { return s.folder }

// PID is the process's id.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Start starts it again after Kill or Stop, on the same port and data, and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	args := []string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.folder, "--save", "", "--daemonize", "no",
		"--protected-mode", "no", "--logfile", filepath.Join(s.folder, "redis.log"),
	}
	if s.options.Fsync != "off" {
		fsync := s.options.Fsync
		if fsync == "" {
			fsync = "always"
		}
		args = append(args, "--appendonly", "yes", "--appendfsync", fsync)
	}
	// Not bound to the test's context: it ends before the clean-ups.
	s.cmd = exec.Command("redis-server", append(args, s.options.Args...)...) //nolint:noctx // see above
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("start redis-server: %v", err)
	}
	exited := make(chan struct{})
	s.exited = exited
	go func(cmd *exec.Cmd) {
		defer close(exited)
		_ = cmd.Wait() // the status is in ProcessState
	}(s.cmd)
	if err := s.awaitReady(); err != nil {
		s.t.Fatalf("redis-server on %s: %v\n%s", s.Addr(), err, s.Log())
	}
}

func (s *Server) awaitReady() error {
	client := redis.NewClient(&redis.Options{Addr: s.Addr(), MaxRetries: -1, DialerRetries: 1})
	defer func() { _ = client.Close() }()
	limit := time.After(startLimit)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := client.Ping(ctx).Err()
		cancel()
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("it ended: %v", s.cmd.ProcessState)
		case <-limit:
			return fmt.Errorf("it does not answer: %w", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Log is what it has logged so far.
func (s *Server) Log() string {
	text, _ := os.ReadFile(filepath.Join(s.folder, "redis.log"))
	return s.output.String() + string(text)
}

// Kill ends it as a power cut of the process would (SIGKILL), and waits until it is gone.
func (s *Server) Kill() {
	s.t.Helper()
	s.signal(syscall.SIGKILL)
	<-s.exited
}

// Stop asks it to end (SIGTERM) and waits.
func (s *Server) Stop() {
	s.t.Helper()
	s.signal(syscall.SIGTERM)
	<-s.exited
}

// Pause stands it still (SIGSTOP): connections stay open and nothing answers.
func (s *Server) Pause() { s.signal(syscall.SIGSTOP) }

// Resume ends a pause.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig syscall.Signal) {
	if err := s.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Errorf("signal redis-server: %v", err)
	}
}

// Client gives a client with go-redis's retries off. It is closed with the test.
func (s *Server) Client() *redis.Client {
	client := redis.NewClient(&redis.Options{Addr: s.Addr(), MaxRetries: -1, ContextTimeoutEnabled: true})
	s.t.Cleanup(func() { _ = client.Close() })
	return client
}
