package kahootjson

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// item is a question as Kahoot writes it.
type item struct {
	Type        string          `json:"type"`
	Question    string          `json:"question"`
	Title       string          `json:"title"`       // of a slide
	Description string          `json:"description"` // of a slide
	Layout      string          `json:"layout"`
	Time        json.Number     `json:"time"` // milliseconds
	Points      json.RawMessage `json:"points"`
	Multiplier  *json.Number    `json:"pointsMultiplier"`
	Choices     []choice        `json:"choices"`
	Range       *slider         `json:"choiceRange"`
	Image       json.RawMessage `json:"image"`
	Video       video           `json:"video"`
	Media       []any           `json:"media"`
}

type choice struct {
	Answer  string `json:"answer"`
	Correct bool   `json:"correct"`
	Image   *struct {
		AltText string `json:"altText"`
	} `json:"image"`
}

type slider struct {
	Start     json.Number `json:"start"`
	End       json.Number `json:"end"`
	Step      json.Number `json:"step"`
	Correct   json.Number `json:"correct"`
	Tolerance json.Number `json:"tolerance"`
	Unit      string      `json:"unit"`
}

type video struct {
	FullURL string `json:"fullUrl"`
	ID      string `json:"id"`
}

// points are the points that a question is worth; -1 is none.
func (i *item) points() int {
	switch {
	case i.Multiplier != nil:
		factor, err := strconv.ParseFloat(i.Multiplier.String(), 64)
		switch {
		case err != nil || factor < 0 || factor > 10:
			return 0
		case factor == 0:
			return -1
		}
		return int(factor * draft.DefaultPoints)
	case string(i.Points) == "false" || string(i.Points) == "0":
		return -1
	}
	return 0
}

// limit is the time of a question. What no question can have is not taken, and ok is false.
func (i *item) limit() (limit time.Duration, ok bool) {
	milliseconds, err := strconv.ParseFloat(i.Time.String(), 64)
	if i.Time == "" || err == nil && milliseconds == 0 {
		return 0, true
	}
	limit = time.Duration(milliseconds) * time.Millisecond
	if err != nil || milliseconds < 0 || milliseconds > 1e9 || limit < questions.MinTime || limit > questions.MaxTime {
		return 0, false
	}
	return limit, true
}

// lost names what of a question is somewhere else, or is not read.
func (i *item) lost() []string {
	var lost []string
	if i.hasImage() {
		lost = append(lost, "its picture")
	}
	if i.Video.FullURL != "" || i.Video.ID != "" {
		lost = append(lost, "its video")
	}
	for _, c := range i.Choices {
		if c.Image != nil {
			return append(lost, "the pictures of its answers")
		}
	}
	return lost
}

func (i *item) hasImage() bool {
	image := strings.TrimSpace(string(i.Image))
	return len(i.Media) > 0 || image != "" && image != "null" && image != `""`
}

// plain is a text without marks.
func plain(source string) string { return draft.HTML(source).Text }

// texts are the answers without marks. An answer that is a picture is called by its description.
func (i *item) texts() []string {
	texts := make([]string, len(i.Choices))
	for n, c := range i.Choices {
		if texts[n] = plain(c.Answer); texts[n] == "" && c.Image != nil {
			texts[n] = plain(c.Image.AltText)
		}
	}
	return texts
}

// figure is a number of JSON as a question holds it, empty if there is none.
func figure(number json.Number) string {
	if value, err := questions.ReadDecimal(number.String()); err == nil {
		return value.String()
	}
	value, err := strconv.ParseFloat(number.String(), 64) // with an exponent
	if err != nil {
		return ""
	}
	decimal, err := questions.ReadDecimal(strconv.FormatFloat(value, 'f', -1, 64))
	if err != nil {
		return ""
	}
	return decimal.String()
}
