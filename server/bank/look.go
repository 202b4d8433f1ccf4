package bank

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"trivium/questions"
)

// known is what a file of the packs folder was when it was last read.
type known struct {
	stamp    string // its size and time
	pack     *questions.Pack
	findings []Finding
	media    map[string]held
	size     int64
}

// look reads what has changed in the packs folder and on the shelf.
func (b *Bank) look() {
	b.mu.Lock()
	defer b.mu.Unlock()
	files, seen := b.list()
	if seen == b.seen {
		return
	}
	b.seen, b.yours, b.problems = seen, map[string]Entry{}, nil
	for _, t := range b.shared {
		b.offer(t.pack, Entry{Source: Yours, File: t.File, Findings: t.findings, Size: t.size, shelved: true, media: t.media})
	}
	read := make(map[string]known, len(files))
	for _, file := range slices.Sorted(maps.Keys(files)) {
		k, before := b.known[file]
		if !before || k.stamp != files[file] || k.pack == nil { // what was missing may have come
			k = b.readFile(file, files[file])
		}
		read[file] = k
		b.offer(k.pack, Entry{Source: Yours, File: file, Findings: k.findings, Size: k.size, media: k.media})
	}
	b.known = read
	b.media.hold(b.allMedia())
}

// readFile reads a pack of the folder. The caller holds mu.
func (b *Bank) readFile(file, stamp string) known {
	folder := source{FS: os.DirFS(b.folder), root: b.folder}
	k := known{stamp: stamp}
	if k.pack, k.findings = b.load(folder, file); k.pack == nil {
		return k
	}
	var err error
	if k.media, k.size, err = takeMedia(folder, k.pack); err != nil {
		k.pack, k.findings = nil, append(k.findings, Finding{Severity: "error", Code: "media", Words: err.Error()})
		return k
	}
	if info, err := os.Stat(folder.file(file)); err == nil {
		k.size += info.Size()
	}
	return k
}

// allMedia are those of all packs. The caller holds mu.
func (b *Bank) allMedia() []map[string]held {
	var all []map[string]held
	for _, entries := range []map[string]Entry{b.shipped, b.yours} {
		for _, e := range entries {
			all = append(all, e.media)
		}
	}
	return all
}

// offer takes a pack of yours into the bank, or notes why not. The caller holds mu.
func (b *Bank) offer(pack *questions.Pack, e Entry) {
	if pack == nil {
		b.problems = append(b.problems, Problem{File: e.File, Findings: e.Findings})
		return
	}
	if other, twice := b.yours[pack.ID]; twice {
		b.problems = append(b.problems, Problem{File: e.File, Findings: []Finding{{
			Severity: "error", Code: "twice", Words: fmt.Sprintf("the pack %q is already in %s; give one of them another id", pack.ID, other.File),
		}}})
		return
	}
	e.Pack = pack
	b.yours[pack.ID] = e
}

// list gives the pack files with their size and time, and a text that changes when one of them does.
func (b *Bank) list() (files map[string]string, seen string) {
	var all strings.Builder
	entries, err := os.ReadDir(b.folder)
	if err != nil {
		return nil, err.Error()
	}
	files = map[string]string{}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || e.IsDir() || !packFile(e.Name()) {
			continue
		}
		files[e.Name()] = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		fmt.Fprintln(&all, e.Name(), files[e.Name()])
	}
	return files, "looked\n" + all.String()
}
