// Package packs is the packs that every Trivium brings along: pack files, and their pictures and sounds in the folder media.
// They are data, and there is nothing else in here. order.txt has their ids in the order in which a host is offered them: what
// most people look for on a first evening comes first.
package packs

import "embed"

// FS holds the shipped pack files (*.yaml) and order.txt at its top and their media under media/. A test loads every one of them.
//
//go:embed *.yaml order.txt media
var FS embed.FS
