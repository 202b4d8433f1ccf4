// Package packs is the packs that every Trivium brings along: pack files, and their pictures and sounds in the folder media.
// They are data, and there is nothing else in here.
package packs

import "embed"

// FS holds the shipped pack files (*.yaml) at its top and their media under media/. A test loads every one of them.
//
//go:embed *.yaml media
var FS embed.FS
