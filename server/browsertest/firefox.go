package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// StartFirefox is Start with a headless Firefox, driven by WebDriver BiDi. What emulate.go offers is not to be had
// there.
func StartFirefox(t testing.TB) (*Browser, bool) {
	t.Helper()
	path, ok := firstOf("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
	if !ok {
		missing(t, "Firefox", "apt-get install firefox-esr")
		return nil, false
	}
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(firefoxPreferences), 0o600); err != nil {
		t.Fatalf("write a profile for Firefox: %v", err)
	}
	address, err := launchFirefox(t, path, profile)
	if err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	link, err := dialBiDi(address)
	if err != nil {
		t.Fatalf("talk to %s: %v", path, err)
	}
	t.Cleanup(link.close) // before the process is ended
	return &Browser{newTab: func() (tab, error) { return newFirefoxTab(link, "") }}, true
}

// firefoxPreferences keep the browser quiet: nothing is fetched, and a dead proxy stands before every address that is
// not this machine's.
const firefoxPreferences = `
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.disable_open_during_load", false);
user_pref("extensions.update.enabled", false);
user_pref("media.autoplay.default", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.no_proxies_on", "localhost, 127.0.0.1");
user_pref("services.settings.server", "data:,#none");
user_pref("toolkit.telemetry.enabled", false);
user_pref("toolkit.telemetry.server", "");
`

// launchFirefox starts the process, which ends with the test, and returns the address that it answers at.
func launchFirefox(t testing.TB, path, profile string) (string, error) {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-remote", "--profile", profile,
		"--remote-debugging-port", "0", "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	errors, err := cmd.StderrPipe()
	if err != nil {
		cancel()
		return "", err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return "", err
	}
	found, read := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(read)
		readAddress(errors, found)
	}()
	t.Cleanup(func() {
		cancel()
		<-read
		_ = cmd.Wait() // killed, so there is always an error
	})
	select {
	case address := <-found:
		return address, nil
	case <-read:
		return "", fmt.Errorf("it ended before it said where it listens")
	case <-time.After(startLimit):
		return "", fmt.Errorf("it did not say within %v where it listens", startLimit)
	}
}

// readAddress reads what Firefox prints to its end, and sends the address that it prints.
func readAddress(printed io.Reader, found chan<- string) {
	lines := bufio.NewScanner(printed)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
			found <- strings.TrimSpace(address)
		}
	}
}
