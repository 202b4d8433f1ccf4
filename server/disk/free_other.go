//go:build !linux && !darwin && !freebsd && !windows

package disk

import (
	"errors"
	"fmt"
)

// Free can not be asked on this system.
func Free(folder string) (uint64, error) {
	return 0, fmt.Errorf("ask how much room %s has: %w", folder, errors.ErrUnsupported)
}
