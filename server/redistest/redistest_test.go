package redistest_test

import (
	"testing"

	"trivium/server/redistest"
)

func TestKillAndStartAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	if err := client.Set(t.Context(), "key", "value", 0).Err(); err != nil {
		t.Fatal(err)
	}
	server.Kill()
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Fatal("a killed server answers")
	}
	server.Start()
	if got, err := client.Get(t.Context(), "key").Result(); got != "value" || err != nil {
		t.Fatalf("after a kill: %q, %v", got, err)
	}
}
