package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// axeSource is axe-core 4.14.1, Copyright Deque Systems, under the Mozilla Public License 2.0 (axe.LICENSE).
//
//go:embed axe.min.js
var axeSource string

// Violation is one broken rule of axe-core, with the elements that break it.
type Violation struct {
	ID     string   `json:"id"`     // axe's name of the rule, such as color-contrast
	Impact string   `json:"impact"` // minor, moderate, serious or critical
	Help   string   `json:"help"`   // what the rule wants
	Nodes  []string `json:"nodes"`  // selectors, each with what is wrong there
}

// String returns the violation and its elements, one a line.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n    %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n    "))
}

// runAxe asks for WCAG 2.2 A and AA: axe's tags are by the version that brought the rule.
const runAxe = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
	resultTypes: ["violations"],
}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact || "", help: v.help,
	nodes: v.nodes.map(n => n.target.join(" ") + ": " + (n.failureSummary || "").replace(/\s+/g, " ")),
})))`

// Axe checks the page as it is now against WCAG 2.2 A and AA, as far as a program can. Emulate reduced motion first:
// what is half faded in has too little contrast.
func (p *Page) Axe() []Violation {
	p.t.Helper()
	var got []Violation
	p.do("run axe-core", func(ctx context.Context) error {
		value, err := p.judge(ctx)
		if err != nil {
			return err
		}
		return json.Unmarshal(value, &got)
	})
	return got
}

// judge runs axe-core in the page, which gets it first if it has none: half a megabyte is not sent for every look. A page that
// goes elsewhere in the middle gets it again where it arrives, and a tab that goes from page to page brings it along.
func (p *Page) judge(ctx context.Context) ([]byte, error) {
	for {
		value, err := p.read(ctx, `globalThis.axe || globalThis.bringAxe?.(), globalThis.axe ? `+runAxe+` : null`)
		if err != nil || string(value) != "null" {
			return value, err
		}
		if err := p.bringAxe(ctx); err != nil {
			return nil, err
		}
	}
}

// axeTrips is how many pages of a tab get axe-core by themselves before the tab is taught to bring it.
const axeTrips = 2

func (p *Page) bringAxe(ctx context.Context) error {
	bring := "globalThis.bringAxe = () => {" + axeSource + "\n}"
	if traveller, ok := p.tab.(*chromiumTab); ok {
		if traveller.trips++; traveller.trips == axeTrips {
			if err := traveller.everywhere(ctx, bring); err != nil {
				return err
			}
		}
	}
	_, err := p.read(ctx, bring+", null")
	return err
}

// Accessible fails the test with every violation that Axe finds.
func (p *Page) Accessible() {
	p.t.Helper()
	for _, violation := range p.Axe() {
		p.t.Errorf("%s: %s", p.URL(), violation)
	}
}
