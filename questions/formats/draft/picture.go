package draft

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // read
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // read

	"trivium/questions"
)

// The bounds of a picture.
const (
	MaxPicture = 16 << 20 // bytes as it comes in
	maxPixels  = 25_000_000
	allPixels  = 200_000_000 // of all pictures of an import together, as counted by affords: decoding them takes time
	paidPixels = 4           // each byte of a picture pays for so many of its pixels
	maxSide    = 1600        // pixels as it is kept: enough for a projector
	maxKept    = 4 << 20     // bytes as it is kept, as packs take it
)

// ErrPicture is Picture's error for what is no picture that can be read.
var ErrPicture = errors.New("the picture cannot be read; save it as PNG, JPEG, GIF or WebP")

// keptPicture is what became of a picture that came in.
type keptPicture struct {
	src string
	err error
}

// Picture takes a picture along and returns what a question's Media needs. It is encoded anew, smaller where it is larger than
// any screen shows, so that nothing of the file but what is seen comes along: no place where it was taken, nothing hidden.
// ErrPicture, ErrTooLarge.
func (d *Draft) Picture(data []byte, alt string) (questions.Media, error) {
	sum := sha256.Sum256(data)
	k, known := d.kept[sum]
	if !known {
		k.src, k.err = d.keep(data)
		d.kept[sum] = k
	}
	if k.err != nil {
		return questions.Media{}, k.err
	}
	return questions.Media{Type: "image", Src: k.src, Alt: shorten(clean(alt), questions.MaxTitle)}, nil
}

// keep encodes a picture that has not been met and returns its Src.
func (d *Draft) keep(data []byte) (string, error) {
	if len(d.media) >= MaxMedia {
		return "", fmt.Errorf("%w: a pack has at most %d pictures", ErrTooLarge, MaxMedia)
	}
	if err := d.affords(data); err != nil {
		return "", err
	}
	content, ending, err := encodeAnew(data)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	src := "media/" + hex.EncodeToString(sum[:12]) + ending
	d.media[src] = content
	return src, nil
}

// Content is the contents of a medium that was taken, by the Src that it got.
func (d *Draft) Content(src string) []byte { return d.media[src] }

// affords says whether a picture can be decoded without much cost, by what its head says, and counts it.
func (d *Draft) affords(data []byte) error {
	if len(data) > MaxPicture {
		return fmt.Errorf("%w: the picture has more than %d MiB", ErrTooLarge, MaxPicture>>20)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPicture, err)
	}
	most := maxPixels
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model: // each pixel takes twice the memory
		most /= 2
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > most/config.Height {
		return fmt.Errorf("%w: the picture has %d x %d pixels", ErrTooLarge, config.Width, config.Height)
	}
	// A photo has a byte for a few pixels and costs nothing, so that eighty of a good camera come along. What is enormous in a
	// few bytes is none.
	if d.pixels += max(0, config.Width*config.Height-paidPixels*len(data)); d.pixels > allPixels {
		return fmt.Errorf("%w: the pictures up to here are too large together; %d pixels a side are enough for any screen", ErrTooLarge, maxSide)
	}
	return nil
}

// encodeAnew decodes a picture and encodes what is seen of it: as JPEG what came as JPEG or would be large, else as PNG.
func encodeAnew(data []byte) ([]byte, string, error) {
	picture, format, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrPicture, err)
	}
	picture = fitted(picture)
	var out bytes.Buffer
	if format != "jpeg" {
		err = png.Encode(&out, picture)
		if err != nil || out.Len() <= maxKept {
			return out.Bytes(), ".png", err
		}
		out.Reset()
		picture = onWhite(picture) // JPEG knows no transparency
	}
	err = jpeg.Encode(&out, picture, &jpeg.Options{Quality: 85})
	return out.Bytes(), ".jpg", err
}

// onWhite lays a picture on white paper.
func onWhite(picture image.Image) image.Image {
	paper := image.NewRGBA(picture.Bounds())
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), picture, picture.Bounds().Min, draw.Over)
	return paper
}

// fitted scales a picture down until its longer side fits.
func fitted(picture image.Image) image.Image {
	size := picture.Bounds().Size()
	long := max(size.X, size.Y)
	if long <= maxSide {
		return picture
	}
	small := image.NewNRGBA(image.Rect(0, 0, max(1, size.X*maxSide/long), max(1, size.Y*maxSide/long)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), picture, picture.Bounds(), draw.Src, nil)
	return small
}
