package archive

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"trivium/server/store"
)

// partsCollection holds the parts of blobs: BLOB/0, BLOB/1, ...
const partsCollection = "archive.parts"

// partSize is how much of a blob one document takes, well below the store's limit.
const partSize = 4 << 20

// blob is bytes that are kept in parts. It is written once and never changed.
type blob struct {
	ID    string `json:"id"`
	Parts int    `json:"parts"`
	Size  int    `json:"size"`
}

// newBlob names a blob for these bytes.
func newBlob(data []byte) blob {
	return blob{ID: rand.Text(), Parts: max(1, (len(data)+partSize-1)/partSize), Size: len(data)}
}

func (b blob) part(i int) string { return b.ID + "/" + strconv.Itoa(i) }

// write stores a blob. Until a head names it, nobody sees it.
func (a *Archive) write(ctx context.Context, b blob, data []byte) error {
	i := 0
	for part := range slices.Chunk(data, partSize) {
		_, err := a.Store.Put(ctx, partsCollection, store.Document{ID: b.part(i), Data: part})
		if err != nil && !errors.Is(err, store.ErrConflict) { // it is there: an earlier try whose answer was lost
			return fmt.Errorf("keep a part of a game: %w", err)
		}
		i++
	}
	return nil
}

// fetch reads a blob.
func (a *Archive) fetch(ctx context.Context, b blob) ([]byte, error) {
	data := make([]byte, 0, b.Size)
	for i := range b.Parts {
		d, err := a.Store.Get(ctx, partsCollection, b.part(i))
		if err != nil {
			return nil, fmt.Errorf("read a part of a game: %w", err)
		}
		data = append(data, d.Data...)
	}
	if len(data) != b.Size {
		return nil, fmt.Errorf("a part of a game has %d bytes and should have %d", len(data), b.Size)
	}
	return data, nil
}

// stage announces blobs in the head, so that they are cleared away if they never count, and writes them.
func (a *Archive) stage(ctx context.Context, id string, datas ...[]byte) ([]blob, error) {
	blobs := make([]blob, len(datas))
	for i, data := range datas {
		blobs[i] = newBlob(data)
	}
	_, err := a.change(ctx, id, func(h *head) error {
		for _, b := range blobs {
			h.Pending = append(h.Pending, pending{Blob: b, At: a.now()})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, b := range blobs {
		if err := a.write(ctx, b, datas[i]); err != nil {
			return nil, err
		}
	}
	return blobs, nil
}

// settle takes blobs out of those that are pending; false if one of them was cleared away meanwhile.
func (h *head) settle(blobs ...blob) bool {
	there := 0
	h.Pending = slices.DeleteFunc(h.Pending, func(p pending) bool {
		found := slices.Contains(blobs, p.Blob)
		if found {
			there++
		}
		return found
	})
	return there == len(blobs)
}

// replace gives a new blob its place and the old one to be dropped.
func (h *head) replace(place **blob, with *blob) {
	if *place != nil {
		h.Drop = append(h.Drop, **place)
	}
	*place = with
}

// tidy drops a game's rubbish, and what was pending for too long.
func (a *Archive) tidy(ctx context.Context, id string) error {
	h, err := a.change(ctx, id, func(h *head) error {
		before := len(h.Pending)
		h.Pending = slices.DeleteFunc(h.Pending, func(p pending) bool {
			old := a.now().Sub(p.At) > pendingFor
			if old {
				h.Drop = append(h.Drop, p.Blob)
			}
			return old
		})
		if len(h.Pending) == before {
			return errSame
		}
		return nil
	})
	if err != nil || len(h.Drop) == 0 {
		return err
	}
	dropped := h.Drop
	for _, b := range dropped {
		for i := range b.Parts {
			if err := a.Store.Delete(ctx, partsCollection, b.part(i)); err != nil {
				return fmt.Errorf("delete a part of a game: %w", err)
			}
		}
	}
	_, err = a.change(ctx, id, func(h *head) error {
		h.Drop = slices.DeleteFunc(h.Drop, func(b blob) bool { return slices.Contains(dropped, b) })
		return nil
	})
	return err
}
