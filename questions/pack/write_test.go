package pack_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/questions/pack/packtest"
)

func TestWhatIsWrittenIsReadAgainForAllShippedPacks(t *testing.T) {
	t.Parallel()
	shipped, err := filepath.Glob("../packs/*.yaml")
	if err != nil || len(shipped) == 0 {
		t.Fatalf("found the packs %v, error %v", shipped, err)
	}
	for _, file := range append(shipped, "testdata/taken/kinds.yaml") {
		want, findings := pack.ParseYAML(filepath.Base(file), read(t, file))
		if want == nil {
			t.Fatal(findings)
		}
		same(t, want)
	}
}

// same fails unless a pack is read as it was written, without a word.
func same(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, want *questions.Pack,
) {
	t.Helper()
	text := pack.Write(want)
	got, findings := pack.ParseYAML(want.ID+".yaml", text)
	if len(findings) > 0 {
		t.Fatalf("%v\n%s", findings, text)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("another pack is read (-want +got):\n%s\n%s", diff, text)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { same(t, packtest.Packs().Draw(t, "pack")) })
}

func TestWhatIsWrittenReadsWell(t *testing.T) {
	t.Parallel()
	p, findings := pack.ParseYAML("kinds.yaml", read(t, "testdata/taken/kinds.yaml"))
	if p == nil {
		t.Fatal(findings)
	}
	p.Questions[0].Details = "Long.\n\n- one\n- two"
	compare(t, "testdata/written.yaml", string(pack.Write(p)))
}

func TestARoundThatOnlyAQuestionNamesIsWritten(t *testing.T) {
	t.Parallel()
	p, findings := pack.ParseYAML("kinds.yaml", read(t, "testdata/taken/kinds.yaml"))
	if p == nil {
		t.Fatal(findings)
	}
	p.Questions[1].Round, p.Rounds[0].ID = "Elsewhere", "round-3"
	got, findings := pack.ParseYAML("kinds.yaml", pack.Write(p))
	if got == nil || got.Questions[1].Round != "Elsewhere" || len(got.Rounds) != 3 {
		t.Errorf("got %v, %v", got, findings)
	}
}
