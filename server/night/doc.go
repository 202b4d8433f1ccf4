// Package night is whole quiz nights in real browsers, for tests: a host, a screen and phones play every kind of question
// against a real server, through lost lines, reloads and a server that is killed. It holds no code of the product.
package night
