package packs_test

import "testing"

// Topics 16 to 36.
func TestIntermediateHasItsTopics(t *testing.T) {
	t.Parallel()
	checkLevel(t, level{pack: "backend-intermediate", first: 16, count: 21, topics: []string{
		"logging-monitoring",
		"reverse-proxy",
		"transactions",
		"ci-cd",
		"cdn",
		"distributed-challenges",
		"authentication",
		"performance",
		"query-tuning",
		"migrations",
		"rest",
		"microservices",
		"sync-async",
		"errors",
		"message-brokers",
		"virtualisation",
		"vulnerabilities",
		"testing",
		"scaling",
		"session-management",
		"middleware",
	}})
}
