package pack

import (
	"strings"

	"trivium/questions"
)

// What may be written where. The JSON Schema names the same keys; a test holds them together.

func packKeys() []string {
	return strings.Fields("format id title description language version license authors defaults rounds topics questions")
}

func defaultKeys() []string { return strings.Fields("time points difficulty") }

func roundKeys() []string { return strings.Fields("id title intro") }

func topicKeys() []string { return strings.Fields("id title summary details sources") }

func sourceKeys() []string { return strings.Fields("title url") }

func choiceKeys() []string { return strings.Fields("text correct why") }

func acceptKeys() []string { return strings.Fields("text note") }

func ruleKeys() []string { return strings.Fields("case diacritics punctuation articles typos numbers") }

func toleranceKeys() []string { return strings.Fields("abs rel low high") }

func rangeKeys() []string { return strings.Fields("min max step") }

func pairKeys() []string { return strings.Fields("left right") }

func mediaKeys() []string { return strings.Fields("type src alt license at") }

// commonKeys are what a question of any kind may have.
func commonKeys() []string {
	return strings.Fields(`id kind prompt round topic tags language difficulty time points summary details sources checked expires
		license media`)
}

// kindKeys are what a question of one kind may have besides.
func kindKeys(kind questions.Kind) []string {
	switch kind {
	case questions.Single:
		return strings.Fields("choices keep_order scoring")
	case questions.Multi:
		return strings.Fields("choices keep_order scoring")
	case questions.TrueFalse:
		return strings.Fields("answer scoring")
	case questions.Text:
		return strings.Fields("accept reject match scoring")
	case questions.Number:
		return strings.Fields("answer tolerance closest range unit scoring")
	case questions.Order:
		return strings.Fields("items scoring")
	case questions.Match:
		return strings.Fields("pairs extra scoring")
	case questions.Poll:
		return strings.Fields("choices keep_order")
	case questions.Slide:
	}
	return nil
}

// kindsWith are the kinds that may have a key, for telling the author where it belongs.
func kindsWith(key string) []string {
	var kinds []string
	for _, kind := range questions.Kinds() {
		for _, own := range kindKeys(kind) {
			if own == key {
				kinds = append(kinds, string(kind))
			}
		}
	}
	return kinds
}

// nearest proposes the known key that an unknown one was perhaps meant to be; empty if none is near.
func nearest(unknown string, known []string) string {
	if len(unknown) > 40 {
		return ""
	}
	best, least := "", len(unknown)/3+2
	for _, key := range known {
		if slips := questions.EditDistance(strings.ToLower(unknown), key); slips < least {
			best, least = key, slips
		}
	}
	return best
}
