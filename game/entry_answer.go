package game

import "strconv"

// The entry of an answer of picks is written and read by hand: ten thousand of them come within a second, and each is read
// twice. Tests hold it to what encoding/json does.

// appendAnswer appends the bytes that encoding/json gives for an entry without a text.
func appendAnswer(b []byte, e *AnswerEntry) []byte {
	b = append(b, '{')
	for i, pick := range e.Pick {
		if i == 0 {
			b = append(b, `"pick":[`...)
		} else {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(pick), 10)
	}
	if len(e.Pick) > 0 {
		b = append(b, `],`...)
	}
	b = strconv.AppendInt(append(b, `"at":`...), int64(e.At), 10)
	b = strconv.AppendInt(append(b, `,"e":`...), int64(e.E), 10)
	b = strconv.AppendInt(append(b, `,"m":`...), int64(e.M), 10)
	b = strconv.AppendInt(append(b, `,"floor":`...), int64(e.Floor), 10)
	b = strconv.AppendInt(append(b, `,"qping":`...), int64(e.QPing), 10)
	return append(b, '}')
}

// readAnswer reads what appendAnswer wrote. It reports false for everything else, which is then for encoding/json to read.
func readAnswer(data []byte, e *AnswerEntry) bool {
	r := reader{data, true}
	r.cut(`{`)
	var picks []int
	if len(r.rest) > 1 && r.rest[1] == 'p' {
		picks = r.picks()
	}
	found := AnswerEntry{
		Answer: Answer{Pick: picks},
		At:     Time(r.number(`"at":`)), E: Millis(r.number(`,"e":`)), M: Millis(r.number(`,"m":`)),
		Floor: Millis(r.number(`,"floor":`)), QPing: Millis(r.number(`,"qping":`)),
	}
	if r.cut(`}`); !r.ok || len(r.rest) > 0 {
		return false
	}
	*e = found
	return true
}

// reader takes one thing after the other from the beginning of rest, as long as all is as expected.
type reader struct {
	rest []byte
	ok   bool
}

// cut takes a text.
func (r *reader) cut(text string) {
	if len(r.rest) < len(text) || string(r.rest[:len(text)]) != text {
		r.ok = false
		return
	}
	r.rest = r.rest[len(text):]
}

// number takes a key and an integer of at most 18 digits, as strconv writes it.
func (r *reader) number(key string) (n int64) {
	r.cut(key)
	digits, negative := r.rest, len(r.rest) > 0 && r.rest[0] == '-'
	if negative {
		digits = digits[1:]
	}
	count := 0
	for count < len(digits) && digits[count] >= '0' && digits[count] <= '9' {
		n = n*10 + int64(digits[count]-'0')
		if count++; count > 18 {
			break
		}
	}
	if count == 0 || count > 18 || count > 1 && digits[0] == '0' || negative && n == 0 {
		r.ok = false
		return 0
	}
	r.rest = digits[count:]
	if negative {
		return -n
	}
	return n
}

// picks takes the list of picks with its key and the comma behind it.
func (r *reader) picks() []int {
	list := append(make([]int, 0, 1), int(r.number(`"pick":[`)))
	for r.ok && len(r.rest) > 0 && r.rest[0] == ',' {
		list = append(list, int(r.number(`,`)))
	}
	r.cut(`],`)
	return list
}
