package app

import (
	"time"

	"trivium/questions"
	"trivium/server/study"
)

// openStudy makes study, which needs to know what is played.
func (a *app) openStudy() {
	a.study = study.New(study.Options{
		Store: a.store, Playing: a.games.Playing, Secret: []byte(a.key), Clock: time.Now,
		Packs: func() []*questions.Pack {
			entries, _ := a.bank.Entries()
			packs := make([]*questions.Pack, len(entries))
			for i := range entries {
				packs[i] = entries[i].Pack
			}
			return packs
		},
	})
}
