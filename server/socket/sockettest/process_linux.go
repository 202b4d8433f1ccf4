package sockettest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// variable names the server that this test binary is to be, when the benchmark starts it again as one.
const variable = "TRIVIUM_BENCH_SERVER"

// Stat is what a server says about itself.
type Stat struct {
	CPU         int64 // nanoseconds used so far, user and system
	Resident    int64 // bytes
	Connections int
}

// Process is a server in a process of its own. It ends when its standard input does.
type Process struct {
	Address string // host:port
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
}

// Start starts the server on the first processor; the load keeps to the others.
func Start(t testing.TB, cpus *Processors, kind string) *Process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program) //nolint:gosec,noctx // this very program; it ends with its standard input
	command.Env = append(os.Environ(), variable+"="+kind)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cpus.OnFirst(t, func() { err = command.Start() })
	if err != nil {
		t.Fatal(err)
	}
	p := &Process{command: command, input: input, output: bufio.NewReader(output)}
	p.Address = p.line(t)
	return p
}

// PID names the process to the system, for CPU.
func (p *Process) PID() int { return p.command.Process.Pid }

// Tell gives an order that is not answered: "question SIZE", "question SIZE ping" or "results
// PERSONAL TABLE", in bytes.
func (p *Process) Tell(t testing.TB, order string) {
	t.Helper()
	if _, err := io.WriteString(p.input, order+"\n"); err != nil {
		t.Fatalf("the server is gone: %v", err)
	}
}

func (p *Process) line(t testing.TB) string {
	t.Helper()
	text, err := p.output.ReadString('\n')
	if err != nil {
		t.Fatalf("the server is gone: %v", err)
	}
	return strings.TrimSpace(text)
}

// Ask gives an order that is answered: "stat", or "collect", which collects garbage first.
func (p *Process) Ask(t testing.TB, order string) (found Stat) {
	t.Helper()
	p.Tell(t, order)
	if err := json.Unmarshal([]byte(p.line(t)), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// Stop ends the process and waits for it.
func (p *Process) Stop(t testing.TB) {
	t.Helper()
	_ = p.input.Close()
	if err := p.command.Wait(); err != nil {
		t.Errorf("the server: %v", err)
	}
}

// Work is what a server in its process must be able to do.
type Work interface {
	// Question sends everybody the same message of that many bytes, with a ping behind it if asked.
	Question(size int, ping bool)
	// Results sends each one message of their own and one that is the same for all, of that many bytes.
	Results(personal, table int)
	// Connections is how many players there are.
	Connections() int
}

// Serve is the whole program of a server process; it reports false if this process is none. Further servers, by kind, may be
// given beside the two that this package has.
func Serve(further map[string]func() (address string, work Work)) bool {
	kind := os.Getenv(variable)
	switch kind {
	case "":
		return false
	case Floor:
		runFloor()
		return true
	case Ordinary:
		obey(newOrdinaryServer())
		return true
	}
	if start, known := further[kind]; known {
		obey(start())
		return true
	}
	panic(variable + " is " + kind)
}

// obey follows the orders on standard input until it ends.
func obey(address string, server Work) {
	fmt.Println(address)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		follow(lines.Text(), server)
	}
}

// follow does what an order says: "question SIZE", "question SIZE ping", "results PERSONAL TABLE", "collect" or "stat".
func follow(order string, server Work) {
	name, rest, _ := strings.Cut(order, " ")
	switch name {
	case "question":
		text, ping, _ := strings.Cut(rest, " ")
		server.Question(must(strconv.Atoi(text)), ping == "ping")
	case "results":
		var personal, table int
		must(fmt.Sscan(rest, &personal, &table))
		server.Results(personal, table)
	case "collect":
		runtime.GC()
		debug.FreeOSMemory()
		fmt.Println(ownStat(server.Connections()))
	case "stat":
		fmt.Println(ownStat(server.Connections()))
	default:
		panic("unknown order " + order)
	}
}

// ownStat returns the numbers of this process as one line of JSON.
func ownStat(connections int) string {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	memory, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var total, resident int64
	if _, err := fmt.Sscan(string(memory), &total, &resident); err != nil {
		panic(err)
	}
	text, err := json.Marshal(Stat{
		CPU:         usage.Utime.Nano() + usage.Stime.Nano(),
		Resident:    resident * int64(os.Getpagesize()),
		Connections: connections,
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}
