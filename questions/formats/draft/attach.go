package draft

import "trivium/questions"

// NoAlt stands for a description that nobody wrote; the linter asks for a better one.
const NoAlt = "Picture"

// Attach shows a picture with a question, at questions.AtPrompt or AtReveal. What keeps it from that is said, and so is a
// description that is missing.
func (d *Draft) Attach(at Place, q *questions.Question, data []byte, alt, when string) {
	if len(q.Media) >= questions.MaxMedia {
		d.Warn(at, "too-many-pictures", "a question shows at most %d pictures; this one was left out", questions.MaxMedia)
		return
	}
	medium, err := d.Picture(data, alt)
	if err != nil {
		d.Warn(at, "picture", "a picture was left out: %v", err)
		return
	}
	if medium.Alt == "" {
		medium.Alt = NoAlt
		d.Warn(at, "no-alt", "a picture has no description; write one for those who cannot see it")
	}
	if when != questions.AtPrompt {
		medium.At = when
	}
	for _, known := range q.Media {
		if known.Src == medium.Src {
			return
		}
	}
	q.Media = append(q.Media, medium)
}
