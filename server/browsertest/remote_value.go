package browsertest

import "encoding/json"

// remoteValue is how BiDi writes a value of the page: a type, and for most types a value.
type remoteValue struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// plain turns the value into what JSON would make of it; what JSON has no word for is null.
func (v remoteValue) plain() (any, error) {
	switch v.Type {
	case "string", "number", "boolean":
		return v.Value, nil
	case "array":
		var items []remoteValue
		if err := json.Unmarshal(v.Value, &items); err != nil {
			return nil, err
		}
		made := make([]any, len(items))
		for i, item := range items {
			var err error
			if made[i], err = item.plain(); err != nil {
				return nil, err
			}
		}
		return made, nil
	case "object":
		return v.plainObject()
	default:
		return nil, nil
	}
}

// plainObject turns a list of pairs into an object.
func (v remoteValue) plainObject() (any, error) {
	var pairs [][2]json.RawMessage
	if err := json.Unmarshal(v.Value, &pairs); err != nil {
		return nil, err
	}
	made := make(object, len(pairs))
	for _, pair := range pairs {
		var key string
		var value remoteValue
		if json.Unmarshal(pair[0], &key) != nil {
			continue // a key that is no string, as a Map may have
		}
		if err := json.Unmarshal(pair[1], &value); err != nil {
			return nil, err
		}
		var err error
		if made[key], err = value.plain(); err != nil {
			return nil, err
		}
	}
	return made, nil
}
