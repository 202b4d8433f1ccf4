package api

import (
	"fmt"

	"github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/labstack/echo/v4"
)

// encode writes an answer. A list without anything is an empty list, never null.
func encode(value any) ([]byte, error) {
	data, err := json.Marshal(value, jsonv1.DefaultOptionsV1(), json.FormatNilSliceAsNull(false), json.FormatNilMapAsNull(false))
	if err != nil {
		return nil, fmt.Errorf("encode the answer: %w", err)
	}
	return append(data, '\n'), nil
}

// serializer has Echo encode answers so. Bodies are read by decode.
type serializer struct{ echo.DefaultJSONSerializer }

// Serialize implements echo.JSONSerializer.
func (serializer) Serialize(c echo.Context, value any, _ string) error {
	data, err := encode(value)
	if err != nil {
		return err
	}
	_, err = c.Response().Write(data)
	return err
}
