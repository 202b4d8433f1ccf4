package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"runtime/debug"
	"strings"
)

// build is one finished bundling: immutable once made.
type build struct {
	files map[string]*file // by path, such as /assets/player-ABC123.js
	roles map[Role]links
	icon  string // path of the icon
	app   string // path of the manifest
}

// links are the files that a page of a role loads.
type links struct{ Script, Style string }

func newBuild(source fs.FS, dev bool) (*build, error) {
	outputs, meta, err := bundle(source, dev)
	if err != nil {
		return nil, err
	}
	b := &build{files: make(map[string]*file), roles: make(map[Role]links)}
	for _, output := range outputs {
		b.add(path.Base(output.Path), output.Contents)
	}
	b.link(meta)
	if err := b.addStatic(source); err != nil {
		return nil, err
	}
	return b, b.compress(dev)
}

func (b *build) add(name string, data []byte) string {
	at := assetPrefix + name
	b.files[at] = newFile(name, data)
	return at
}

// link notes which script and style sheet belong to which role, as esbuild's meta file tells.
func (b *build) link(meta metafile) {
	entry := make(map[string]Role)
	for _, e := range entries() {
		entry[e.InputPath] = Role(e.OutputPath)
	}
	for name, output := range meta.Outputs {
		role, ok := entry[path.Clean(strings.TrimPrefix(output.EntryPoint, source+":"))]
		if !ok {
			continue
		}
		l := b.roles[role]
		if strings.HasSuffix(name, ".css") {
			l.Style = assetPrefix + path.Base(name)
		} else {
			l.Script = assetPrefix + path.Base(name)
		}
		if output.CSSBundle != "" {
			l.Style = assetPrefix + path.Base(output.CSSBundle)
		}
		b.roles[role] = l
	}
}

// addStatic adds the icon and the manifest, under hashed names like all the rest.
func (b *build) addStatic(source fs.FS) error {
	icon, err := fs.ReadFile(source, "static/icon.svg")
	if err != nil {
		return fmt.Errorf("read the icon: %w", err)
	}
	b.icon = b.add("icon-"+shortHash(icon)+".svg", icon)

	manifest, err := fs.ReadFile(source, "static/manifest.webmanifest")
	if err != nil {
		return fmt.Errorf("read the manifest: %w", err)
	}
	manifest = bytes.ReplaceAll(manifest, []byte("ICON"), []byte(b.icon))
	b.app = b.add("manifest-"+shortHash(manifest)+".webmanifest", manifest)
	return nil
}

// compress makes the brotli and gzip forms, once and one after the other: each takes 32 MB while it is made, and a small machine
// may have little more. In development nothing is compressed.
func (b *build) compress(dev bool) error {
	if dev {
		return nil
	}
	for _, f := range b.files {
		if err := f.compress(); err != nil {
			return err
		}
	}
	debug.FreeOSMemory() // the server itself needs a tenth of it
	return nil
}

func shortHash(data []byte) string {
	sum := sha256.Sum256(data)
	return strings.ToUpper(hex.EncodeToString(sum[:5]))
}
