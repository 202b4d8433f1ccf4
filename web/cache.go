package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
)

// Bundling takes a second or more, and a server that was killed has to be back at once: a finished build is kept in a folder
// and read at the next start. Its name says what it was made of and by what, so that a new version never finds an old build.

// makers are our files that say how the client is built.
//
//go:embed build.go bundle.go file.go cache.go
var makers embed.FS

const keptPattern = "client-*.gob"

// kept is a build as it lies in the file, behind its own checksum.
type kept struct {
	Files     map[string]keptFile
	Roles     map[Role]links
	Icon, App string
}

type keptFile struct {
	Kind, ETag    string
	Plain, Br, Gz []byte
}

// cached gives the build of a folder, or makes it and leaves it there. A folder that can not be used costs time, and no more.
func cached(source fs.FS, folder string) (*build, error) {
	key, err := keyOf(source)
	if err != nil {
		return nil, err
	}
	name := filepath.Join(folder, "client-"+key+".gob")
	if b, err := readBuild(name); err == nil {
		return b, nil
	}
	b, err := newBuild(source, false)
	if err != nil {
		return nil, err
	}
	_ = b.write(name) // the next start builds once more
	return b, nil
}

// keyOf is a hash of all that decides what a build looks like: the sources, our part of the builder, and its libraries.
func keyOf(source fs.FS) (string, error) {
	sum := sha256.New()
	for _, tree := range []fs.FS{makers, source} {
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(tree, name)
			_, _ = fmt.Fprintf(sum, "%q %d\n%s", name, len(data), data) // a hash takes everything
			return err
		})
		if err != nil {
			return "", fmt.Errorf("hash the sources: %w", err)
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		_, _ = io.WriteString(sum, info.GoVersion)
		for _, module := range info.Deps {
			if slices.Contains(libraries(), module.Path) {
				_, _ = io.WriteString(sum, module.Path+module.Version)
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}

// libraries are the modules that have a part in a build. What else a binary is made of does not matter: a server and the programs
// of its tests keep the same build.
func libraries() []string {
	return []string{"github.com/evanw/esbuild", "github.com/andybalholm/brotli"}
}

var errTorn = errors.New("the file is not whole")

func readBuild(name string) (*build, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if len(data) < sha256.Size {
		return nil, errTorn
	}
	sum := sha256.Sum256(data[sha256.Size:])
	if !bytes.Equal(sum[:], data[:sha256.Size]) {
		return nil, errTorn
	}
	var k kept
	if err := gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&k); err != nil {
		return nil, fmt.Errorf("%w: %w", errTorn, err)
	}
	b := &build{files: make(map[string]*file, len(k.Files)), roles: k.Roles, icon: k.Icon, app: k.App}
	for at, f := range k.Files {
		b.files[at] = &file{kind: f.Kind, etag: f.ETag, plain: f.Plain, br: f.Br, gz: f.Gz}
	}
	return b, nil
}

// write puts the build where it is looked for, whole or not at all, and takes those of other versions away.
func (b *build) write(name string) error {
	k := kept{Files: make(map[string]keptFile, len(b.files)), Roles: b.roles, Icon: b.icon, App: b.app}
	for at, f := range b.files {
		k.Files[at] = keptFile{Kind: f.kind, ETag: f.etag, Plain: f.plain, Br: f.br, Gz: f.gz}
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(k); err != nil {
		return err
	}
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(folder, "client-*.new")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }() // gone already if all went well
	sum := sha256.Sum256(data.Bytes())
	_, err = temporary.Write(append(sum[:], data.Bytes()...))
	if err = errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	others, err := filepath.Glob(filepath.Join(folder, keptPattern))
	for _, other := range others {
		err = errors.Join(err, os.Remove(other))
	}
	return errors.Join(err, os.Rename(temporary.Name(), name))
}
