// Command targets reads what the benchmarks printed, on standard input or in the files that are named, and prints the targets of
// deploy/docs/performance.md with what was measured. It is no part of the product.
//
//	usage: targets [FILE...]
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "targets:", err)
		os.Exit(1)
	}
}

func run(files []string, in io.Reader, out io.Writer) error {
	readers := []io.Reader{}
	for _, name := range files {
		file, err := os.Open(name) //nolint:gosec // who runs it names it
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }()
		readers = append(readers, file)
	}
	if len(files) == 0 {
		readers = append(readers, in)
	}
	found, err := read(io.MultiReader(readers...))
	if err != nil {
		return err
	}
	return write(out, targets(), found)
}
