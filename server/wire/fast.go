package wire

import (
	"bytes"

	"trivium/game"
)

// fastAnswer reads an answer of picks as clients write it, without a space or an escape: ten thousand of them come within a
// second. It reports false for everything else, good or bad, which is then for the strict decoder to judge; what it takes,
// that one takes as well and understands the same (FuzzFastAnswer).
func fastAnswer(data []byte) (*Answer, bool) {
	rest, ok := bytes.CutPrefix(data, []byte(`{"t":"answer"`))
	if !ok {
		return nil, false
	}
	a := &Answer{T: "answer"}
	var hasShowing, hasPick bool
	for {
		var n int64
		switch {
		case len(rest) == 1 && rest[0] == '}':
			return a, hasShowing
		case !hasShowing && cut(&rest, `,"showing":`):
			if !cutNumber(&rest, &n) {
				return nil, false
			}
			a.Showing, hasShowing = int(n), true
		case a.M == nil && cut(&rest, `,"m":`):
			if !cutNumber(&rest, &n) {
				return nil, false
			}
			m := game.Millis(n)
			a.M = &m
		case !hasPick && cut(&rest, `,"pick":[`):
			if a.Pick, ok = cutNumbers(&rest); !ok {
				return nil, false
			}
			hasPick = true
		default:
			return nil, false
		}
	}
}

func cut(rest *[]byte, prefix string) bool {
	if len(*rest) < len(prefix) || string((*rest)[:len(prefix)]) != prefix {
		return false
	}
	*rest = (*rest)[len(prefix):]
	return true
}

// cutNumber takes an integer of at most nine digits in JSON's form.
func cutNumber(rest *[]byte, n *int64) bool {
	b := *rest
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	digits := 0
	*n = 0
	for digits < len(b) && b[digits] >= '0' && b[digits] <= '9' {
		*n = *n*10 + int64(b[digits]-'0')
		if digits++; digits > 9 {
			return false
		}
	}
	if digits == 0 || digits > 1 && b[0] == '0' || negative && *n == 0 {
		return false
	}
	if negative {
		*n = -*n
	}
	*rest = b[digits:]
	return true
}

// cutNumbers takes at least one number and the closing bracket.
func cutNumbers(rest *[]byte) ([]int, bool) {
	list := make([]int, 0, 1)
	for len(list) < maxPick {
		var n int64
		if !cutNumber(rest, &n) {
			return nil, false
		}
		list = append(list, int(n))
		switch {
		case cut(rest, "]"):
			return list, true
		case !cut(rest, ","):
			return nil, false
		}
	}
	return nil, false
}
