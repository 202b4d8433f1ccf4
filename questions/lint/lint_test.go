package lint_test

import (
	"io/fs"
	"testing"

	"trivium/questions"
	"trivium/questions/lint"
	"trivium/questions/pack"
	"trivium/questions/packs"
)

func TestTheShippedPacksHaveNoErrors(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(packs.FS, "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("found the packs %v, error %v", files, err)
	}
	var all []*questions.Pack
	for _, file := range files {
		p, findings := pack.Load(packs.FS, file, pack.Options{SVG: true})
		if p == nil {
			t.Fatalf("%s is not taken: %v", file, findings)
		}
		all = append(all, p)
	}
	for _, finding := range lint.Check(all...) {
		if finding.Severity == questions.Error {
			t.Error(finding)
		} else {
			t.Log(finding)
		}
	}
}
