package capacity

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// scenario is a line of the table of evenings. Alike is how many deployments of that kind there are, which know nothing of each other.
type scenario struct {
	players string
	in      string
	alike   int
	d       Deployment
	c       Crowd
}

func alone(cores int) Deployment { return Deployment{Instances: 1, Cores: cores, Gbit: 10} }

func together(instances, cores int) Deployment {
	return Deployment{Instances: instances, Cores: cores, Redis: true, Gbit: 10}
}

func evenings() []scenario {
	return []scenario{
		{"1,000", "one room", 1, alone(1), Crowd{1, 1000}},
		{"1,000", "50 rooms", 1, alone(1), Crowd{50, 20}},
		{"10,000", "one room", 1, alone(2), Crowd{1, 10_000}},
		{"10,000", "one room", 1, together(2, 2), Crowd{1, 10_000}},
		{"100,000", "one room", 1, together(5, 2), Crowd{1, 100_000}},
		{"100,000", "one room", 1, together(10, 2), Crowd{1, 100_000}},
		{"100,000", "5,000 rooms", 2, alone(2), Crowd{2500, 20}},
		{"100,000", "5,000 rooms", 5, together(2, 2), Crowd{1000, 20}},
		{"1,000,000", "50,000 rooms", 20, alone(2), Crowd{2500, 20}},
		{"1,000,000", "50,000 rooms", 50, together(2, 2), Crowd{1000, 20}},
	}
}

func falls() []Fall {
	return []Fall{
		{together(2, 2), 20_000, 1, 0},
		{together(5, 2), 100_000, 1, 0},
		{together(10, 2), 100_000, 1, 0},
		{together(2, 2), 100_000, 1, 0},
		{alone(2), 50_000, 1, 2 * time.Second},
		{together(5, 2), 100_000, 5, 2 * time.Second},
	}
}

// Tables gives the tables of the guide by their names.
func Tables() map[string]string {
	costs := Measured()
	return map[string]string{"inputs": inputTable(), "evenings": eveningTable(costs), "falls": fallTable(costs), "quiet": quietTable(costs)}
}

// table is a table of the guide.
type table struct{ strings.Builder }

func newTable(head ...string) *table {
	t := &table{}
	t.row(head...)
	t.WriteString(strings.Repeat("|---", len(head)) + "|\n") // a builder takes everything
	return t
}

func (t *table) row(cells ...string) { t.WriteString("| " + strings.Join(cells, " | ") + " |\n") }

func inputTable() string {
	t := newTable("what is reckoned with", "cost", "from")
	for _, in := range Inputs() {
		t.row(in.What, in.Value, in.From)
	}
	return t.String()
}

func eveningTable(costs Costs) string {
	t := newTable("players", "in", "deployments", "each", "last has the question", "ack p50 / p99", "last has the results", "cores", "Redis", "sent",
		"memory", "nearest to its end")
	known := map[string]Outcome{}
	for _, s := range evenings() {
		key := fmt.Sprint(s.d, s.c)
		o, there := known[key]
		if !there {
			o = Night(s.d, s.c, costs)
			known[key] = o
		}
		redis := "none"
		if s.d.Redis {
			redis = percent(o.Redis) + " / " + percent(o.RedisPeak)
		}
		alike := float64(s.alike)
		t.row(s.players, s.in, fmt.Sprint(s.alike), kind(s.d), ms(o.Question), ms(o.AckP50)+" / "+ms(o.AckP99), ms(o.Results),
			percent(o.Cores)+" / "+percent(o.CoresPeak), redis, megabits(o.Sent*alike)+" / "+megabits(o.SentPeak*alike),
			gigabytes(o.Of*s.alike*costs.Memory), o.Full)
	}
	return t.String()
}

func fallTable(costs Costs) string {
	t := newTable("deployment", "players", "what ends", "come back", "half are in", "99 %", "all", "attempts each", "other work waits at most")
	for _, f := range falls() {
		r := Storm(f, costs)
		what := fmt.Sprintf("%d of %d", f.Down, f.Instances)
		if f.Back > 0 {
			what += fmt.Sprintf(", there again after %.0f s", f.Back.Seconds())
		}
		t.row(kind(f.Deployment), thousands(f.Players), what, thousands(r.Lost), seconds(r.Half), seconds(r.Nearly), seconds(r.All),
			fmt.Sprintf("%.1f", r.Attempts), seconds(r.Waited))
	}
	return t.String()
}

// quietTable says where one Redis ends by rooms alone, in which nothing happens: this is no simulation.
func quietTable(costs Costs) string {
	t := newTable("rooms of 20", "on 2 instances", "on 10 instances")
	for _, n := range []int{1_000, 2_500, 5_000, 50_000} {
		cells := []string{thousands(n)}
		for _, instances := range []float64{2, 10} {
			copies := instances * (1 - math.Pow(1-1/instances, 20)) // which have a player of a room
			cells = append(cells, percent(copies*float64(n)*costs.RedisQuiet.Seconds()))
		}
		t.row(cells...)
	}
	return t.String()
}

func kind(d Deployment) string {
	switch {
	case !d.Redis && d.Cores == 1:
		return "one server, 1 core"
	case !d.Redis:
		return fmt.Sprintf("one server, %d cores", d.Cores)
	}
	return fmt.Sprintf("%d instances of %d cores, one Redis", d.Instances, d.Cores)
}

func ms(d time.Duration) string {
	if d >= 10*time.Second {
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	if d >= time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.0f ms", d.Seconds()*1e3)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
func percent(x float64) string       { return fmt.Sprintf("%.0f %%", 100*x) }

func megabits(x float64) string {
	if x >= 1000 {
		return fmt.Sprintf("%.1f Gbit/s", x/1000)
	}
	if x >= 10 {
		return fmt.Sprintf("%.0f Mbit/s", x)
	}
	return fmt.Sprintf("%.1f Mbit/s", x)
}

func gigabytes(kib int) string {
	if kib < 1<<20 {
		return fmt.Sprintf("%.0f MB", float64(kib)/(1<<10))
	}
	return fmt.Sprintf("%.1f GB", float64(kib)/(1<<20))
}

func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
