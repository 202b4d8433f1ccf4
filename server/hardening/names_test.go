package hardening

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trivium/game"
	"trivium/server/wire"
)

// names joins under names that should harm somebody. Each is refused, or becomes one that is short, in one line and in one direction, and
// no page has it as anything but text.
func (w *world) names(t *testing.T) {
	ctx := within(t)
	g, client := w.open(ctx, t, func(s *game.Settings) { s.AllowAnyName = true }), w.peer(t)
	host := w.host(ctx, t, g)
	w.join(ctx, t, client, g, "Anna Paypal", 60).hear("own")
	seated := []string{}
	for i, name := range []string{
		"<script>x()</script>", "<img src=x onerror=x>", `"><svg onload=x>`, "';--", "{{7*7}}", "${7*7}", "&lt;b&gt;", "javascript:x()",
		"<b>bold</b>",
		"\u202egnp.exe", "a\u2066b\u2069", "a\u200eb", "\u061cabc", "a\u200bb", "a\u200cb", "a\u2060b", "\ufeffabc", "a\u00adb",
		"\u180eabc",
		"Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031ea\u0349\u034e\u0320",
		"a\u0301\u0301\u0301\u0301", "\u0301", "a\u20dd",
		"a\u0000b", "a\nb", "a\rb", "a\u2028b", "a\tb", "\x1b[31mred", "a\ufff9b", "\ue000", "\U000e0041", "\u3164", "\u2800", "\u115f",
		"Аnnа Раураl", "ANNA PAYPAI", "Ａｎｎａ　Ｐａｙｐａｌ", "𝐀𝐧𝐧𝐚 𝐏𝐚𝐲𝐩𝐚𝐥", "Anna  Paypa1", "=1+1", "@SUM(A1)", "+49", "-1", "﷽", "ﷺ",
		strings.Repeat("W", 500), strings.Repeat("👨‍👩‍👧‍👦", 30), "..", "../../x", "%00", "null", "NaN", "\\u0041",
	} {
		m := player(g, name, 6000+i)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		c := w.call(ctx, t, client)
		c.say(strings.Replace(string(data), `"t":""`, `"t":"hello"`, 1))
		first := c.first()
		var welcome wire.Welcome
		switch {
		case strings.HasPrefix(first, `{"t":"problem","code":"name_`), strings.HasPrefix(first, `{"t":"problem","code":"bad_message"`):
			continue
		case !strings.HasPrefix(first, `{"t":"welcome"`):
			t.Errorf("the name %.100q is answered %.200q", name, first)
			continue
		}
		if err := json.Unmarshal([]byte(first), &welcome); err != nil {
			t.Fatal(err)
		}
		if why := harmful(welcome.Name); why != "" {
			t.Errorf("the name %+q became %+q, which %s", name, welcome.Name, why)
		}
		for _, other := range seated {
			if other == welcome.Name {
				t.Errorf("two are called %+q", other)
			}
		}
		seated = append(seated, welcome.Name)
	}
	if len(seated) < 5 {
		t.Errorf("only %+q were let in, so nothing was shown of how names are shown", seated)
	}
	for _, fake := range []string{"Anna", "PAYPA"} {
		for _, name := range seated {
			if strings.Contains(strings.ToUpper(norm.NFKC.String(name)), strings.ToUpper(fake)) {
				t.Errorf("%+q looks like somebody else", name)
			}
		}
	}
	view := next(ctx, t, host, 1, game.Open)
	if _, err := host.Do(ctx, game.Command{Verb: game.DoEnd, Turn: view.Turn}); err != nil {
		t.Fatal(err)
	}
	if _, err := host.Await(ctx, "the podium", func(v game.View) bool { return v.Phase == game.Podium }); err != nil {
		t.Fatal(err)
	}
	page := w.get(ctx, t, client, g.Result, map[string]string{"Accept": "text/html"})
	for _, name := range seated {
		if strings.ContainsAny(name, "<>") && strings.Contains(page.body, name) {
			t.Errorf("the page of the result has %q as it is", name)
		}
	}
	if !strings.Contains(page.body, "Anna Paypal") {
		t.Errorf("the page of the result (status %d) names nobody, so it proves nothing", page.status)
	}
}

// first gives the first frame that comes.
func (c *caller) first() string {
	data, err := c.read()
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// harmful says what is wrong with a name, if anything.
func harmful(name string) string {
	marks := 0
	for _, r := range name {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return "has signs that nobody sees"
		case unicode.In(r, unicode.Mn, unicode.Me):
			marks++
		}
	}
	switch {
	case len([]rune(name)) > 20 || name == "":
		return "is too long, or empty"
	case marks > 4:
		return "is a heap of marks"
	case name != norm.NFC.String(name):
		return "can be written in another way"
	case strings.TrimSpace(name) != name:
		return "has space around it"
	}
	return ""
}
