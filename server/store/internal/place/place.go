// Package place writes an order and an id as one text whose bytes sort as collections and indexes do, so that every body of the
// store needs to compare one thing only.
package place

import (
	"errors"
	"strings"
)

// A place is order and id in one text, so that places read backwards lie by order, greatest first, and then by id, smallest
// first. Each part ends with a mark that no part has in it and that is below all that may stand there (a zero byte within a
// part has a second byte behind it), so that no order is a beginning of another. The id is turned over, bit by bit, since it
// has to run the other way.
const (
	mark    = "\x00\x01"
	zero    = "\x00"
	escaped = "\x00\xff"
)

// Of is the place of an id with an order.
func Of(order, id string) string { return Above(order) + turned(escape(id)+mark) }

// Above is what all places with an order begin with, so it lies above all places with a smaller order.
func Above(order string) string { return escape(order) + mark }

// Order reads the order from a place.
func Order(place string) (string, error) {
	order, _, err := Parts(place)
	return order, err
}

// Parts reads order and id from a place.
func Parts(place string) (order, id string, err error) {
	order, rest, ok := strings.Cut(place, mark)
	if !ok {
		return "", "", errors.New("a place in the store can not be read")
	}
	id, ok = strings.CutSuffix(turned(rest), mark)
	if !ok {
		return "", "", errors.New("a place in the store has no end")
	}
	return unescape(order), unescape(id), nil
}

func escape(text string) string { return strings.ReplaceAll(text, zero, escaped) }

func unescape(text string) string { return strings.ReplaceAll(text, escaped, zero) }

func turned(text string) string {
	bytes := []byte(text)
	for i := range bytes {
		bytes[i] = ^bytes[i]
	}
	return string(bytes)
}
