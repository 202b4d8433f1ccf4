package e2e

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trivium/server/browsertest"
)

// TestSettingsAreReadAgain changes the file of settings under a running server.
func TestSettingsAreReadAgain(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	file := filepath.Join(t.TempDir(), "trivium.yaml")
	write(t, file, []byte("log-level: error\nretention: 48h\nallowed-origins: [https://a.example, https://b.example]\n"))
	server := browsertest.Serve(t, browsertest.Launch{
		Binary: binary(t, quick), Env: []string{"TRIVIUM_RETENTION=72h"}, Args: func(addr, data string) []string {
			return []string{"serve", "--no-open", "--addr", addr, "--data", data, "--metrics-addr", "off", "--config", file}
		},
	})
	a := api(t, server)
	_, status, err := dial(ctx, t, a, map[string][]string{"Origin": {"https://b.example"}})
	if err != nil {
		t.Errorf("an origin from the file is not let in: status %d, %v", status, err)
	}
	write(t, file, []byte("log-level: info\nretention: 24h\nallowed-origins: [https://a.example]\n"))
	hangUp(ctx, t, server, "the settings were read again")
	if !strings.Contains(server.Output(), `next start only" setting=--allowed-origins`) {
		t.Error("nobody is told that the origins hold from the next start on")
	}
	if strings.Contains(server.Output(), "setting=--retention") {
		t.Error("the file went before a variable")
	}
	for name, text := range map[string]string{
		"line 2: there is no setting": "log-level: debug\nlog-loudness: info\n",
		"must be one of":              "log-level: loud\n",
		"is no YAML":                  "log-level: [\n",
		"must have one setting":       "just words\n",
		"must be networks":            "trusted-proxies: ten\n",
	} {
		write(t, file, []byte(text))
		hangUp(ctx, t, server, "the settings were not taken over")
		if !strings.Contains(server.Output(), name) {
			t.Errorf("the log does not say %q", name)
		}
	}
	if strings.Contains(server.Output(), "level=DEBUG") {
		t.Error("a file with a mistake was taken over in part")
	}
	write(t, file, []byte("log-level: debug\n"))
	hangUp(ctx, t, server, "log_level=DEBUG")
	if status := server.Stop(); status != 0 {
		t.Errorf("stopped with status %d", status)
	}
}
