package lint

import (
	"fmt"
	"path"
	"strings"

	"trivium/questions"
)

// largeImage is from how many bytes on a picture keeps a hall of phones waiting.
const largeImage = 300 << 10

// media checks what media say to those who cannot see or hear them, and what they cost those who can.
func (l *linter) media() {
	for i := range l.question.Media {
		l.medium(fmt.Sprintf("media.%d", i), &l.question.Media[i])
	}
}

func (l *linter) medium(field string, medium *questions.Media) {
	name := strings.TrimSuffix(path.Base(medium.Src), path.Ext(medium.Src))
	if strings.EqualFold(medium.Alt, name) || strings.EqualFold(medium.Alt, path.Base(medium.Src)) || fileName(medium.Alt) {
		l.fail(field+".alt", "alt", "the alternative text %q is only a file name; say what is to be seen or heard", short(medium.Alt))
	}
	if medium.License == "" && l.question.License == "" && l.pack.License == "" {
		l.fail(field, "licence", "%s has no licence", medium.Src)
	}
	if size := l.size(l.pack, medium.Src); medium.Type == "image" && size > largeImage {
		l.warn(field+".src", "large-image", "the picture has %d KB; phones are sent it all at once, so make it smaller than %d KB", size>>10, largeImage>>10)
	}
	if medium.At == questions.AtReveal {
		return
	}
	for _, answer := range rightTexts(l.question) {
		if len([]rune(answer)) >= 3 && holds(medium.Alt, answer) {
			l.warn(field+".alt", "alt-answer", "the alternative text gives away %q", short(answer))
		}
	}
}

// fileName tells whether a text is the name of some picture or sound: "IMG_2041.jpeg".
func fileName(text string) bool {
	switch strings.ToLower(path.Ext(text)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".ogg", ".wav":
		return !strings.ContainsAny(text, " \t\n")
	}
	return false
}
