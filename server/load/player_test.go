package load_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"trivium/server/load"
	"trivium/server/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// scripted is a server that greets each connection with the frames of its turn, the last script for all that follow.
// "<" waits for a message of the client; "!" breaks the connection; "~" is silent until the client breaks it.
func scripted(t *testing.T, scripts ...[]string) string {
	t.Helper()
	turns := make(chan []string, len(scripts))
	for _, s := range scripts {
		turns <- s
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{wire.Subprotocol}})
		if err != nil {
			return
		}
		defer func() { _ = c.CloseNow() }()
		ctx := context.WithoutCancel(r.Context())
		frames := scripts[len(scripts)-1]
		select {
		case frames = <-turns:
		default:
		}
		if _, _, err := c.Read(ctx); err != nil { // its hello
			return
		}
		for _, frame := range frames {
			switch frame {
			case "<":
				_, _, err = c.Read(ctx)
			case "!":
				return
			case "~":
				for err == nil {
					_, _, err = c.Read(ctx)
				}
			default:
				err = c.Write(ctx, websocket.MessageText, []byte(frame))
			}
			if err != nil {
				return
			}
		}
		_, _, _ = c.Read(ctx) // until the player leaves
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// Frames of one question, as a server sends them. The choices of a true-or-false question leave the player two answers, so
// the picks are given by whoever writes the script.
const (
	welcome = `{"t":"welcome","role":"player","seat":1,"name":"Cat","now":1}`
	ready   = `{"t":"view","n":2,"now":1,"view":{"pin":"1","title":"","phase":"ready","turn":2,"scoring":"speed","began":1}}`
	asked   = `{"t":"view","n":3,"now":1,"view":{"pin":"1","title":"","phase":"open","turn":3,"scoring":"speed","began":1,` +
		`"question":{"showing":0,"number":1,"of":1,"kind":"single","points":1000,"limit":20000,"choices":["a"]}}}`
	taken    = `{"t":"ack","showing":0,"ok":true,"pick":[0]}`
	revealed = `{"t":"view","n":5,"now":1,"view":{"pin":"1","title":"","phase":"reveal","turn":5,"scoring":"speed","began":1,` +
		`"question":{"showing":0,"number":1,"of":1,"kind":"single","points":1000,"limit":20000,"choices":["a"]},` +
		`"reveal":{"answered":1,"correct":1}}}`
	right = `{"t":"own","n":5,"own":{"seat":1,"name":"Cat","score":950,"rank":1,"of":1,"streak":1,"admitted":true,"plays":true,` +
		`"result":{"showing":0,"answered":true,"right":true,"share":100,"points":950,"base":950,"time":2000,"answer":{"pick":[0]}}}}`
	over = `{"t":"view","n":6,"now":1,"view":{"pin":"1","title":"","phase":"ended","turn":6,"scoring":"speed","began":1}}`
	pong = `{"t":"pong","c":6,"now":1}`
)

func play(t *testing.T, scripts ...[]string) (*load.Player, error) {
	t.Helper()
	return playOver(t, load.Net{}, scripts...)
}

func playOver(t *testing.T, net load.Net, scripts ...[]string) (*load.Player, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	p := load.NewPlayer(load.PlayerOptions{
		URL: scripted(t, scripts...), Net: net, PIN: "1", Name: "Cat", ThinkLeast: time.Millisecond, ThinkMost: time.Millisecond,
		Client: &http.Client{Transport: transport},
	})
	return p, p.Run(ctx)
}

func TestAPlayerWhoIsToldTheTruthPlaysToTheEnd(t *testing.T) {
	p, err := play(t, []string{welcome, ready, asked, "<", taken, revealed, right, over, "<", pong})
	if err != nil {
		t.Fatal(err)
	}
	own, ok := p.Own()
	if acks := p.Acks(); !ok || own.Score != 950 || len(acks) != 1 || acks[0].Showing != 0 || p.Connections() != 1 {
		t.Errorf("own %+v, acks %+v, %d connections", own, acks, p.Connections())
	}
}

func TestAPlayerComesBackWithTheAnswerThatWasLost(t *testing.T) {
	p, err := play(t,
		[]string{welcome, ready, asked, "<", "!"},
		[]string{welcome, asked, taken, revealed, right, over, "<", pong})
	if err != nil {
		t.Fatal(err)
	}
	resyncs, ends := p.Resyncs()
	if acks := p.Acks(); len(acks) != 1 || p.Connections() != 2 || resyncs != 1 || len(ends) != 1 || ends["lost"] != 1 {
		t.Errorf("acks %+v after %d connections, %d resyncs, which ended by %v", acks, p.Connections(), resyncs, ends)
	}
}

func TestAPlayerLeavesASilentLine(t *testing.T) {
	p, err := playOver(t, load.Net{Patience: 200 * time.Millisecond},
		[]string{welcome, ready, asked, "<", "~"},
		[]string{"~"}, // not even a welcome
		[]string{welcome, asked, taken, revealed, right, over, "<", pong})
	if err != nil {
		t.Fatal(err)
	}
	resyncs, _ := p.Resyncs()
	if acks := p.Acks(); len(acks) != 1 || p.Connections() != 3 || resyncs != 1 {
		t.Errorf("acks %+v after %d connections, want one after three; %d resyncs, want one", acks, p.Connections(), resyncs)
	}
}

