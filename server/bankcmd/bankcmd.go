// Package bankcmd is what `trivium bank` does: it looks at files of questions, turns one format into another, and takes packs into a
// bank and out of it.
//
// Lint and Convert need no server: they read files and write files. The others work on a Place: the bank of a running server, over its
// API, or the packs of a data folder that no server uses. Nothing here prints but to the writers that it is given, and each
// command has a form for people and one for programs.
package bankcmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Errors of the commands, each with an exit status of its own.
var (
	// ErrFound says that something in the files must be mended; what, has been told.
	ErrFound = errors.New("there is something to mend")
	// ErrUnreadable says that a command could not begin: a file, a format, a pack or a server is not there.
	ErrUnreadable = errors.New("cannot be read")
)

// Exit is the status with which a command ends: 0 done, 1 something is to be mended or could not be done, 2 it could not begin.
func Exit(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrUnreadable):
		return 2
	}
	return 1
}

// Output is where a command tells what it did.
type Output struct {
	Out  io.Writer // results
	Err  io.Writer // remarks beside a result
	JSON bool      // for programs
}

// Clock tells the day for rules that depend on it.
type Clock func() time.Time

// unreadable makes an error of what kept a command from beginning.
func unreadable(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrUnreadable, fmt.Errorf(format, args...))
}

// writeFile writes a result: into a file, or to Out if that is "-".
func (o Output) writeFile(name string, data []byte) error {
	if name == "-" {
		_, err := o.Out.Write(data)
		return err
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return unreadable("write %s: %w", name, err)
	}
	return nil
}
