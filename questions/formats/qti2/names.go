package qti2

// What the writer puts into a package and the reader understands again.
const (
	idPrefix      = "q-"       // before an id, because identifiers may not begin with a digit
	markdownClass = "markdown" // of a text that is kept as it stands
)
