// Command fake is a server that does only what the harness counts on: it says where it listens, and counts its starts.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() { os.Exit(run(os.Args[1], os.Args[2])) }

func run(addr, data string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := os.MkdirAll(data, 0o700); err != nil {
		fmt.Println(err)
		return 1
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	starts := filepath.Join(data, "starts")
	before, _ := os.ReadFile(starts)
	_ = os.WriteFile(starts, append(before, 'x'), 0o600)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, "%d", len(before)+1)
	})}
	go func() { _ = server.Serve(listener) }()
	info, _ := json.Marshal(map[string]any{"addr": listener.Addr().String(), "pid": os.Getpid()})
	_ = os.WriteFile(filepath.Join(data, "server.json"), info, 0o600)
	fmt.Println("ready")
	<-ctx.Done()
	_ = server.Close()
	return 3
}
