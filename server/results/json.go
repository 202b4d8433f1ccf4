package results

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// JSON writes the report for programs. A list without anything is an empty list.
func (r *Report) JSON(w io.Writer) error {
	if err := json.MarshalWrite(w, r, jsonv1.DefaultOptionsV1(), json.FormatNilSliceAsNull(false)); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
