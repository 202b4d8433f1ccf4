package capacity

import "time"

// Deployment is what serves: instances of some cores, each with a network card. Without Redis it is one instance with a disk.
type Deployment struct {
	Instances, Cores int
	Redis            bool
	Gbit             float64 // of each instance's network
}

// site is a deployment at work.
type site struct {
	*engine
	Costs
	Deployment
	instances []*instance
	redis     *workers // nil if there is none
	sent      []int    // bytes of all instances, by window
}

type instance struct {
	site    *site
	cores   *workers
	network *workers
	copies  int // of rooms
	waiting []func()
	commits bool // one is under way
}

func newSite(d Deployment, c Costs) *site {
	s := &site{engine: &engine{}, Costs: c, Deployment: d}
	for range d.Instances {
		s.instances = append(s.instances, &instance{site: s, cores: newWorkers(s.engine, d.Cores), network: newWorkers(s.engine, 1)})
	}
	if d.Redis {
		s.redis = newWorkers(s.engine, 1)
	}
	return s
}

// chunk is how many players a fan-out writes to before other work has its turn.
const chunk = 32

// fanOut writes to so many players with as many cores as there are; told is called for each part, when it has left the machine, and then
// after the last.
func (i *instance) fanOut(players int, each time.Duration, bytes int, told func(players int), then func()) {
	left, out := players, 0
	if players == 0 {
		then()
		return
	}
	var worker func()
	worker = func() {
		n := min(left, chunk)
		if n == 0 {
			return
		}
		left -= n
		out += n
		i.cores.run(time.Duration(n)*each, func() {
			i.send(n*bytes, func() {
				told(n)
				if out -= n; out == 0 && left == 0 {
					then()
				}
			})
			worker()
		})
	}
	for range i.site.Cores {
		worker()
	}
}

// send puts bytes on the network; then is called when the last has left.
func (i *instance) send(bytes int, then func()) {
	i.network.run(time.Duration(float64(bytes)*8/i.site.Gbit), func() { // a gigabit a second is a bit a nanosecond
		at := int(i.site.now / window)
		for len(i.site.sent) <= at {
			i.site.sent = append(i.site.sent, 0)
		}
		i.site.sent[at] += bytes
		then()
	})
}

// commit makes something durable on the disk, together with whatever else waits when the commit before is done.
func (i *instance) commit(then func()) {
	i.waiting = append(i.waiting, then)
	if !i.commits {
		i.flush()
	}
}

func (i *instance) flush() {
	batch := i.waiting
	i.waiting, i.commits = nil, true
	i.site.at(i.site.now+i.site.Commit, func() {
		for _, done := range batch {
			done()
		}
		if i.commits = len(i.waiting) > 0; i.commits {
			i.flush()
		}
	})
}

// put stores answers: in Redis, or on the disk.
func (i *instance) put(answers int, then func()) {
	if i.site.redis == nil {
		i.commit(then)
		return
	}
	i.ask(time.Duration(answers)*i.site.RedisAnswer, then)
}

// ask has Redis do something.
func (i *instance) ask(work time.Duration, then func()) {
	i.site.redis.run(work, func() { i.site.at(i.site.now+i.site.Trip, then) })
}

// quiet is what rooms cost in which nothing happens, in small parts until the end.
func (s *site) quiet(until time.Duration) {
	const part = 20 * time.Millisecond
	share := func(each time.Duration, copies int) time.Duration {
		return time.Duration(float64(each) * float64(copies) * part.Seconds())
	}
	var again func()
	again = func() {
		all := 0
		for _, i := range s.instances {
			all += i.copies
			each := s.QuietAlone
			if s.redis != nil {
				each = s.Quiet
			}
			i.cores.run(share(each, i.copies), nil)
		}
		if s.redis != nil {
			s.redis.run(share(s.RedisQuiet, all), nil)
		}
		if s.now+part < until {
			s.at(s.now+part, again)
		}
	}
	again()
}
