package formats

import "strings"

// names are the formats that can be read, for people.
func names() string {
	var all []string
	for _, format := range All() {
		if format.Read != nil {
			all = append(all, format.Name)
		}
	}
	return strings.Join(all, ", ")
}

// ids are all formats as they are named in a command.
func ids() string {
	var all []string
	for _, format := range All() {
		all = append(all, format.ID)
	}
	return strings.Join(all, ", ")
}
