package draft

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"trivium/questions"
)

func painted(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		m.Set(x, x%height, color.NRGBA{R: 200, A: 255})
	}
	return m
}

// TestPictures come along encoded anew and no larger than a screen, with nothing hidden in them.
func TestPictures(t *testing.T) {
	t.Parallel()
	d := New("gift", "x")
	var asPNG, asJPEG bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, painted(3200, 100)), jpeg.Encode(&asJPEG, painted(40, 30), nil)); err != nil {
		t.Fatal(err)
	}
	secret := append(asPNG.Bytes(), []byte("where it was taken")...)
	m, err := d.Picture(secret, " A  line ")
	if err != nil || m.Type != "image" || m.Alt != "A line" || !strings.HasPrefix(m.Src, "media/") || !strings.HasSuffix(m.Src, ".png") {
		t.Fatalf("%+v, %v", m, err)
	}
	again, err := d.Picture(secret, "the same")
	if err != nil || again.Src != m.Src {
		t.Errorf("the same picture again is %s, %v; want %s", again.Src, err, m.Src)
	}
	photo, err := d.Picture(asJPEG.Bytes(), "")
	if err != nil || !strings.HasSuffix(photo.Src, ".jpg") {
		t.Errorf("%+v, %v", photo, err)
	}
	q := trueFalse("One")
	q.Media = []questions.Media{m, {Type: "image", Src: photo.Src, Alt: "x"}}
	d.Add(Place{}, q)
	kept := d.Result().Media
	if len(kept) != 2 || bytes.Contains(kept[m.Src], []byte("taken")) {
		t.Errorf("%d pictures are kept", len(kept))
	}
	if size, err := png.DecodeConfig(bytes.NewReader(kept[m.Src])); err != nil || size.Width != maxSide || size.Height != 50 {
		t.Errorf("it is %d x %d, %v", size.Width, size.Height, err)
	}
}

// TestALargePictureBecomesAPhoto: noise does not compress, and packs take 4 MiB.
func TestALargePictureBecomesAPhoto(t *testing.T) {
	t.Parallel()
	noise := image.NewNRGBA(image.Rect(0, 0, 1050, 1050)) // just over maxKept; the race detector makes compressing slow
	random := rand.New(rand.NewPCG(1, 2))                 //nolint:gosec // it must be the same each time
	for i := range noise.Pix {
		noise.Pix[i] = byte(random.Uint32())
	}
	var data bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&data, noise); err != nil {
		t.Fatal(err)
	}
	d := New("gift", "x")
	m, err := d.Picture(data.Bytes(), "noise")
	if err != nil || !strings.HasSuffix(m.Src, ".jpg") || len(d.media[m.Src]) > maxKept {
		t.Errorf("%d bytes became %s of %d bytes, %v", data.Len(), m.Src, len(d.media[m.Src]), err)
	}
}

// TestManyPictures: all pictures together are bounded.
func TestManyPictures(t *testing.T) {
	t.Parallel()
	d := New("gift", "x")
	d.pixels = allPixels - 100
	var data bytes.Buffer
	if err := png.Encode(&data, painted(200, 20)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Picture(data.Bytes(), "x"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one too many: %v", err)
	}
}

// enlarged makes a PNG file say that it has so many pixels a side.
func enlarged(file []byte, side uint32) []byte {
	file = bytes.Clone(file)
	binary.BigEndian.PutUint32(file[16:], side)
	binary.BigEndian.PutUint32(file[20:], side)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

// TestPicturesAreEnormousTogether: each is found broken, but only after room was made for it.
func TestPicturesAreEnormousTogether(t *testing.T) {
	t.Parallel()
	var small bytes.Buffer
	if err := png.Encode(&small, painted(2, 2)); err != nil {
		t.Fatal(err)
	}
	d, file := New("gift", "x"), enlarged(small.Bytes(), 5000)
	for i := range 9 { // of 25 million pixels each, all different
		_, err := d.Picture(append(file, byte(i)), "x")
		if want := i == 8; errors.Is(err, ErrTooLarge) != want || errors.Is(err, ErrPicture) == want {
			t.Errorf("picture %d: %v", i, err)
		}
	}
	if _, err := d.Picture(append(file, 8), "x"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("the last one again: %v", err)
	}
}

// TestHostilePictures: one that says it is enormous, and what is none.
func TestHostilePictures(t *testing.T) {
	t.Parallel()
	d := New("gift", "x")
	var small bytes.Buffer
	if err := png.Encode(&small, painted(2, 2)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Picture(enlarged(small.Bytes(), 60_000), ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("3.6 gigapixels: %v", err)
	}
	for _, data := range []string{"", "<svg/>", "GIF89a", "\x89PNG\r\n\x1a\n"} {
		if _, err := d.Picture([]byte(data), ""); !errors.Is(err, ErrPicture) {
			t.Errorf("%q: %v", data, err)
		}
	}
}
