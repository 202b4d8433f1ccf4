package redis

import (
	"errors"
	"strings"
)

// A place is order and id of a document in one text, so that places read backwards lie by order, greatest first, and then by
// id, smallest first. Each part ends with a mark that no part has in it and that is below all that may stand there (a zero
// byte within a part has a second byte behind it), so that no order is a beginning of another. The id is turned over, bit by
// bit, since it has to run the other way.
const (
	mark    = "\x00\x01"
	zero    = "\x00"
	escaped = "\x00\xff"
)

func place(order, id string) string { return above(order) + turned(above(id)) }

// above is what all places with an order begin with, so it lies above all places with a smaller order.
func above(order string) string { return strings.ReplaceAll(order, zero, escaped) + mark }

func turned(text string) string {
	bytes := []byte(text)
	for i := range bytes {
		bytes[i] = ^bytes[i]
	}
	return string(bytes)
}

// orderOf reads the order from a place.
func orderOf(place string) (string, error) {
	order, _, ok := strings.Cut(place, mark)
	if !ok {
		return "", errors.New("a document in Redis has a place that can not be read")
	}
	return strings.ReplaceAll(order, escaped, zero), nil
}
