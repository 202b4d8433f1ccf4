package wire

import _ "embed" // for the document

//go:embed asyncapi.yaml
var asyncapi []byte

// AsyncAPI gives the AsyncAPI 3.0 document of all messages, in YAML.
func AsyncAPI() []byte { return append([]byte(nil), asyncapi...) }
