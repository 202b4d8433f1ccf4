package redislink

import (
	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"
)

// pool shows the connections of a client.
type pool struct {
	client      goredis.UniversalClient
	connections *prometheus.Desc
	waiting     *prometheus.Desc
	opened      *prometheus.Desc
	timeouts    *prometheus.Desc
}

func newPool(client goredis.UniversalClient) *pool {
	describe := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, labels, nil)
	}
	return &pool{
		client:      client,
		connections: describe("trivium_redis_connections", "Connections to Redis that are open, subscriptions included.", "state"),
		waiting:     describe("trivium_redis_waiting_calls", "Calls that wait for a connection."),
		opened:      describe("trivium_redis_connections_opened_total", "Connections opened because none was free."),
		timeouts:    describe("trivium_redis_pool_timeouts_total", "Calls that got no connection in time."),
	}
}

// Describe implements prometheus.Collector.
func (p *pool) Describe(descriptions chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{p.connections, p.waiting, p.opened, p.timeouts} {
		descriptions <- d
	}
}

// Collect implements prometheus.Collector.
func (p *pool) Collect(metrics chan<- prometheus.Metric) {
	stats := p.client.PoolStats()
	total, idle, pending, misses, timeouts := stats.TotalConns, stats.IdleConns, stats.PendingRequests, stats.Misses, stats.Timeouts
	if extra := stats.PipelineStats; extra != nil { // pipelines have connections of their own
		total, idle, pending = total+extra.TotalConns, idle+extra.IdleConns, pending+extra.PendingRequests
		misses, timeouts = misses+extra.Misses, timeouts+extra.Timeouts
	}
	gauge := func(d *prometheus.Desc, value uint32, labels ...string) {
		metrics <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(value), labels...)
	}
	gauge(p.connections, idle, "idle")
	gauge(p.connections, total-min(idle, total), "busy")
	gauge(p.connections, stats.PubSubStats.Active, "subscribed")
	gauge(p.waiting, pending)
	metrics <- prometheus.MustNewConstMetric(p.opened, prometheus.CounterValue, float64(misses))
	metrics <- prometheus.MustNewConstMetric(p.timeouts, prometheus.CounterValue, float64(timeouts))
}
