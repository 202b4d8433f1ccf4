package results

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes the report for programs.
func (r *Report) JSON(w io.Writer) error {
	if err := json.NewEncoder(w).Encode(r); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
