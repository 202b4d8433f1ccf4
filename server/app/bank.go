package app

import (
	"io/fs"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/server/bank"
)

// loadPack reads a pack file for the bank, in the words that a browser shows.
func loadPack(trusted bool) bank.Load {
	return func(folder fs.FS, file string) (*questions.Pack, []bank.Finding) {
		loaded, found := pack.Load(folder, file, pack.Options{SVG: trusted})
		findings := make([]bank.Finding, len(found))
		for i, f := range found {
			findings[i] = bank.Finding{Severity: string(f.Severity), Line: f.Line, Column: f.Column, Code: f.Code, Words: f.Words}
		}
		return loaded, findings
	}
}
