package packs_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/questions/packs"
)

func TestEveryShippedPackIsWithoutFault(t *testing.T) {
	t.Parallel()
	for id, p := range load(t) {
		if len(p.Questions) == 0 {
			t.Errorf("%s has no questions", id)
		}
	}
}

func TestEveryMediumIsUsed(t *testing.T) {
	t.Parallel()
	unused := map[string]bool{}
	err := fs.WalkDir(packs.FS, "media", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			unused[path] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range load(t) {
		for _, q := range p.Questions {
			for _, medium := range q.Media {
				delete(unused, medium.Src)
			}
		}
	}
	if len(unused) > 0 {
		t.Errorf("no pack uses %v; take them out or name them", slices.Sorted(maps.Keys(unused)))
	}
}

func TestTheOrderNamesEveryPackOnce(t *testing.T) {
	order, err := fs.ReadFile(packs.FS, "order.txt")
	if err != nil {
		t.Fatal(err)
	}
	named := slices.Sorted(slices.Values(strings.Fields(string(order))))
	if all := slices.Sorted(maps.Keys(load(t))); !slices.Equal(named, all) {
		t.Errorf("order.txt has %v, the packs are %v", named, all)
	}
}

// load loads all shipped packs; a warning of the loader is a fault too, as it says that a name is wrong.
func load(t *testing.T) map[string]*questions.Pack {
	t.Helper()
	files, err := fs.Glob(packs.FS, "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("found the packs %v, error %v", files, err)
	}
	loaded := map[string]*questions.Pack{}
	for _, file := range files {
		p, findings := pack.Load(packs.FS, file, pack.Options{SVG: true})
		for _, finding := range findings {
			t.Error(finding)
		}
		if p == nil {
			t.Fatalf("%s is not taken", file)
		}
		if loaded[p.ID] != nil {
			t.Errorf("two packs are called %s", p.ID)
		}
		loaded[p.ID] = p
	}
	return loaded
}
