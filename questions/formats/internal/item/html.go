package item

import (
	"regexp"
	"strings"

	"trivium/questions/formats/draft"
)

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
	for _, image := range rich.Images {
		data, found := embedded.Picture(image.Src)
		if !found && i.Find != nil {
			data, found = i.Find(image.Src)
		}
		if !found {
			i.Warn("picture", "the picture %q is not in the file; add it by hand", Shorten(restore(image.Src, embedded)))
			continue
		}
		i.Draft.Attach(i.At, &i.Q, data, image.Alt, when)
	}
	i.formula(rich.Text)
	return restore(rich.Text, embedded), len(rich.Images)
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

// restore puts the data of pictures back where they are only spoken of.
func restore(text string, embedded draft.Embedded) string {
	if len(embedded) == 0 {
		return text
	}
	return regexp.MustCompile("embedded:[0-9]+").ReplaceAllStringFunc(text, func(name string) string {
		if data, known := embedded[name]; known {
			return data
		}
		return name
	})
}

// formula says that a formula is shown as it is written.
func (i *Item) formula(text string) {
	if strings.Count(text, "$$") >= 2 || strings.Contains(text, `\(`) && strings.Contains(text, `\)`) {
		i.Warn("formula", "a formula is shown as it is written; write it in plain characters: %q", Shorten(text))
	}
}
