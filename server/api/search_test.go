package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

type foundPage struct {
	Questions []struct {
		ID, Prompt, Answer, Played string
		Favourite                  bool
	}
	Total  int
	Facets map[string][]struct {
		Value, Title string
		Count        int
	}
	Next string
}

// ids are those of a page, in order.
func (p foundPage) ids() string {
	var ids []string
	for _, q := range p.Questions {
		ids = append(ids, q.ID)
	}
	return strings.Join(ids, " ")
}

func TestSearchingQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	w.upload(http.MethodPost, "/api/packs", "mine.yaml", strings.Replace(strings.Replace(packNamed("mine"), "Which is a colour?", "Wäre das eine Farbe?", 1),
		"    kind: single", "    kind: single\n    tags: [paint]\n    difficulty: hard", 1)).is(t, "upload", http.StatusCreated, "")
	for at, want := range map[string]string{
		"q=colour":                      "small/one",
		"q=FARB":                        "mine/one",
		"q=ware+farbe":                  "mine/one",
		"q=nothing":                     "",
		"tag=paint":                     "mine/one",
		"kind=text&kind=single&limit=2": "mine/one small/one",
		"difficulty=hard":               "mine/one",
		"pack=typed":                    "typed/first typed/second",
		"id=typed/second&id=small/one":  "small/one typed/second",
		"favourite=true":                "",
		"played=recently":               "",
		"length=short&language=en&q=w":  "",
	} {
		page := read[foundPage](t, w.get("/api/questions?"+at))
		if page.ids() != want {
			t.Errorf("%s: %q, want %q", at, page.ids(), want)
		}
	}
	first := read[foundPage](t, w.get("/api/questions?limit=3"))
	second := read[foundPage](t, w.get("/api/questions?limit=3&cursor="+first.Next))
	if first.Total != 4 || len(first.Questions) != 3 || len(second.Questions) != 1 || second.Next != "" {
		t.Errorf("pages: %+v, %+v", first, second)
	}
	if packs := first.Facets["pack"]; len(packs) != 3 || packs[0].Value != "typed" || packs[0].Count != 2 || packs[0].Title != "Typed" {
		t.Errorf("counts of packs: %+v", packs)
	}
	w.get("/api/questions?played=often").is(t, "played", http.StatusBadRequest, `"played"`)
	w.get("/api/questions?cursor=x").is(t, "a cursor", http.StatusBadRequest, `"cursor"`)
	w.delete("/api/packs/mine").is(t, "delete", http.StatusNoContent, "")
	if page := read[foundPage](t, w.get("/api/questions?q=farbe")); page.Total != 0 {
		t.Errorf("of a pack that is gone: %+v", page)
	}
}

func TestFavouritesAreAHostsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea := w.host("bea")
	put := func(w *world, at string) reply { return w.send(http.MethodPut, "/api/me/favourites/"+at, "", nil, nil) }
	put(bea, "small/one").is(t, "star", http.StatusNoContent, "")
	put(bea, "small/one").is(t, "star twice", http.StatusNoContent, "")
	put(bea, "small/none").is(t, "no question", http.StatusNotFound, "no_question")
	w.upload(http.MethodPost, "/api/packs", "mine.yaml", packNamed("mine")).is(t, "upload", http.StatusCreated, "")
	put(bea, "mine/one").is(t, "a question of another", http.StatusNotFound, "no_pack")
	page := read[foundPage](t, bea.get("/api/questions?favourite=true"))
	if page.ids() != "small/one" || !page.Questions[0].Favourite {
		t.Errorf("favourites: %+v", page)
	}
	if page := read[foundPage](t, w.get("/api/questions?favourite=true")); page.Total != 0 {
		t.Errorf("another's favourites: %+v", page)
	}
	bea.delete("/api/me/favourites/small/one").is(t, "take the star", http.StatusNoContent, "")
	bea.delete("/api/me/favourites/small/one").is(t, "take it twice", http.StatusNoContent, "")
	if page := read[foundPage](t, bea.get("/api/questions?favourite=true")); page.Total != 0 {
		t.Errorf("no star any more: %+v", page)
	}
}

func TestWhatWasPlayedIsFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	me := read[struct{ ID string }](t, w.get("/api/me"))
	began := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	for i, id := range []string{"typed/second", "small/one"} {
		if err := w.marks.Play(t.Context(), me.ID, []string{id}, began.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if page := read[foundPage](t, w.get("/api/questions?played=recently")); page.ids() != "small/one typed/second" || page.Questions[0].Played != "2026-11-27T21:00:00Z" {
		t.Errorf("recently: %+v", page)
	}
	if page := read[foundPage](t, w.get("/api/questions?played=never")); page.ids() != "typed/first" {
		t.Errorf("never: %+v", page)
	}
}

func TestAGameOfPickedQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea, cem := w.host("bea"), w.host("cem")
	bea.upload(http.MethodPost, "/api/packs", "beas.yaml", packNamed("beas")).is(t, "upload", http.StatusCreated, "")
	body := `{"questions":["typed/second","beas/one"]}`
	bea.json(http.MethodPost, "/api/games", body).is(t, "her own", http.StatusCreated, `"pin"`)
	cem.json(http.MethodPost, "/api/games", body).is(t, "another's", http.StatusUnprocessableEntity, "no pack")
	bea.json(http.MethodPost, "/api/games", `{"questions":["typed/none"]}`).is(t, "none", http.StatusUnprocessableEntity, "no question")
	bea.json(http.MethodPost, "/api/games", `{"packs":["typed"],"questions":["typed/second"]}`).is(t, "both", http.StatusUnprocessableEntity, "not both")
}
