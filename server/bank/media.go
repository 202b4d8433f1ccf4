package bank

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // pictures of these kinds can be read
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	_ "golang.org/x/image/webp"
	"golang.org/x/sync/singleflight"

	"trivium/questions"
)

// Bounds of a medium.
const (
	maxMedia  = 8 << 20 // bytes of a file
	maxPixels = 40_000_000
)

// Media is pictures and sounds by the hash of their contents: a name that does not tell what they show.
type Media struct {
	folder string // what games need is kept here
	shelf  Shelf  // and here, for other servers; nil for a server that is alone
	fetch  singleflight.Group

	mu      sync.Mutex
	files   map[string]held // of the packs that are in the bank; guarded by mu
	shelved map[string]bool // what this server has put on the shelf; guarded by mu
}

// held is a medium of a pack: its contents, or where they lie if they need no change before they are served.
type held struct {
	data []byte
	file string
}

// read gives the contents of a medium with that name, nil if the file is gone or another by now.
func (h held) read(name string) []byte {
	if h.file == "" {
		return h.data
	}
	data, err := os.ReadFile(h.file)
	if err != nil || contentName(data, path.Ext(name)) != name {
		return nil
	}
	return data
}

// source is where a pack's media come from.
type source struct {
	fs.FS
	root    string // of FS on the disk; empty if it is not there
	trusted bool   // as the program is
}

func newMedia(folder string) (*Media, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("make the media folder: %w", err)
	}
	return &Media{folder: folder, files: map[string]held{}, shelved: map[string]bool{}}, nil
}

// URLPrefix is where media are served.
const URLPrefix = "/media/"

// file is where a file of the source lies on the disk.
func (s source) file(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

// takeMedia reads the media of a pack, replaces each source by its URL, and gives them by their names, and how many bytes they had.
// Pictures that nobody here encoded are decoded and encoded again, so that nothing but a picture is ever served.
func takeMedia(from source, pack *questions.Pack) (map[string]held, int64, error) {
	media, size := map[string]held{}, int64(0)
	for i := range pack.Questions {
		for j := range pack.Questions[i].Media {
			medium := &pack.Questions[i].Media[j]
			if strings.HasPrefix(medium.Src, URLPrefix) {
				continue
			}
			name, one, bytes, err := from.take(medium)
			if err != nil {
				return nil, 0, fmt.Errorf("question %s, medium %s: %w", pack.Questions[i].ID, medium.Src, err)
			}
			media[name], medium.Src = one, URLPrefix+name
			size += bytes
		}
	}
	return media, size, nil
}

// take reads one medium.
func (s source) take(medium *questions.Media) (name string, _ held, size int64, err error) {
	file, err := s.Open(medium.Src)
	if err != nil {
		return "", held{}, 0, fmt.Errorf("the file is missing: %w", err)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxMedia+1))
	if err != nil {
		return "", held{}, 0, err
	}
	if len(data) > maxMedia {
		return "", held{}, 0, fmt.Errorf("a medium has at most %d MiB", maxMedia>>20)
	}
	size = int64(len(data))
	extension := strings.ToLower(path.Ext(medium.Src))
	cameAlong := strings.HasPrefix(medium.Src, importedMedia+"/")
	if medium.Type == "audio" || s.trusted || cameAlong {
		if _, known := types()[extension]; !known {
			return "", held{}, 0, fmt.Errorf("media of type %q are not taken", extension)
		}
	} else if data, extension, err = encodeAgain(data); err != nil {
		return "", held{}, 0, err
	}
	name = contentName(data, extension)
	if cameAlong && s.root != "" {
		return name, held{file: s.file(medium.Src)}, size, nil
	}
	return name, held{data: data}, size, nil
}

// hold has the media of these packs and no others, from now on.
func (m *Media) hold(packs []map[string]held) {
	files := map[string]held{}
	for _, media := range packs {
		maps.Copy(files, media)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files = files
}

// encodeAgain decodes a picture and writes it anew, as JPEG where it was one and as PNG otherwise.
func encodeAgain(data []byte) ([]byte, string, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("not a picture that can be read (PNG, JPEG, GIF or WebP): %w", err)
	}
	if config.Width*config.Height > maxPixels {
		return nil, "", errors.New("the picture has more than 40 million pixels; make it smaller")
	}
	picture, kind, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("the picture is broken: %w", err)
	}
	var out bytes.Buffer
	if kind == "jpeg" {
		err = jpeg.Encode(&out, picture, &jpeg.Options{Quality: 88})
		return out.Bytes(), ".jpg", err
	}
	err = png.Encode(&out, picture)
	return out.Bytes(), ".png", err
}

// keep writes the media of these questions into the data folder and onto the shelf.
func (m *Media) keep(ctx context.Context, qs []questions.Question) error {
	for i := range qs {
		for _, medium := range qs[i].Media {
			if err := m.keepOne(ctx, path.Base(medium.Src)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *Media) keepOne(ctx context.Context, name string) error {
	m.mu.Lock()
	one, shelved := m.files[name], m.shelved[name]
	m.mu.Unlock()
	data := one.read(name)
	if data == nil {
		return nil
	}
	file := filepath.Join(m.folder, name)
	if _, err := os.Stat(file); err != nil {
		if err := write(file, data); err != nil {
			return err
		}
	}
	if m.shelf == nil || shelved {
		return nil
	}
	if err := m.shelf.Put(ctx, name, data); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shelved[name] = true
	return nil
}

func types() map[string]string {
	return map[string]string{
		".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml", ".webp": "image/webp",
		".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".wav": "audio/wav",
	}
}

// get gives a medium by its name.
func (m *Media) get(ctx context.Context, name string) (data []byte, contentType string, ok bool) {
	if !regexp.MustCompile(`^[0-9a-f]{32}\.[a-z0-9]{3,4}$`).MatchString(name) {
		return nil, "", false
	}
	contentType, ok = types()[path.Ext(name)]
	if !ok {
		return nil, "", false
	}
	m.mu.Lock()
	one := m.files[name]
	m.mu.Unlock()
	if data = one.read(name); data != nil {
		return data, contentType, true
	}
	data, err := os.ReadFile(filepath.Join(m.folder, name))
	if err != nil && m.shelf != nil {
		data, err = m.fromShelf(ctx, name)
	}
	return data, contentType, err == nil
}

// fetchLimit is how long a medium from the shelf may take.
const fetchLimit = 5 * time.Second

// fromShelf takes a medium from another server's game and keeps it. A hall of phones asks for it at once; the shelf is asked
// once.
func (m *Media) fromShelf(ctx context.Context, name string) ([]byte, error) {
	data, err, _ := m.fetch.Do(name, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchLimit) // the first to ask may go away
		defer cancel()
		data, err := m.shelf.Get(ctx, name)
		if err != nil {
			return nil, err
		}
		if contentName(data, path.Ext(name)) != name {
			return nil, fmt.Errorf("the medium %s on the shelf is another", name)
		}
		_ = write(filepath.Join(m.folder, name), data) // what can not be kept is fetched again
		return data, nil
	})
	if err != nil {
		return nil, err
	}
	return data.([]byte), nil
}
