package browsertest

import (
	"os"
	"os/exec"
	"testing"
)

// BrowserVariable names the environment variable that says which browser of the Chromium family to use.
const BrowserVariable = "TRIVIUM_TEST_BROWSER"

// Find returns the path of a headless Chromium: the one that BrowserVariable names, else the small headless shell,
// else a whole browser. The second result is false if the machine has none.
func Find() (string, bool) {
	if named := os.Getenv(BrowserVariable); named != "" {
		path, err := exec.LookPath(named)
		return path, err == nil
	}
	return firstOf("chromium-headless-shell", "/usr/bin/chromium-headless-shell",
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
}

func firstOf(names ...string) (string, bool) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	return "", false
}

// missing says that a tool is not there: an error where everything must be tested, a note elsewhere.
func missing(t testing.TB, what, howToMend string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("no %s on this machine, and CI=true wants every test to run: %s", what, howToMend)
	}
	t.Logf("skipped: no %s (%s)", what, howToMend)
}
