package e2e

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAServerThatCanNotStartSaysWhy holds what a person reads when the command line or the machine does not allow it.
func TestAServerThatCanNotStartSaysWhy(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	running, _ := serve(t, quick)
	fresh := func(t *testing.T) string {
		t.Helper()
		return filepath.Join(t.TempDir(), "data")
	}
	for name, c := range map[string]struct {
		args   func(t *testing.T) []string
		status int
		words  []string
	}{
		"taken port": {
			func(t *testing.T) []string {
				t.Helper()
				return []string{"--addr", listener.Addr().String(), "--data", fresh(t)}
			},
			1,
			[]string{listener.Addr().String(), "is taken", "--addr"},
		},
		"second copy on the same data": {
			func(*testing.T) []string { return []string{"--addr", "127.0.0.1:0", "--data", running.Data()} },
			1,
			[]string{running.Data(), "another"},
		},
		"address without a port": {
			func(t *testing.T) []string { t.Helper(); return []string{"--addr", "quiz", "--data", fresh(t)} },
			1,
			[]string{"--addr", "TRIVIUM_ADDR", `"quiz"`, ":8080"},
		},
		"log level that there is not": {
			func(*testing.T) []string { return []string{"--log-level", "loud"} },
			2,
			[]string{"--log-level", "debug", "error", `"loud"`},
		},
		"flag that there is not": {
			func(*testing.T) []string { return []string{"--quiet"} },
			2,
			[]string{"--quiet"},
		},
		"proxy that is no network": {
			func(t *testing.T) []string {
				t.Helper()
				return []string{"--trusted-proxies", "ten", "--addr", "127.0.0.1:0", "--data", fresh(t)}
			},
			1,
			[]string{"--trusted-proxies", "10.0.0.0/8"},
		},
		"address for people with a path": {
			func(t *testing.T) []string {
				t.Helper()
				return []string{"--url", "https://quiz.example.org/x", "--addr", "127.0.0.1:0", "--data", fresh(t)}
			},
			1,
			[]string{"--url", "TRIVIUM_URL", "https://quiz.example.org"},
		},
		"certificate that is not there": {
			func(t *testing.T) []string {
				t.Helper()
				return []string{"--tls-cert", "none.pem", "--tls-key", "none.key", "--addr", "127.0.0.1:0", "--data", fresh(t)}
			},
			1,
			[]string{"--tls-cert", "TRIVIUM_TLS_CERT", "PEM", "none.pem", "no such file"},
		},
		"certificate without its key": {
			func(*testing.T) []string { return []string{"--tls-cert", "some.pem"} },
			1,
			[]string{"--tls-cert", "--tls-key", "belong together"},
		},
		"authority whose terms nobody accepted": {
			func(*testing.T) []string { return []string{"--acme-host", "quiz.example.org"} },
			1,
			[]string{"--acme-accept-terms", "TRIVIUM_ACME_ACCEPT_TERMS", "https://letsencrypt.org"},
		},
		"certificate for an address": {
			func(*testing.T) []string { return []string{"--acme-host", "192.0.2.1", "--acme-accept-terms"} },
			1,
			[]string{"--acme-host", `"192.0.2.1"`, "quiz.example.org"},
		},
		"plain HTTP that leads nowhere": {
			func(*testing.T) []string { return []string{"--http-addr", ":8081"} },
			1,
			[]string{"--http-addr", "--tls-cert"},
		},
		"address for people without TLS": {
			func(*testing.T) []string {
				return []string{"--url", "http://quiz.example.org", "--tls-cert", "some.pem", "--tls-key", "some.key"}
			},
			1,
			[]string{"--url", "https"},
		},
		"file of settings that is not there": {
			func(*testing.T) []string { return []string{"--config", "none.yaml"} },
			2,
			[]string{"--config", "none.yaml"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			args := append(c.args(t), "--metrics-addr", "off", "--no-open")
			status, printed := runToEnd(t, binary(t, quick), args...)
			if status != c.status {
				t.Errorf("status %d, want %d", status, c.status)
			}
			for _, words := range c.words {
				if !strings.Contains(printed, words) {
					t.Errorf("%q is not in what it printed:\n%s", words, printed)
				}
			}
			if strings.Contains(printed, "goroutine ") {
				t.Errorf("it printed a stack:\n%s", printed)
			}
		})
	}
}

// runToEnd runs a command that ends by itself.
func runToEnd(t *testing.T, command string, args ...string) (status int, printed string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

// TestTheLoadCommand plays on the server that a data folder names, and says what is missing where none runs.
func TestTheLoadCommand(t *testing.T) {
	server, _ := serve(t, quick)
	status, printed := runToEnd(t, binary(t, quick), "load", "--data", server.Data(), "--players", "6", "--packs", "kills", "--questions", "1")
	if status != 0 || !strings.Contains(printed, "6 acknowledged") {
		t.Errorf("status %d, printed:\n%s", status, printed)
	}
	status, printed = runToEnd(t, binary(t, quick), "load", "--data", server.Data(), "--players", "6", "--limit", "1ms")
	if status != 1 || !strings.Contains(printed, "longer than 1ms") {
		t.Errorf("a load that takes too long: status %d, printed:\n%s", status, printed)
	}
	if status, printed := runToEnd(t, binary(t, quick), "health", "--data", server.Data()); status != 0 {
		t.Errorf("health of the server that runs with a folder: status %d, %s", status, printed)
	}
	status, printed = runToEnd(t, binary(t, quick), "load", "--data", t.TempDir())
	if status != 1 || !strings.Contains(printed, "--data") {
		t.Errorf("a folder without a server: status %d, printed:\n%s", status, printed)
	}
}
