// Package site is the public pages of leagues and boards: what a community looks at all week, puts on its own site, and trusts.
//
// The server renders every page whole, so that it is complete without a script; a small script keeps an open page fresh. All
// forms of a page (HTML, JSON, Atom, the stream, the frame) are made from one value, so that they say the same, and none of them
// can show what the leagues and boards hide: it is never read here. Nothing here reads a cookie or changes anything.
//
// # The stream
//
// An open page listens to one stream of server-sent events. However many people listen, each thing that is looked at has one
// watcher on an instance, which looks at most once a second and only while somebody listens, and renders once for all
// (stream.go, hub.go, watcher.go). The id of an event is the hash of what it shows, so a reader that comes back, to whichever
// instance, is sent nothing it has.
package site