func TestAnotherInstanceMayBeBehind(t *testing.T) {
	scripts := [][]string{
		{welcome, ready, asked, "<", taken, "!"},
		{welcome, ready, asked, revealed, right, over, "<", pong},
	}
	if p, err := playOver(t, load.Net{Several: true}, scripts...); err != nil || len(p.Acks()) != 1 {
		t.Errorf("several instances: %v", err)
	}
	if _, err := play(t, scripts...); !errors.Is(err, load.ErrWrong) {
		t.Errorf("one server whose number falls gives %v, want ErrWrong", err)
	}
}

func TestAQuestionIsLeftWithoutAnAnswer(t *testing.T) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	var told []uint64
	p := load.NewPlayer(load.PlayerOptions{
		URL: scripted(t, []string{welcome, ready, asked, over, "<", pong}), PIN: "1", Name: "Cat",
		ThinkLeast: time.Millisecond, ThinkMost: time.Millisecond, Client: &http.Client{Transport: transport},
		Silent: func(showing int) bool { return showing == 0 },
		OnSend: func(a wire.Answer) { t.Errorf("%+v was sent", a) },
		OnView: func(v wire.View) { told = append(told, v.N) },
	})
	if err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []uint64{2, 3, 6}; !slices.Equal(told, want) {
		t.Errorf("views %v, want %v", told, want)
	}
}

func TestAPlayerNoticesWhatIsWrong(t *testing.T) {
	swap := func(text, old, by string) string {
		t.Helper()
		if !strings.Contains(text, old) {
			t.Fatalf("%s is not in %s", old, text)
		}
		return strings.Replace(text, old, by, 1)
	}
	for name, c := range map[string]struct {
		frames []string
		words  string
	}{
		"number falls":         {[]string{welcome, asked, swap(ready, `"turn":2`, `"turn":3`)}, "number 2 after 3"},
		"turn falls":           {[]string{welcome, asked, swap(revealed, `"turn":5`, `"turn":1`)}, "turn 1 after 3"},
		"own is older":         {[]string{welcome, asked, swap(right, `"n":5`, `"n":1`)}, "number 1 after 3"},
		"answer told early":    {[]string{welcome, swap(asked, `"question"`, `"reveal":{"answered":0,"correct":0},"question"`)}, "reveal shown"},
		"host's part told":     {[]string{welcome, swap(ready, `"began":1`, `"began":1,"lobby":{"players":1}`)}, "for the host"},
		"field nobody knows":   {[]string{welcome, swap(ready, `"began":1`, `"began":1,"secret":1`)}, "secret"},
		"message nobody knows": {[]string{welcome, `{"t":"tea"}`}, "tea"},
		"seat changes": {
			[]string{welcome, swap(welcome, `"seat":1`, `"seat":2`)}, "seat 1 became 2",
		},
		"another's part": {[]string{welcome, asked, swap(right, `"seat":1`, `"seat":2`)}, "was told of seat 2"},
		"other answer acknowledged": {
			[]string{welcome, asked, "<", swap(taken, `[0]`, `[1]`)}, "acknowledged was [1]",
		},
		"ack changes": {
			[]string{welcome, asked, "<", taken, swap(taken, `[0]`, `[1]`)}, "changed from [0]",
		},
		"acknowledged answer is lost": {
			[]string{welcome, asked, "<", taken, revealed, `{"t":"own","n":5,"own":{"seat":1,"name":"Cat","score":0,"rank":1,"of":1,` +
				`"streak":0,"admitted":true,"plays":true,"result":{"showing":0,"answered":false,"right":false,"share":0,"points":0,` +
				`"base":0,"time":0,"answer":{}}}}`},
			"not in its result",
		},
		"another answer is scored": {
			[]string{welcome, asked, "<", taken, revealed, swap(right, `{"pick":[0]}`, `{"pick":[1]}`)}, "scored was [1]",
		},
		"own before the view":  {[]string{welcome, right}, "before the room's view"},
		"ack before the view":  {[]string{welcome, taken}, "before the room's view"},
		"result before ack":    {[]string{welcome, asked, "<", revealed, right}, "before the ack"},
		"score is not the sum": {[]string{welcome, asked, "<", taken, revealed, swap(right, `"score":950`, `"score":951`)}, "add up to 950"},
		"points are not the parts": {
			[]string{welcome, asked, "<", taken, revealed, swap(right, `"points":950`, `"points":951`)}, "are not 950 + 0 - 0",
		},
		"formula broken": {
			[]string{welcome, asked, "<", taken, revealed, swap(swap(right, `"base":950`, `"base":951`), `"points":950`, `"points":951`)},
			"want 950 of 1000",
		},
		"more credit than there is": {
			[]string{welcome, asked, "<", taken, revealed, swap(right, `"time":2000`, `"time":2000,"credit":801`)}, "credit of 801",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := play(t, c.frames)
			if !errors.Is(err, load.ErrWrong) || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %v, want ErrWrong with %q", err, c.words)
			}
		})
	}
}

func TestAPlayerWhoIsSentAwayStops(t *testing.T) {
	_, err := play(t, []string{`{"t":"problem","code":"no_room","words":"There is no such game."}`})
	refused, ok := errors.AsType[load.Refused](err)
	if !ok || errors.Is(err, load.ErrWrong) || refused.Code != "no_room" || !strings.Contains(err.Error(), "no such game") {
		t.Errorf("got %v", err)
	}
}
