package socket

import (
	"crypto/sha1" //nolint:gosec // RFC 6455 wants it
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// handshake checks a request for a WebSocket and answers it (RFC 6455, sections 4.2.1 and 4.2.2). It gives the subprotocol that
// was agreed on; empty is none. On an error the response is a refusal.
func handshake(w http.ResponseWriter, r *http.Request, want string) (subprotocol string, err error) {
	key, status, err := checkUpgrade(r)
	if err != nil {
		if status == http.StatusUpgradeRequired {
			w.Header().Set("Connection", "Upgrade")
			w.Header().Set("Upgrade", "websocket")
		}
		w.Header().Set("Sec-WebSocket-Version", "13")
		http.Error(w, "This is the address of a WebSocket: "+err.Error()+".", status)
		return "", err
	}
	subprotocol = agree(r, want)
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) //nolint:gosec // as above
	header := w.Header()
	header.Set("Upgrade", "websocket")
	header.Set("Connection", "Upgrade")
	header.Set("Sec-WebSocket-Accept", base64.StdEncoding.EncodeToString(sum[:]))
	if subprotocol != "" {
		header.Set("Sec-WebSocket-Protocol", subprotocol)
	}
	w.WriteHeader(http.StatusSwitchingProtocols)
	return subprotocol, nil
}

// checkUpgrade gives the key of a request, or what is wrong with it and the status that says so.
func checkUpgrade(r *http.Request) (key string, status int, err error) {
	keys := r.Header.Values("Sec-WebSocket-Key")
	switch {
	case !r.ProtoAtLeast(1, 1), !httpguts.HeaderValuesContainsToken(r.Header["Connection"], "Upgrade"),
		!httpguts.HeaderValuesContainsToken(r.Header["Upgrade"], "websocket"):
		return "", http.StatusUpgradeRequired, errors.New("the request asks for no upgrade")
	case r.Method != http.MethodGet:
		return "", http.StatusMethodNotAllowed, errors.New("the method is not GET")
	case r.Header.Get("Sec-WebSocket-Version") != "13":
		return "", http.StatusBadRequest, errors.New("the version is not 13")
	case len(keys) != 1:
		return "", http.StatusBadRequest, errors.New("there is not one key")
	}
	key = strings.TrimSpace(keys[0])
	if nonce, err := base64.StdEncoding.DecodeString(key); err != nil || len(nonce) != 16 {
		return "", http.StatusBadRequest, errors.New("the key is not 16 bytes in Base64")
	}
	return key, 0, nil
}

// agree gives the subprotocol that both sides speak: the one that is wanted or, for the length of a close frame, the first that is
// offered of the same family ("trivium." of "trivium.v1"): a browser whose offer is not answered at all would fail without learning
// why.
func agree(r *http.Request, want string) (kin string) {
	family, _, _ := strings.Cut(want, ".")
	for _, line := range r.Header.Values("Sec-WebSocket-Protocol") {
		for offer := range strings.SplitSeq(line, ",") {
			offer = strings.TrimSpace(offer)
			switch {
			case offer == want:
				return want
			case kin == "" && strings.HasPrefix(offer, family+".") && httpguts.ValidHeaderFieldValue(offer):
				kin = offer
			}
		}
	}
	return kin
}
