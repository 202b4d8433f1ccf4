package browsertest

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Limits of a server's life in a test. A binary with the race detector on a busy machine starts slowly.
const (
	readyLimit = 90 * time.Second
	stopLimit  = 20 * time.Second
)

// Info is what a server writes to server.json in its data folder as soon as it is ready.
type Info struct {
	Addr        string `json:"addr"`         // where it listens, host:port
	HostURL     string `json:"host_url"`     // the host's page, with its key
	JoinURL     string `json:"join_url"`     // the players' page
	MetricsAddr string `json:"metrics_addr"` // where metrics and health are, host:port; empty if off
	PID         int    `json:"pid"`
}

// Launch says how to run a server.
type Launch struct {
	Binary string   // from Build
	Data   string   // the data folder; empty: a new one that goes with the test
	Env    []string // further environment, KEY=value
	TLS    bool     // whether Args make it speak TLS

	// Args makes the arguments from the address to listen on and the data folder. The first start has the address
	// 127.0.0.1:0, a restart the one that the first got.
	Args func(addr, data string) []string
}

// Server is a running binary. It is stopped when the test ends; if the test failed, its output is logged.
type Server struct {
	Info // of the present process

	t      testing.TB
	launch Launch
	cmd    *exec.Cmd
	exited chan struct{} // closed when the present process has ended
	output output        // of all processes so far
}

// Serve starts the server and waits until it is ready.
func Serve(t testing.TB, launch Launch) *Server {
	t.Helper()
	if launch.Data == "" {
		launch.Data = filepath.Join(t.TempDir(), "data")
	}
	s := &Server{t: t, launch: launch}
	t.Cleanup(func() {
		s.end()
		if t.Failed() {
			t.Logf("output of %s:\n%s", filepath.Base(launch.Binary), s.output.String())
		}
	})
	s.start("127.0.0.1:0")
	return s
}

// Kill ends the process as a power cut would (SIGKILL), and waits until it is gone.
func (s *Server) Kill() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Fatalf("kill %d: %v", s.PID, err)
	}
	<-s.exited
}

// Stop asks the process to end (SIGTERM), waits for it, and returns its exit status.
func (s *Server) Stop() int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Fatalf("stop %d: %v", s.PID, err)
	}
	select {
	case <-s.exited:
	case <-time.After(stopLimit):
		s.Kill()
		s.t.Fatalf("the server did not stop within %v of SIGTERM; its output:\n%s", stopLimit, s.output.String())
	}
	return s.cmd.ProcessState.ExitCode()
}

// Restart starts the server again after Kill or Stop, on the same address and data, and waits until it is ready.
func (s *Server) Restart() {
	s.t.Helper()
	s.start(s.Addr)
}

// URL returns the address of a path on this server: URL("/healthz").
func (s *Server) URL(path string) string {
	if s.launch.TLS {
		return "https://" + s.Addr + path
	}
	return "http://" + s.Addr + path
}

// Data returns the data folder.
func (s *Server) Data() string { return s.launch.Data }

// Output returns what all processes of this server have printed so far.
func (s *Server) Output() string { return s.output.String() }

func (s *Server) start(addr string) {
	s.t.Helper()
	// Not bound to the test's context: it ends before the clean-ups, and the server should end in its own way.
	s.cmd = exec.Command(s.launch.Binary, s.launch.Args(addr, s.launch.Data)...) //nolint:noctx // see above
	s.cmd.Env = append(os.Environ(), s.launch.Env...)
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("start %s: %v", s.launch.Binary, err)
	}
	exited := make(chan struct{})
	s.exited = exited
	go func(cmd *exec.Cmd) {
		defer close(exited)
		_ = cmd.Wait() // the status is in ProcessState
	}(s.cmd)
	s.awaitReady()
}

func (s *Server) awaitReady() {
	s.t.Helper()
	limit := time.After(readyLimit)
	for {
		info, err := readInfo(s.launch.Data)
		switch {
		case err != nil:
			s.t.Fatalf("read what the server says of itself: %v", err)
		case info.PID == s.cmd.Process.Pid: // a killed process leaves its file behind
			s.Info = info
			return
		}
		select {
		case <-time.After(lookAgain):
		case <-s.exited:
			s.t.Fatalf("the server ended before it was ready (%v); its output:\n%s", s.cmd.ProcessState, s.output.String())
		case <-limit:
			s.t.Fatalf("the server was not ready within %v; its output:\n%s", readyLimit, s.output.String())
		}
	}
}

// readInfo reads server.json. Not there yet, or half written, is the zero Info.
func readInfo(data string) (Info, error) {
	var info Info
	text, err := os.ReadFile(filepath.Join(data, "server.json"))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !strings.HasSuffix(strings.TrimSpace(string(text)), "}") {
		return info, nil
	}
	if err != nil {
		return info, err
	}
	return info, json.Unmarshal(text, &info)
}

// end stops whatever runs, first by asking.
func (s *Server) end() {
	if s.exited == nil {
		return // it never started
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.exited:
	case <-time.After(stopLimit):
		s.t.Errorf("the server did not stop within %v of SIGTERM", stopLimit)
		_ = s.cmd.Process.Kill()
		<-s.exited
	}
}
