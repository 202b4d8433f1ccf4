// Package shares knows whose a pack of questions is, and who else may play it.
//
// A pack that a host uploaded is that host's own. They can share it with all hosts of the server, or with whoever opens a link. Of
// packs that nobody uploaded as a host (those from before there were hosts, and files that were put into the packs folder by hand)
// nothing is stored: they are the first host's, and shared with all. Shipped packs are everybody's.
//
// Who may change a pack is a question of whose it is, never of with whom it is shared.
package shares
