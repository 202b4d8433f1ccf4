package dashboard

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const boardFile = "../../deploy/grafana/dashboards/trivium.json"

// board is what the tests read of a dashboard of Grafana.
type board struct {
	Title  string  `json:"title"`
	Panels []panel `json:"panels"`
}

type panel struct {
	ID          int                      `json:"id"`
	Type, Title string                   // "row", "stat", "timeseries" or "table"
	Targets     []target                 `json:"targets"`
	Pos         struct{ H, W, X, Y int } `json:"gridPos"`
	Field       struct {
		Defaults struct {
			Unit       string `json:"unit"`
			Thresholds struct {
				Steps []struct {
					Color string   `json:"color"`
					Value *float64 `json:"value"`
				} `json:"steps"`
			} `json:"thresholds"`
		} `json:"defaults"`
	} `json:"fieldConfig"`
}

type target struct {
	Expr   string `json:"expr"`
	Legend string `json:"legendFormat"`
}

// asked is the query as Grafana would send it, for all installations and with a window of ten seconds.
func (t target) asked() string {
	return strings.NewReplacer("$__rate_interval", "10s", "$job", "trivium.*").Replace(t.Expr)
}

func readBoard(t *testing.T) board {
	t.Helper()
	text, err := os.ReadFile(boardFile)
	if err != nil {
		t.Fatal(err)
	}
	var b board
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatalf("%s: %v", boardFile, err)
	}
	return b
}

// TestPanelsLieBesideEachOther looks for panels that have the same number, hang over the edge or cover another one.
func TestPanelsLieBesideEachOther(t *testing.T) {
	type cell struct{ x, y int }
	ids, cells := map[int]bool{}, map[cell]string{}
	b := readBoard(t)
	for _, p := range b.Panels {
		if ids[p.ID] {
			t.Errorf("two panels have the number %d", p.ID)
		}
		ids[p.ID] = true
		if p.Pos.X+p.Pos.W > 24 || p.Pos.W < 1 || p.Pos.H < 1 {
			t.Errorf("%s lies at %+v, and there are 24 columns", p.Title, p.Pos)
		}
		for x := p.Pos.X; x < p.Pos.X+p.Pos.W; x++ {
			for y := p.Pos.Y; y < p.Pos.Y+p.Pos.H; y++ {
				if other := cells[cell{x, y}]; other != "" {
					t.Errorf("%s covers %s", p.Title, other)
				}
				cells[cell{x, y}] = p.Title
			}
		}
		if p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("%s asks nothing", p.Title)
		}
	}
	if len(b.Panels) < 20 {
		t.Errorf("there are only %d panels", len(b.Panels))
	}
}
