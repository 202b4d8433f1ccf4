package app

import (
	"os"
	"runtime"
)

// hasDesktop guesses whether a browser could be opened where this terminal is.
func hasDesktop() bool {
	if os.Getenv("SSH_CONNECTION") != "" {
		return false
	}
	if runtime.GOOS == "linux" {
		return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	}
	return true
}
