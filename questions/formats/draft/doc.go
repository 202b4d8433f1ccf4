// Package draft is what every importer works with: the pack that grows question by question, what is to be said about each
// item, and the tools that all formats need (encodings, HTML, archives, pictures).
//
// An importer never drops an item in silence. What it takes goes in by Add; what it takes with a loss gets a Warn besides; what
// it cannot take gets a Skip; and a file that it cannot read at all gets a Fail. Everything is bounded, so that a hostile
// file costs no more than an honest one: see the constants.
package draft
