package disk

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Free gives the bytes that this user may still write to the disk of a folder.
func Free(folder string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, fmt.Errorf("ask how much room %s has: %w", folder, err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("ask how much room %s has: %w", folder, err)
	}
	return free, nil
}
