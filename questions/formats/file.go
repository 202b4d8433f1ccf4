package formats

import (
	"errors"
	"fmt"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// ErrWrite says that a pack cannot be written in a format.
var ErrWrite = errors.New("the pack cannot be written in this format")

// File makes a file of a pack, with the name that it should have, and says what the format cannot hold. ErrWrite.
func (f Format) File(p *questions.Pack, media Media) (name string, data []byte, findings []questions.Finding, err error) {
	if f.Write == nil {
		return "", nil, nil, fmt.Errorf("%w: %s is only read", ErrWrite, f.Name)
	}
	data, findings, err = f.Write(p, media)
	if err != nil {
		return "", nil, findings, fmt.Errorf("%w: %s: %w", ErrWrite, f.Name, err)
	}
	ends := f.Ends
	if draft.IsArchive(data) && strings.HasSuffix(ends, ".yaml") { // a pack with media, or one that needs several files
		ends = ".zip"
	}
	return p.ID + ends, data, findings, nil
}
