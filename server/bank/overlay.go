package bank

import (
	"bytes"
	"io/fs"
	"time"
)

// overlay is a folder with one more file in it, which is not written yet.
type overlay struct {
	name string
	data []byte
	fs.FS
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	if name == o.name {
		return &memoryFile{Reader: bytes.NewReader(o.data), name: o.name, size: int64(len(o.data))}, nil
	}
	return o.FS.Open(name)
}

// memoryFile is a file that only exists here; it is its own description.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) Name() string               { return f.name }
func (f *memoryFile) Size() int64                { return f.size }
func (f *memoryFile) Mode() fs.FileMode          { return 0o400 }
func (f *memoryFile) ModTime() time.Time         { return time.Time{} }
func (f *memoryFile) IsDir() bool                { return false }
func (f *memoryFile) Sys() any                   { return nil }
