package bankcmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trivium/questions/packs"
	"trivium/server/bankcmd"
)

const sound = `format: 1
id: sound
title: Sound
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - id: rings
    kind: single
    prompt: Which planet has the most rings?
    choices:
      - {text: Saturn, correct: true}
      - Jupiter
      - Venus
    summary: Saturn has the most.
`

func written(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// lint runs Lint and gives what it printed, with the exit status.
func lint(options bankcmd.LintOptions, asJSON bool) (printed string, status int) {
	var out bytes.Buffer
	options.Clock = func() time.Time { return time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC) }
	err := bankcmd.Lint(bankcmd.Output{Out: &out, Err: &out, JSON: asJSON}, options)
	return out.String(), bankcmd.Exit(err)
}

func TestLintSaysWhereAndWhat(t *testing.T) {
	t.Parallel()
	change := func(old, new string) string { return strings.Replace(sound, old, new, 1) }
	for what, test := range map[string]struct {
		name, text string
		strict     bool
		status     int
		finds      string // behind the file's name; empty is nothing
	}{
		"a sound pack":            {"sound.yaml", sound, true, 0, ""},
		"a warning":               {"sound.yaml", change("    summary: Saturn has the most.\n", ""), false, 0, ":8:5: warning: question rings: "},
		"a warning where strict":  {"sound.yaml", change("    summary: Saturn has the most.\n", ""), true, 1, "(no-summary)"},
		"an error of a field":     {"sound.yaml", change("- Jupiter", "- Jupiter &amp; Co"), false, 1, ":13:9: error: question rings: an HTML entity"},
		"what keeps it from play": {"sound.yaml", change("kind: single", "kind: singel"), false, 1, ":9:11: error: question rings: there is no kind"},
		"no format at all":        {"notes.txt", "dear diary", false, 1, ": error: the file is in none"},
	} {
		file := written(t, test.name, test.text)
		printed, status := lint(bankcmd.LintOptions{Files: []string{file}, Strict: test.strict}, false)
		if status != test.status || (test.finds == "") != (printed == "") || !strings.Contains(printed, test.finds) ||
			printed != "" && !strings.HasPrefix(printed, file+":") {
			t.Errorf("%s: status %d, printed:\n%s", what, status, printed)
		}
	}
	if _, status := lint(bankcmd.LintOptions{Files: []string{filepath.Join(t.TempDir(), "none.yaml"), written(t, "a.txt", "x")}}, false); status != 2 {
		t.Errorf("a file that is not there beside one that is wrong: status %d", status)
	}
}

func TestLintComparesFiles(t *testing.T) {
	t.Parallel()
	one, again := written(t, "sound.yaml", sound), written(t, "sound.yaml", sound)
	other := written(t, "other.yaml", strings.Replace(sound, "id: sound", "id: other", 1))
	printed, status := lint(bankcmd.LintOptions{Files: []string{one, again, other}}, true)
	var report struct {
		Files []struct {
			File, Format, Pack string
			Questions          int
		}
		Findings []struct {
			Severity, File, Code string
			Line                 int
		}
		Errors int
	}
	if err := json.Unmarshal([]byte(printed), &report); err != nil {
		t.Fatalf("%v in\n%s", err, printed)
	}
	if status != 1 || len(report.Files) != 3 || report.Files[2].Pack != "other" || report.Files[0].Questions != 1 || report.Errors != 2 {
		t.Fatalf("status %d, %+v", status, report)
	}
	if f := report.Findings[0]; f.Code != "pack-id" || f.File != again {
		t.Errorf("the first is %+v", f)
	}
	if f := report.Findings[1]; f.Code != "duplicate" || f.File != other || f.Line != 10 {
		t.Errorf("the second is %+v", f)
	}
}

// TestTheShippedPacksAreSound lints them as files.
func TestTheShippedPacksAreSound(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.CopyFS(folder, packs.FS); err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(os.DirFS(folder), "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for i := range files {
		files[i] = filepath.Join(folder, files[i])
	}
	if printed, status := lint(bankcmd.LintOptions{Files: files}, false); status != 0 {
		t.Errorf("status %d:\n%s", status, printed)
	}
}

func TestConvert(t *testing.T) {
	t.Parallel()
	in, out := written(t, "sound.yaml", sound), filepath.Join(t.TempDir(), "out.yaml")
	var told, aside bytes.Buffer
	o := bankcmd.Output{Out: &told, Err: &aside}
	if err := bankcmd.Convert(o, bankcmd.ConvertOptions{In: in, Out: out, To: "native"}); err != nil || told.Len() != 0 {
		t.Fatal(err, told.String())
	}
	if data, err := os.ReadFile(out); err != nil || !bytes.Contains(data, []byte("Saturn")) {
		t.Errorf("%v, %s", err, data)
	}
	if err := bankcmd.Convert(o, bankcmd.ConvertOptions{In: in, Out: "-", To: "native"}); err != nil || !strings.HasPrefix(told.String(), "format: 1") {
		t.Errorf("%v, %s", err, told.String())
	}
	told.Reset()
	broken := written(t, "sound.yaml", strings.Replace(sound, "kind: single", "kind: singel", 1))
	none := filepath.Join(t.TempDir(), "none")
	err := bankcmd.Convert(o, bankcmd.ConvertOptions{In: broken, Out: none, To: "native"})
	if _, there := os.Stat(none); bankcmd.Exit(err) != 1 || there == nil || !strings.Contains(told.String(), broken+":9:11: error") {
		t.Errorf("a broken file: %v, %s", err, told.String())
	}
	if err := bankcmd.Convert(o, bankcmd.ConvertOptions{In: in, Out: "-", To: "stone"}); !errors.Is(err, bankcmd.ErrUnreadable) {
		t.Errorf("a format that there is not: %v", err)
	}
}
