package socket_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// benchVariable names the server that this test binary is to be, when the benchmark starts it again as one.
const benchVariable = "TRIVIUM_BENCH_SERVER"

// benchStat is what a server says about itself.
type benchStat struct {
	CPU         int64 // nanoseconds used so far, user and system
	Resident    int64 // bytes
	Connections int
}

// benchProcess is a server in a process of its own. It ends when its standard input does.
type benchProcess struct {
	address string
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
}

// startBenchProcess starts the server on the first processor; the load keeps to the others.
func startBenchProcess(b *testing.B, cpus *processors, kind string) *benchProcess {
	b.Helper()
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	command := exec.CommandContext(b.Context(), program) //nolint:gosec // this very program
	command.Env = append(os.Environ(), benchVariable+"="+kind)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	err = errors.Join(unix.SchedSetaffinity(0, &cpus.first), command.Start(), unix.SchedSetaffinity(0, &cpus.others))
	if err != nil {
		b.Fatal(err)
	}
	p := &benchProcess{command: command, input: input, output: bufio.NewReader(output)}
	p.address = p.line(b)
	return p
}

// processors keeps the servers on the first processor and the load on the others; a single one serves both.
type processors struct{ all, first, others unix.CPUSet }

// splitProcessors keeps the goroutine on its thread until release: a child inherits the processors of the thread that
// starts it, and the load runs on the same thread.
func splitProcessors(b *testing.B) *processors {
	b.Helper()
	runtime.LockOSThread()
	p := &processors{}
	if err := unix.SchedGetaffinity(0, &p.all); err != nil {
		b.Fatal(err)
	}
	p.others = p.all
	for cpu := 0; p.first.Count() == 0; cpu++ {
		if p.all.IsSet(cpu) {
			p.first.Set(cpu)
		}
	}
	if p.all.Count() > 1 {
		for cpu := 0; p.others.Count() == p.all.Count(); cpu++ {
			p.others.Clear(cpu)
		}
	}
	return p
}

func (p *processors) release() {
	_ = unix.SchedSetaffinity(0, &p.all)
	runtime.UnlockOSThread()
}

func (p *benchProcess) tell(b *testing.B, order string) {
	b.Helper()
	if _, err := io.WriteString(p.input, order+"\n"); err != nil {
		b.Fatalf("the server is gone: %v", err)
	}
}

func (p *benchProcess) line(b *testing.B) string {
	b.Helper()
	text, err := p.output.ReadString('\n')
	if err != nil {
		b.Fatalf("the server is gone: %v", err)
	}
	return strings.TrimSpace(text)
}

func (p *benchProcess) ask(b *testing.B, order string) (found benchStat) {
	b.Helper()
	p.tell(b, order)
	if err := json.Unmarshal([]byte(p.line(b)), &found); err != nil {
		b.Fatal(err)
	}
	return found
}

func (p *benchProcess) stop(b *testing.B) {
	b.Helper()
	_ = p.input.Close()
	if err := p.command.Wait(); err != nil {
		b.Errorf("the server: %v", err)
	}
}

// benchWork is what a server in its process must be able to do.
type benchWork interface {
	question()
	results()
	connections() int
}

// benchServer is the whole program of a server process; it reports false if this process is none.
func benchServer() bool {
	kind := os.Getenv(benchVariable)
	switch kind {
	case "":
		return false
	case floor:
		runFloor()
	case lean:
		obey(newLeanServer())
	case ordinary:
		obey(newOrdinaryServer())
	default:
		panic(benchVariable + " is " + kind)
	}
	return true
}

// obey follows the orders on standard input until it ends.
func obey(address string, server benchWork) {
	fmt.Println(address)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		follow(lines.Text(), server)
	}
}

func follow(order string, server benchWork) {
	switch order {
	case "question":
		server.question()
	case "results":
		server.results()
	case "collect":
		runtime.GC()
		debug.FreeOSMemory()
		fmt.Println(ownStat(server.connections()))
	case "stat":
		fmt.Println(ownStat(server.connections()))
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
	text, err := json.Marshal(benchStat{
		CPU:         usage.Utime.Nano() + usage.Stime.Nano(),
		Resident:    resident * int64(os.Getpagesize()),
		Connections: connections,
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// descriptors returns how many files this process may have open.
func descriptors(b *testing.B) int {
	b.Helper()
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		b.Fatal(err)
	}
	return int(limit.Cur)
}
