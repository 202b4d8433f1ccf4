package pack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"trivium/questions"
)

// The largest media, in bytes.
const (
	MaxImage = 4 << 20
	MaxAudio = 8 << 20
)

// Options of loading a pack with its media.
type Options struct {
	// SVG takes pictures in SVG, which can carry scripts: only for packs that are as trusted as the program.
	SVG bool
}

// Load reads the pack file of that name and looks for its media, which lie in the folder media beside it. A medium's Src is
// then its path in fsys. The pack is nil if any finding is an error; a file that cannot be read is one.
func Load(fsys fs.FS, name string, options Options) (*questions.Pack, []questions.Finding) {
	data, err := readBounded(fsys, name, MaxFile)
	if err != nil {
		return nil, []questions.Finding{{Severity: questions.Error, File: name, Code: "file", Words: err.Error()}}
	}
	pack, findings := Parse(name, data)
	if pack == nil {
		return nil, findings
	}
	r := &report{file: name, findings: findings}
	for i := range pack.Questions {
		q := &pack.Questions[i]
		_, r.question, _ = strings.Cut(q.ID, "/")
		for j := range q.Media {
			medium := &q.Media[j]
			medium.Src = path.Join(path.Dir(name), medium.Src)
			if err := checkMedium(fsys, *medium, options); err != nil {
				r.fail(nil, "media", "%v", err)
			}
		}
	}
	return r.result(pack)
}

// readBounded reads a file that has at most so many bytes.
func readBounded(fsys fs.FS, name string, most int64) (_ []byte, err error) {
	file, err := fsys.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s", name)
		}
		return nil, fmt.Errorf("open the file: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("%s has more than %d MiB", name, most>>20)
	}
	return data, nil
}

// checkMedium looks whether a medium is there, and is what its name and its type say.
func checkMedium(fsys fs.FS, medium questions.Media, options Options) error {
	most, err := largest(medium, options)
	if err != nil {
		return err
	}
	data, err := readBounded(fsys, medium.Src, most)
	if err != nil {
		return err
	}
	return CheckContents(medium, data, options)
}

// CheckContents tells what is wrong with the contents of a medium: they must be what its name and its type say, and not too much.
func CheckContents(medium questions.Media, data []byte, options Options) error {
	most, err := largest(medium, options)
	if err != nil {
		return err
	}
	extension := strings.ToLower(path.Ext(medium.Src))
	switch {
	case int64(len(data)) > most:
		return fmt.Errorf("%s has more than %d MiB", medium.Src, most>>20)
	case !begins(extension, data):
		return fmt.Errorf("%s: the contents are not %s; save it again in that format", medium.Src, strings.TrimPrefix(extension, "."))
	}
	return nil
}

// largest is how many bytes a medium may have, if its name is that of its type.
func largest(medium questions.Media, options Options) (int64, error) {
	extension := strings.ToLower(path.Ext(medium.Src))
	kind, known := mediaTypes(options)[extension]
	switch {
	case !known && extension == ".svg":
		return 0, fmt.Errorf("%s: SVG is not taken here; save the picture as PNG or WebP", medium.Src)
	case !known:
		return 0, fmt.Errorf("%s: the name must end in .png, .jpg, .webp, .gif, .mp3, .ogg or .wav", medium.Src)
	case kind != medium.Type:
		return 0, fmt.Errorf("%s: the type is %s, but the name is that of %s", medium.Src, medium.Type, kind)
	case kind == "audio":
		return MaxAudio, nil
	}
	return MaxImage, nil
}

// mediaTypes are the media's types by the ending of their names.
func mediaTypes(options Options) map[string]string {
	types := map[string]string{
		".png": "image", ".jpg": "image", ".jpeg": "image", ".webp": "image", ".gif": "image",
		".mp3": "audio", ".ogg": "audio", ".wav": "audio",
	}
	if options.SVG {
		types[".svg"] = "image"
	}
	return types
}

// begins tells whether data begins as a file of that kind does (the signatures of the WHATWG MIME Sniffing Standard, 6).
func begins(extension string, data []byte) bool {
	riff := func(form string) bool {
		return len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == form
	}
	switch extension {
	case ".png":
		return bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n"))
	case ".jpg", ".jpeg":
		return bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
	case ".gif":
		return bytes.HasPrefix(data, []byte("GIF87a")) || bytes.HasPrefix(data, []byte("GIF89a"))
	case ".webp":
		return riff("WEBP")
	case ".wav":
		return riff("WAVE")
	case ".ogg":
		return bytes.HasPrefix(data, []byte("OggS\x00"))
	case ".mp3":
		return bytes.HasPrefix(data, []byte("ID3")) || len(data) > 1 && data[0] == 0xff && data[1]&0xe0 == 0xe0
	case ".svg":
		return bytes.Contains(data[:min(len(data), 1024)], []byte("<svg"))
	}
	return false
}
