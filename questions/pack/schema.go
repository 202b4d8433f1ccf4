package pack

import _ "embed"

//go:embed pack.schema.json
var schema string

// Schema is the JSON Schema (draft 2020-12) of the native format, for editors. It names exactly the keys that the loader
// knows; the loader checks more than a schema can say.
func Schema() string { return schema }
