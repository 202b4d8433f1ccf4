package pack

import "trivium/questions"

// Keys are the keys that the loader knows, by their definition in the schema; the pack itself is "".
func Keys() map[string][]string {
	keys := map[string][]string{
		"": packKeys(), "defaults": defaultKeys(), "round": roundKeys(), "topic": topicKeys(), "source": sourceKeys(),
		"choiceInFull": choiceKeys(), "acceptedInFull": acceptKeys(), "rules": ruleKeys(), "tolerance": toleranceKeys(),
		"range": rangeKeys(), "pair": pairKeys(), "medium": mediaKeys(), "common": commonKeys(),
	}
	for _, kind := range questions.Kinds() {
		keys[string(kind)] = kindKeys(kind)
	}
	return keys
}
