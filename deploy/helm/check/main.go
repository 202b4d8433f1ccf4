// Command check judges the Helm chart as `helm lint --strict` and `helm template` do, and decodes strictly what comes out: each field
// against the types of Kubernetes' API and of the Prometheus operator. It is a module of its own, lest the server's has these
// libraries. It uses Helm as a library, since building the command takes thrice as long.
//
//	usage: check CHART
package main

import (
	"fmt"
	"io"
	"log"
	"os"
)

func main() { os.Exit(run()) }

func run() int {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: check CHART")
		return 2
	}
	log.SetOutput(io.Discard) // Helm tells of each symbolic link that it follows
	found, seen, err := check(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		return 2
	}
	for _, each := range found {
		fmt.Fprintln(os.Stderr, each)
	}
	if len(found) > 0 {
		return 1
	}
	fmt.Printf("%d objects in %d ways to set the chart up, all well\n", seen.objects, seen.ways)
	return 0
}
