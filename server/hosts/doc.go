// Package hosts knows who may host on this server: accounts, invitations, sessions of browsers, tokens of programs.
//
// The first host is there from the first start: whoever shows the server's key is that host, who owns the server and may do all.
// Hosts invite others by a link that is good once. On a server that is open, anybody may become a guest, who has own games and
// nothing else.
//
// All of it lies in the store, so every instance knows the same. Of what opens a door only hashes are kept: of passwords, slow
// ones with salt (argon2id); of random secrets of 128 bits and more, plain SHA-256, which is enough for what can not be guessed.
// Sessions are kept on the server, as OWASP's Session Management Cheat Sheet asks: a random name, an end that no use moves and one
// that idleness brings, and all of them end when the password changes.
package hosts
