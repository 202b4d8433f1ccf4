package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// writer writes the parts of a backup.
type writer struct {
	zip   *gzip.Writer
	tar   *tar.Writer
	at    time.Time
	parts []Part
}

func newWriter(to io.Writer, at time.Time) *writer {
	zip, _ := gzip.NewWriterLevel(to, gzip.BestSpeed) // a level that there is; games play on beside us
	return &writer{zip: zip, tar: tar.NewWriter(zip), at: at}
}

// add writes a part, of exactly so many bytes.
func (w *writer) add(name string, size int64, content io.Reader) error {
	sum, err := w.put(name, size, content)
	if err != nil {
		return fmt.Errorf("write %s to the backup: %w", name, err)
	}
	w.parts = append(w.parts, Part{Name: name, Size: size, Sum: sum})
	return nil
}

func (w *writer) put(name string, size int64, content io.Reader) (sum string, err error) {
	header := tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: w.at, Format: tar.FormatPAX}
	if err := w.tar.WriteHeader(&header); err != nil {
		return "", err
	}
	hash := sha256.New()
	written, err := io.Copy(io.MultiWriter(w.tar, hash), io.LimitReader(content, size))
	if err == nil && written < size {
		err = errors.New("it became shorter while it was read")
	}
	return hex.EncodeToString(hash.Sum(nil)), err
}

// finish writes the manifest and ends the backup.
func (w *writer) finish(m *Manifest) error {
	m.Parts = w.parts
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := w.put(manifestName, int64(len(data)), bytes.NewReader(data)); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	if err := errors.Join(w.tar.Close(), w.zip.Close()); err != nil {
		return fmt.Errorf("write the end of the backup: %w", err)
	}
	return nil
}
