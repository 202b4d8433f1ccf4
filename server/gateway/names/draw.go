package names

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
)

// Draw gives a friendly name such as "Brave Otter". It follows from the seed and the number of the attempt alone, so that
// whoever repeats a join is drawn the same names in the same order; attempts count from 0, and later ones carry a number
// ("Brave Otter 27"), so that a free name is found in a room of any size. Every name passes Check.
func Draw(seed []byte, attempt int) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(string(seed)+"/name"), uint64(attempt)))
	name := pick(adjectives(), sum[0:]) + " " + pick(animals(), sum[4:])
	number := binary.BigEndian.Uint32(sum[8:])
	switch {
	case attempt < 8:
		return name
	case attempt < 16:
		return name + " " + strconv.Itoa(2+int(number%98))
	default:
		return name + " " + strconv.Itoa(100+int(number%9900))
	}
}

// Propose gives a free name near to one that is taken: "Brave Anna" for Anna, or a name from Draw if that is too long or
// taken as well. The empty string says that none was found.
func Propose(name string, seed []byte, taken func(key string) bool) string {
	for attempt := range 4 {
		near := strings.Fields(Draw(seed, attempt))[0] + " " + name
		if _, err := clean(near); err == nil && !taken(Key(near)) {
			return near
		}
	}
	for attempt := range 40 {
		if drawn := Draw(seed, attempt); !taken(Key(drawn)) {
			return drawn
		}
	}
	return ""
}

func pick(list []string, random []byte) string {
	return list[binary.BigEndian.Uint32(random)%uint32(len(list))]
}
