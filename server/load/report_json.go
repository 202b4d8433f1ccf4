package load

import (
	"encoding/json"
	"time"
)

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// MarshalJSON gives the times in milliseconds.
func (s Spread) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Count int     `json:"count"`
		P50   float64 `json:"p50_ms"`
		P99   float64 `json:"p99_ms"`
		Max   float64 `json:"max_ms"`
	}{s.Count, millis(s.P50), millis(s.P99), millis(s.Max)})
}

// MarshalJSON gives the report for programs: times in milliseconds, unless their names say seconds.
func (r *Report) MarshalJSON() ([]byte, error) {
	type server struct {
		CPU float64 `json:"cpu_ms_each"`
		KiB float64 `json:"kib_each"`
	}
	var cost *server
	if r.Cost != nil {
		cost = &server{r.CPUEach(), r.KiBEach()}
	}
	return json.Marshal(struct {
		Players     int            `json:"players"`
		Rooms       int            `json:"rooms"`
		Questions   int            `json:"questions"`
		Took        float64        `json:"took_seconds"`
		Joined      int            `json:"joined"`
		Joining     float64        `json:"joining_seconds"`
		JoinRate    float64        `json:"joins_per_second"`
		FanOut      Spread         `json:"question_to_player"`
		FanOutWhole Spread         `json:"question_to_all"`
		Ack         Spread         `json:"answer_to_ack"`
		Answers     int            `json:"answers"`
		Refused     map[string]int `json:"refused"`
		Reconnects  int            `json:"reconnects"`
		Resyncs     int            `json:"resyncs"`
		Ends        map[string]int `json:"connections_ended"`
		Errors      int            `json:"errors"`
		Server      *server        `json:"server,omitempty"`
	}{
		r.Players, r.Rooms, r.Questions, r.Took.Seconds(), r.Joined, r.Joining.Seconds(), r.JoinRate, r.FanOut, r.FanOutWhole, r.Ack,
		r.Answers, r.Refused, r.Reconnects, r.Resyncs, r.Ends, r.Errors, cost,
	})
}

// MarshalJSON gives the report for programs.
func (r *BotsReport) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Joined     int            `json:"joined"`
		Answers    int            `json:"answers"`
		Reconnects int            `json:"reconnects"`
		Resyncs    int            `json:"resyncs"`
		Refused    map[string]int `json:"refused"`
		Ack        Spread         `json:"answer_to_ack"`
		Took       float64        `json:"took_seconds"`
	}{r.Joined, r.Answers, r.Reconnects, r.Resyncs, r.Refused, r.Ack, r.Took.Seconds()})
}
