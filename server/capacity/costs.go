package capacity

import (
	"strconv"
	"time"
)

// Costs are what the pieces of work take: time of one core, of the disk, of Redis' thread; bytes on the network.
type Costs struct {
	// Each player. Join is a handshake, a durable seat and the welcome; Send a question with its ping, Pong the reading of what comes
	// back; Read, Store and Ack an answer; Closing the word that no more are taken; Score the reading back, judging and ranking of one
	// answer, on each instance that has the room; Result one's own result with the reveal.
	Join, Send, Pong, Read, Store, Ack, Closing, Score, Result time.Duration
	// Quiet is a second of a room in which nothing happens, Event an event of its log, on each instance that has it: alone, and over Redis.
	QuietAlone, EventAlone, Quiet, Event time.Duration
	// Commit is the disk's, for all who wait for it together. Trip is the way to Redis and back.
	Commit, Trip time.Duration
	// Redis' own time: an answer, an answer read by an instance, a quiet second and an event of a room for each instance that has it.
	RedisAnswer, RedisRead, RedisQuiet, RedisEvent time.Duration
	// Bytes, with frames and TCP.
	QuestionBytes, AckBytes, ClosingBytes, ResultBytes int
	// Memory is KiB of a player to plan with.
	Memory int
}

// Input is a line of the table of inputs: a cost, and where it is from.
type Input struct{ What, Value, From string }

func us(n float64) time.Duration { return time.Duration(n * float64(time.Microsecond)) }

// Measured gives the costs that the simulation reckons with.
func Measured() Costs {
	return Costs{
		Join: us(331), Send: us(23), Pong: us(3), Read: us(19), Store: us(12), Ack: us(19), Closing: us(14), Score: us(6), Result: us(40),
		QuietAlone: us(90), EventAlone: us(130), Quiet: us(300), Event: us(155),
		Commit: time.Millisecond, Trip: us(200),
		RedisAnswer: us(3.7), RedisRead: us(0.5), RedisQuiet: us(195), RedisEvent: us(125),
		QuestionBytes: 600, AckBytes: 150, ClosingBytes: 150, ResultBytes: 1100, Memory: 40,
	}
}

// Inputs gives the table of what the simulation reckons with.
func Inputs() []Input {
	c := Measured()
	micro := func(d time.Duration) string {
		return strconv.FormatFloat(float64(d)/float64(time.Microsecond), 'f', -1, 64) + " us"
	}
	const whole, rooms = "measured: `WholeServer`, 5,000 players", "measured: `BenchmarkRooms` in `server/capacity`"
	return []Input{
		{"joining, or coming back: handshake, durable seat, welcome", micro(c.Join), whole},
		{"a question to a player, with its ping; the pong", micro(c.Send) + "; " + micro(c.Pong), whole + " (28.5 us in all; 23 without pongs)"},
		{"an answer: reading, storing, ack", micro(c.Read) + ", " + micro(c.Store) + ", " + micro(c.Ack), whole + " (50 us in all); storing is `PutBurst`; the rest halved"},
		{"\"no more answers\" to a player", micro(c.Closing), "measured: sockets alone, `AgainstFloor`"},
		{"reading back, judging, ranking an answer, on each instance", micro(c.Score), "measured: `BenchmarkScore` in `server/capacity`"},
		{"own result and reveal to a player", micro(c.Result), "what is left of 60 us for closing and results, " + whole},
		{"a quiet second of a room, a server alone", micro(c.QuietAlone), rooms},
		{"a quiet second of a room, each instance that has it; Redis", micro(c.Quiet) + "; " + micro(c.RedisQuiet), rooms},
		{"an event of a room, a server alone", micro(c.EventAlone), rooms},
		{"an event of a room, each instance that has it; Redis", micro(c.Event) + "; " + micro(c.RedisEvent), rooms},
		{"a commit of the disk, for all who wait", micro(c.Commit), "measured: `PutPaced`, SQLite"},
		{"the way to Redis and back", micro(c.Trip), "measured: an append, everysec: 130 us p50, loopback; the rest is a guess"},
		{"Redis, an answer stored", micro(c.RedisAnswer), "measured: `PutBurst`, Redis: 3 to 4.4 us"},
		{"Redis, an answer read by an instance", micro(c.RedisRead), "a guess"},
		{"bytes: question, ack, \"no more\", result and reveal", "600, 150, 150, 1100", "measured sizes of messages; TCP and frames by estimate"},
		{"memory of a player, to plan with", "40 KiB", "16 KiB measured after a collection; garbage and the kernel by estimate"},
	}
}
