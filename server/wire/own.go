package wire

import (
	"encoding/json"
	"strconv"

	"trivium/game"
)

// AppendOwn appends the bytes that Encode gives for the message Own. Each player gets one of their own, many thousand at once
// at a reveal, so it is written by hand; a test holds the two together.
func AppendOwn(b []byte, n uint64, own *game.OwnView) []byte {
	b = append(b, `{"t":"own","n":`...)
	b = strconv.AppendUint(b, n, 10)
	b = appendInt(b, `,"own":{"seat":`, own.Seat)
	b = appendString(b, `,"name":`, own.Name)
	b = appendText(b, `,"team":`, own.Team)
	b = appendInt(b, `,"score":`, own.Score)
	b = appendInt(b, `,"rank":`, own.Rank)
	b = appendInt(b, `,"of":`, own.Of)
	b = appendInt(b, `,"streak":`, own.Streak)
	b = appendBool(b, `,"admitted":`, own.Admitted)
	b = appendBool(b, `,"plays":`, own.Plays)
	b = appendSome(b, `,"kicked":`, own.Kicked)
	b = appendAny(b, `,"deadline":`, own.Deadline)
	if own.Result != nil {
		b = appendResult(append(b, `,"result":{`...), own.Result)
	}
	b = appendNeighbour(b, `,"ahead":{`, own.Ahead)
	b = appendNeighbour(b, `,"behind":{`, own.Behind)
	b = appendAny(b, `,"team_score":`, own.TeamScore)
	b = appendAny(b, `,"team_rank":`, own.TeamRank)
	return append(b, "}}"...)
}

func appendResult(b []byte, r *game.ResultView) []byte {
	b = appendInt(b, `"showing":`, r.Showing)
	b = appendBool(b, `,"answered":`, r.Answered)
	b = appendSome(b, `,"late":`, r.Late)
	b = appendBool(b, `,"right":`, r.Right)
	b = appendInt(b, `,"share":`, r.Share)
	b = appendInt(b, `,"points":`, r.Points)
	b = appendInt(b, `,"base":`, r.Base)
	b = appendAny(b, `,"bonus":`, r.Bonus)
	b = appendAny(b, `,"penalty":`, r.Penalty)
	b = appendInt(b, `,"time":`, r.Time)
	b = appendAny(b, `,"credit":`, r.Credit)
	b = appendAny(b, `,"rank_was":`, r.RankWas)
	b = appendSome(b, `,"voided":`, r.Voided)
	return append(appendAnswer(append(b, `,"answer":`...), &r.Answer), '}')
}

// appendAnswer writes the commonest answer, one choice, by hand.
func appendAnswer(b []byte, a *game.Answer) []byte {
	if len(a.Pick) == 1 && a.Text == "" {
		return append(appendInt(b, `{"pick":[`, a.Pick[0]), "]}"...)
	}
	return append(b, marshal(a)...)
}

// AppendAck appends the bytes that Encode gives for the message Ack, of which there is one for each answer.
func AppendAck(b []byte, a *Ack) []byte {
	b = appendInt(append(b, `{"t":"ack"`...), `,"showing":`, a.Showing)
	b = appendBool(b, `,"ok":`, a.OK)
	for i, pick := range a.Pick {
		key := `,`
		if i == 0 {
			key = `,"pick":[`
		}
		b = appendInt(b, key, pick)
	}
	if len(a.Pick) > 0 {
		b = append(b, ']')
	}
	b = appendText(b, `,"text":`, a.Text)
	b = appendText(b, `,"code":`, a.Code)
	b = appendText(b, `,"words":`, a.Words)
	return append(b, '}')
}

func appendNeighbour(b []byte, key string, n *game.NeighbourView) []byte {
	if n == nil {
		return b
	}
	b = appendString(append(b, key...), `"name":`, n.Name)
	return append(appendInt(b, `,"gap":`, n.Gap), '}')
}

func appendInt[I ~int | ~int64](b []byte, key string, i I) []byte {
	return strconv.AppendInt(append(b, key...), int64(i), 10)
}

// appendAny leaves out zero.
func appendAny[I ~int | ~int64](b []byte, key string, i I) []byte {
	if i == 0 {
		return b
	}
	return appendInt(b, key, i)
}

func appendBool(b []byte, key string, value bool) []byte {
	return strconv.AppendBool(append(b, key...), value)
}

// appendSome leaves out false.
func appendSome(b []byte, key string, value bool) []byte {
	if !value {
		return b
	}
	return appendBool(b, key, value)
}

// appendText leaves out what is empty.
func appendText(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	return appendString(b, key, s)
}

func appendString(b []byte, key, s string) []byte {
	b = append(b, key...)
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(s) // a string is never refused
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
