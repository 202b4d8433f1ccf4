// Command check judges what no other program at hand does. The Helm chart, as `helm lint --strict` and `helm template` do, and then each
// object that comes out against the types of Kubernetes' API and of the Prometheus operator: a field that there is not is an error.
// And the compose files against the schema of compose, with all that they name. It is a module of its own, lest the server's has these
// libraries. It uses Helm as a library, since building the command takes thrice as long.
//
//	usage: check DEPLOY
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
)

func main() { os.Exit(run()) }

func run() int {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: check DEPLOY")
		return 2
	}
	log.SetOutput(io.Discard) // Helm tells of each symbolic link that it follows
	found, seen, err := chartFaults(filepath.Join(os.Args[1], "helm", "trivium"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		return 2
	}
	services, wrong, err := composeFaults(context.Background(), os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		return 2
	}
	found = append(found, wrong...)
	for _, each := range found {
		fmt.Fprintln(os.Stderr, each)
	}
	if len(found) > 0 {
		return 1
	}
	fmt.Printf("%d objects in %d ways to set the chart up, %d services of compose, all well\n", seen.objects, seen.ways, services)
	return 0
}
