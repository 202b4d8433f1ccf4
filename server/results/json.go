package results

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// JSON writes the report for programs. A list without anything is an empty list.
func (r *Report) JSON(w io.Writer) error {
	data, err := json.Marshal(r, jsonv1.DefaultOptionsV1(), json.FormatNilSliceAsNull(false))
	if err == nil {
		_, err = w.Write(append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
