package browsertest

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gofrs/flock"
)

// Build builds the main package of the given import path ("trivium/server") and returns the binary's path. The binary
// stays in the user's cache, one for each checkout and kind. It is built once for a test program, so that every test may call
// Build: even to see that all is up to date takes a second of a processor. With race it has the race detector, as the tests have.
func Build(t testing.TB, pkg string, race bool) string {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	of := kind{pkg, race}
	if built[of] == "" {
		built[of] = build(t, pkg, race)
	}
	return built[of]
}

// kind is what a binary is made of.
type kind struct {
	pkg  string
	race bool
}

//nolint:gochecknoglobals // a test program has no main of ours that could hold it
var (
	building sync.Mutex
	built    = make(map[kind]string) // paths; guarded by building
)

func build(t testing.TB, pkg string, race bool) string {
	t.Helper()
	dir, err := buildDir(race)
	if err != nil {
		t.Fatalf("find a place for the binary of %s: %v", pkg, err)
	}
	lock := flock.New(filepath.Join(dir, "lock")) // test binaries of several packages run at a time
	if err := lock.Lock(); err != nil {
		t.Fatalf("lock %s: %v", dir, err)
	}
	defer func() { _ = lock.Unlock() }()

	binary := filepath.Join(dir, filepath.Base(pkg))
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	args := []string{"build", "-buildvcs=false", "-ldflags=-w", "-o", binary} // no debugger reads it
	if race {
		args = append(args, "-race")
	}
	command := exec.CommandContext(t.Context(), "go", append(args, pkg)...)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	return binary
}

// buildDir is one folder for each module root and kind, so that checkouts do not overwrite each other's binary.
func buildDir(race bool) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s race=%t", root, race))
	dir := filepath.Join(cache, "trivium-test", fmt.Sprintf("%x", sum[:6]))
	return dir, os.MkdirAll(dir, 0o700)
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above %s", strings.TrimSpace(dir))
		}
		dir = parent
	}
}
