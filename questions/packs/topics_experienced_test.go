package packs_test

import "testing"

// Topics 37 to 61.
func TestExperiencedHasItsTopics(t *testing.T) {
	t.Parallel()
	checkLevel(t, level{pack: "backend-experienced", first: 37, count: 25, topics: []string{
		"cache-design",
		"sharding",
		"replication-designs",
		"distributed-caching",
		"data-sync",
		"architecture-design",
		"backups",
		"data-lakes",
		"data-privacy",
		"data-integrity",
		"million-users",
		"service-discovery",
		"consensus",
		"encryption-layers",
		"distributed-file-systems",
		"archiving",
		"disaster-recovery",
		"leader-follower",
		"sagas",
		"serverless",
		"consistency-models",
		"eventual-consistency",
		"high-availability",
		"message-queues",
		"cap",
	}})
}
