//go:build linux || darwin || freebsd

package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Free gives the bytes that this user may still write to the disk of a folder.
func Free(folder string) (uint64, error) {
	var status unix.Statfs_t
	if err := unix.Statfs(folder, &status); err != nil {
		return 0, fmt.Errorf("ask how much room %s has: %w", folder, err)
	}
	if status.Bavail < 0 { //nolint:staticcheck // signed on FreeBSD, where it may be less than nothing
		return 0, nil
	}
	return uint64(status.Bavail) * uint64(status.Bsize), nil //nolint:unconvert,gosec // the types differ from system to system
}
