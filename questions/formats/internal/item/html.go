package item

import (
	"regexp"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// maxImages is how many pictures of one text are looked for; a question shows fewer.
const maxImages = 4 * questions.MaxMedia

// HTML reads a text in HTML. The pictures in it are shown with the question at the given moment.
func (i *Item) HTML(source, when string) string {
	text, _ := i.html(source, when)
	return text
}

func (i *Item) html(source, when string) (text string, pictures int) {
	if !strings.ContainsAny(source, "<&") { // nearly all choices
		text = strings.Join(strings.Fields(source), " ")
		i.formula(text)
		return text, 0
	}
	embedded, source := draft.Embedded{}, equations(source)
	rich := draft.HTML(embedded.Take(source))
	for _, lost := range rich.Lost {
		i.Warn("layout", "a %s was taken as its text only", lost)
	}
	for n, image := range rich.Images {
		if n == maxImages {
			i.Warn("too-many-pictures", "a text shows %d pictures; those after number %d were left out", len(rich.Images), maxImages)
			break
		}
		data, found := embedded.Picture(image.Src)
		if !found && i.Find != nil {
			data, found = i.Find(image.Src)
		}
		if !found {
			i.Warn("picture", "the picture %q is not in the file; add it by hand", Shorten(embedded.Restore(image.Src)))
			continue
		}
		i.Draft.Attach(i.At, &i.Q, data, image.Alt, when)
	}
	i.formula(rich.Text)
	return embedded.Restore(rich.Text), len(rich.Images)
}

// equations puts the source of a formula in place of the picture of it that Canvas makes while a page is shown.
func equations(source string) string {
	if !strings.Contains(source, "equation_image") {
		return source
	}
	content := regexp.MustCompile(`(?:data-equation-content|title)="([^"]*)"`)
	return regexp.MustCompile(`<img[^>]*class="[^"]*equation_image[^>]*>`).ReplaceAllStringFunc(source, func(tag string) string {
		found := content.FindStringSubmatch(tag)
		if found == nil {
			return tag
		}
		return ` \(` + found[1] + `\) `
	})
}

// formula says that a formula is shown as it is written.
func (i *Item) formula(text string) {
	if strings.Count(text, "$$") >= 2 || strings.Contains(text, `\(`) && strings.Contains(text, `\)`) {
		i.Warn("formula", "a formula is shown as it is written; write it in plain characters: %q", Shorten(text))
	}
}
