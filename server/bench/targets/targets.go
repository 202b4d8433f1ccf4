package main

import (
	"fmt"
	"io"
	"strings"
)

// target is one figure and how it is meant to be: at most aim, or at least.
type target struct {
	number  int
	what    string
	key     string // benchmark and metric
	unit    string
	aim     float64
	atLeast bool
}

// targets are those of deploy/docs/performance.md.
func targets() []target {
	const sockets, five, ten = "AgainstFloor ", "WholeServer/players=5000 ", "WholeServer/players=10000 "
	return []target{
		{1, "question to all, the sockets alone: CPU", sockets + "question-cpu/floor", "x floor", 1.15, false},
		{1, "question to all, the sockets alone: time", sockets + "question-wall/floor", "x floor", 1.25, false},
		{1, "question to 5,000, the whole server: CPU", five + "question-cpu/floor", "x floor", 1.15, false},
		{1, "question to 5,000, the whole server: time", five + "question-wall/floor", "x floor", 1.25, false},
		{1, "question to 5,000, two instances: CPU", five + "two-question-cpu/floor", "x floor", 1.15, false},
		{2, "results and table, the sockets alone: CPU", sockets + "results-cpu/floor", "x floor", 1.2, false},
		{2, "results to 5,000, the whole server: CPU", five + "results-cpu/floor", "x floor", 1.2, false},
		{3, "memory of a player at 10,000", ten + "joined-KiB/player", "KiB", 14, false},
		{3, "memory of a player at 10,000, after the game", ten + "warm-KiB/player", "KiB", 20, false},
		{3, "memory of a player at 10,000, the further aim", ten + "joined-KiB/player", "KiB", 8, false},
		{4, "answer and ack, the sockets alone: CPU", sockets + "answer-cpu/floor", "x floor", 1.5, false},
		{4, "messages sent for an answer", ten + "messages/answer", "", 1.01, false},
		{5, "durable answers, 10,000 a second, Redis: p50", "PutPaced/rooms=1/fsync=everysec p50-ms", "ms", 1, false},
		{5, "durable answers, 10,000 a second, Redis: p99", "PutPaced/rooms=1/fsync=everysec p99-ms", "ms", 3, false},
		{5, "burst of 10,000 answers durable, Redis", "PutBurst/batch=4096/fsync=everysec p50-ms", "ms", 50, false},
		{6, "append on one instance to the frame of another: p50", "Across/everysec p50-ms", "ms", 1, false},
		{6, "append on one instance to the frame of another: p99", "Across/everysec p99-ms", "ms", 5, false},
		{6, "command on one process to the view of another: p50", "Across across-p50-ms", "ms", 1, false},
		{6, "command on one process to the view of another: p99", "Across across-p99-ms", "ms", 5, false},
		{7, "joins", ten + "joins/s", "a second", 5000, true},
		{8, "1,000 rooms of ten against one of 10,000: CPU", "Rooms round-many/one", "x", 1.3, false},
	}
}

// write prints the table. What was not measured is said to be so.
func write(out io.Writer, all []target, found measured) error {
	text := &strings.Builder{}
	fmt.Fprintf(text, "%-3s%-54s %10s  %-21s\n", "", "target", "measured", "aim")
	for _, t := range all {
		value, ok := found.median(t.key)
		bound, figure, verdict := "at most", "-", "not measured"
		if t.atLeast {
			bound = "at least"
		}
		if ok {
			figure, verdict = fmt.Sprintf("%.2f", value), "not met"
			if value <= t.aim && !t.atLeast || value >= t.aim && t.atLeast {
				verdict = "met"
			}
		}
		fmt.Fprintf(text, "%-3d%-54s %10s  %-21s %s\n", t.number, t.what, figure, fmt.Sprintf("%s %g %s", bound, t.aim, t.unit), verdict)
	}
	_, err := io.WriteString(out, text.String())
	return err
}
