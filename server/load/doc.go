// Package load is players without a browser: real sockets to a running server, for rehearsal, measurement and tests.
//
// Player, Host and Screen each keep one connection, come back by themselves when it breaks, and check all that they are
// told: the number of a room's state never falls, an answer is acknowledged before its result comes, a result holds the
// answer that was acknowledged, and a score is the sum of what the results brought. Run plays whole games with them and
// reports how long the server took. What is found wrong is an error that wraps ErrWrong.
//
// It knows the server only from outside: by its messages (wire), its close codes (socket) and its HTTP interface.
package load

import "errors"

// ErrWrong is wrapped by every error that says that the server told something false. Other errors say that something could
// not be done or came too late.
var ErrWrong = errors.New("wrong figure")
