package packs_test

import "testing"

// Topics 1 to 15.
func TestFreshersHaveTheirTopics(t *testing.T) {
	t.Parallel()
	checkLevel(t, level{pack: "backend-freshers", first: 1, count: 15, topics: []string{
		"languages",
		"api",
		"databases",
		"server-side-rendering",
		"web-servers",
		"http",
		"backend-developer",
		"frameworks",
		"cookies-sessions",
		"caching",
		"stateful-stateless",
		"load-balancing",
		"orm",
		"version-control",
		"frontend-backend",
	}})
}
