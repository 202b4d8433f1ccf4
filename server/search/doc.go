// Package search finds questions in the bank: by words, by what they are, and by what a host has marked or played.
//
// The words are in a full-text index (SQLite's FTS5) in memory. It is derived from the packs and can be thrown away at any moment, so
// each instance has its own, beside files as beside Redis: nothing is kept, shared or migrated. What a question is (its kind, its
// round, its tags) is read from the question itself, which is in memory anyway; counting that for ten thousand questions in Go takes
// less than asking SQL for it. Who may see which pack is for the caller to say with every search.
package search
