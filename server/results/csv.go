package results

import (
	"encoding/csv"
	"fmt"
	"io"
)

// CSV writes one line an answer, then the table.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	for i, t := range []table{r.answersTable(), r.standings()} {
		if i > 0 {
			if err := out.Write(nil); err != nil {
				return fmt.Errorf("write the result: %w", err)
			}
		}
		if err := out.Write(t.header); err != nil {
			return fmt.Errorf("write the result: %w", err)
		}
		for _, line := range t.rows {
			if err := out.Write(line.texts()); err != nil {
				return fmt.Errorf("write the result: %w", err)
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
