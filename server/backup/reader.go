package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Bounds of what is read, so that a file that was made to harm costs little.
const (
	partsMax = 2_000_000 // parts of a backup
	nameMax  = 400       // bytes of a part's name
	depthMax = 16        // folders above a file
	// A backup does not unpack to more than ratioMax times its size, and ratioFree bytes.
	ratioMax  = 400
	ratioFree = 64 << 20
)

// databasePart is the part with the database of a server that is alone; folderParts and redisParts begin the names of others.
const (
	databasePart = "trivium.db"
	folderParts  = "folder/"
	redisParts   = "redis/"
)

// checkName refuses a part that no backup has, and whatever would lead out of the folder.
func checkName(name string) error {
	bad := func(why string) error { return fmt.Errorf("%w: a part is called %.100q, %s", ErrBroken, name, why) }
	file, inFolder := strings.CutPrefix(name, folderParts)
	switch {
	case name == databasePart || name == manifestName || regexp.MustCompile(`^redis/[0-9]{6,9}$`).MatchString(name):
		return nil
	case !inFolder:
		return bad("which no backup has")
	case len(name) > nameMax || !utf8.ValidString(name) || strings.ContainsAny(file, "\\\x00:") || strings.ContainsFunc(file, isControl):
		return bad("which is no name for a file")
	case path.Clean(file) != file || !filepath.IsLocal(filepath.FromSlash(file)) || strings.Count(file, "/") > depthMax:
		return bad("which leads elsewhere")
	case kept(topOf(file)) || topOf(file) == databasePart:
		return bad("which is not restored")
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// topOf gives the first part of a path.
func topOf(file string) string {
	top, _, _ := strings.Cut(file, "/")
	return top
}

// counting counts what is read through it.
type counting struct {
	from io.Reader
	n    int64
}

// Read implements io.Reader.
func (c *counting) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

// bounded refuses to unpack far more than was packed.
type bounded struct {
	from   io.Reader
	packed *counting
	n      int64
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.n += int64(n)
	if b.n > ratioMax*b.packed.n+ratioFree {
		return n, fmt.Errorf("%w: it unpacks to far more than its size", ErrBroken)
	}
	return n, err
}

// each reads the parts of a backup in order, the manifest among them. What is left unread of a part is passed over.
func each(from io.Reader, take func(name string, size int64, content io.Reader) error) error {
	packed := &counting{from: from}
	zip, err := gzip.NewReader(bufio.NewReaderSize(packed, 1<<16))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	unpacked := &bounded{from: zip, packed: packed}
	reader := tar.NewReader(unpacked)
	for seen := map[string]bool{}; ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		if header.Typeflag != tar.TypeReg || header.Size < 0 {
			return fmt.Errorf("%w: its part %.100q is no file", ErrBroken, header.Name)
		}
		if err := checkName(header.Name); err != nil {
			return err
		}
		if seen[header.Name] || len(seen) >= partsMax {
			return fmt.Errorf("%w: its part %.100q is there twice, or there are too many", ErrBroken, header.Name)
		}
		seen[header.Name] = true
		if err := take(header.Name, header.Size, reader); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, unpacked); err != nil { // to the end, where gzip has its own sum
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return nil
}

// Check reads a whole backup and holds every part against its sum. It gives the manifest. A newer backup than this program
// knows is ErrNewer, and whatever else is wrong with it ErrBroken.
func Check(from io.Reader, schema int) (Manifest, error) {
	var manifest []byte
	var found []Part
	err := each(from, func(name string, size int64, content io.Reader) error {
		if manifest != nil {
			return fmt.Errorf("%w: its manifest is not the last part", ErrBroken)
		}
		if name == manifestName {
			if size > manifestMax {
				return fmt.Errorf("%w: its manifest is too large", ErrBroken)
			}
			var text bytes.Buffer
			if _, err := io.Copy(&text, content); err != nil {
				return fmt.Errorf("%w: %w", ErrBroken, err)
			}
			manifest = text.Bytes()
			return nil
		}
		hash := sha256.New()
		if _, err := io.Copy(hash, content); err != nil {
			return fmt.Errorf("%w: its part %s ends early: %w", ErrBroken, name, err)
		}
		found = append(found, Part{Name: name, Size: size, Sum: hex.EncodeToString(hash.Sum(nil))})
		return nil
	})
	if err != nil {
		return Manifest{}, err
	}
	if manifest == nil {
		return Manifest{}, fmt.Errorf("%w: it has no manifest at its end", ErrBroken)
	}
	m, err := decodeManifest(manifest, schema)
	if err != nil {
		return m, err
	}
	return m, m.compare(found)
}

// compare holds what was found against the manifest.
func (m *Manifest) compare(found []Part) error {
	if len(found) != len(m.Parts) {
		return fmt.Errorf("%w: it has %d parts and should have %d", ErrBroken, len(found), len(m.Parts))
	}
	hasDatabase := false
	for i, part := range found {
		if part != m.Parts[i] {
			return fmt.Errorf("%w: its part %s is not as it was when the backup was made", ErrBroken, part.Name)
		}
		hasDatabase = hasDatabase || part.Name == databasePart
		if strings.HasPrefix(part.Name, redisParts) && m.Body != Redis {
			return fmt.Errorf("%w: it has parts of Redis and is of another body", ErrBroken)
		}
	}
	if hasDatabase != (m.Body == SQLite) {
		return fmt.Errorf("%w: it has no database, or one too many", ErrBroken)
	}
	return nil
}

// summed gives a part's content and, at its end, an error if it is not what the manifest says: a backup may change between two
// readings.
func (m *Manifest) summed(i int, content io.Reader) io.Reader {
	return &sums{content: content, hash: sha256.New(), want: m.Parts[i].Sum}
}
