package bank

import (
	"io/fs"

	"trivium/questions"
	"trivium/questions/pack"
)

// Loader reads pack files with their media. Those that are trusted as the program is may have pictures in SVG, which can carry scripts.
func Loader(trusted bool) Load {
	return func(folder fs.FS, file string) (*questions.Pack, []Finding) {
		loaded, found := pack.Load(folder, file, pack.Options{SVG: trusted})
		return loaded, FindingsOf(found)
	}
}
