package main

import (
	"bufio"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// measured are all values of each metric of each benchmark, under "NAME metric" without the number of processors.
type measured map[string][]float64

var processors = regexp.MustCompile(`-\d+$`)

// read takes the lines of results of a benchmark's output (the Go benchmark format).
func read(in io.Reader) (measured, error) {
	found := measured{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")
		for i := 2; i+1 < len(fields); i += 2 {
			value, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				break
			}
			key := name + " " + fields[i+1]
			found[key] = append(found[key], value)
		}
	}
	return found, lines.Err()
}

// median is that of all runs; ok is false if there was none.
func (m measured) median(key string) (value float64, ok bool) {
	values := slices.Sorted(slices.Values(m[key]))
	if len(values) == 0 {
		return 0, false
	}
	return values[len(values)/2], true
}
