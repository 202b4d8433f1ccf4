package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bankStatus runs a command about the bank and demands its exit status.
func bankStatus(t *testing.T, want int, args ...string) (printed string) {
	t.Helper()
	status, printed := runToEnd(t, binary(t, quick), append([]string{"bank"}, args...)...)
	if status != want {
		t.Fatalf("trivium bank %v: status %d, want %d, printed:\n%s", args, status, want, printed)
	}
	return printed
}

// TestTheBankCommands takes packs into a data folder and out of it, while no server uses it, and then over the server that does.
func TestTheBankCommands(t *testing.T) {
	data, files := filepath.Join(t.TempDir(), "data"), t.TempDir()
	kills, err := os.ReadFile("testdata/kills.yaml")
	check(t, err)
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(files, name)
		check(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	first := write("first.yaml", strings.Replace(string(kills), "id: kills", "id: first", 1))
	second := write("second.yaml", strings.Replace(string(kills), "id: kills", "id: second", 1))
	broken := write("broken.yaml", strings.Replace(string(kills), "id: kills", "id: broken\nshoe: 44", 1))

	says(t, bankStatus(t, 2, "import", "--data", data, first), "no data folder")
	check(t, os.MkdirAll(data, 0o750))
	says(t, bankStatus(t, 0, "import", "--data", data, first), "taken as first")
	says(t, bankStatus(t, 1, "import", "--data", data, broken), "broken.yaml:", "unknown-key")
	says(t, bankStatus(t, 0, "list", "--data", data), "first", "general", "shipped")
	says(t, bankStatus(t, 2, "export", "--data", data, "--to", "native", "nothing"), "no pack")

	server := instance(t, data)
	says(t, bankStatus(t, 0, "import", "--data", data, second), "taken as second")
	says(t, bankStatus(t, 1, "import", "--data", data, broken), "broken.yaml:", "unknown-key")
	says(t, bankStatus(t, 2, "list", "--url", "http://"+server.Addr, "--token", "nonsense"), "the server says")
	var list struct {
		Packs []struct{ ID, Source string }
	}
	check(t, json.Unmarshal([]byte(bankStatus(t, 0, "list", "--data", data, "--json")), &list))
	yours := map[string]bool{}
	for _, p := range list.Packs {
		yours[p.ID] = p.Source == "yours"
	}
	if !yours["first"] || !yours["second"] || yours["general"] {
		t.Errorf("the list is %v", yours)
	}
	out := filepath.Join(t.TempDir(), "second.yaml") // a pack is called like its file
	bankStatus(t, 0, "export", "--data", data, "--to", "native", "-o", out, "second")
	says(t, bankStatus(t, 2, "export", "--data", data, "--to", "stone", "second"), "no format")
	says(t, bankStatus(t, 2, "show", "--data", data, "nothing"), "no such pack")
	says(t, bankStatus(t, 0, "show", "--data", data, "second"), "second: ", "QUESTION")
	if printed := bankStatus(t, 0, "lint", out); strings.Contains(printed, "error:") {
		t.Errorf("what was exported is not sound:\n%s", printed)
	}
	if status := server.Stop(); status != 0 {
		t.Errorf("stopped with status %d", status)
	}
	says(t, bankStatus(t, 0, "show", "--data", data, "second", "--json"), `"id": "second"`)
}
