package gift_test

import (
	"bytes"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/formattest"
	"trivium/questions/formats/gift"
)

func TestHostileFilesCostLittle(t *testing.T) {
	for _, piece := range []string{
		"a", "{", "}", "{\n\n", "}\n\n",
		"a{=b}\n\n", "a{T}\n\n", "\\", "\\\\", "\\{", "<", "<b>", "<b ",
		"<img ", "&", "&amp;", "// [tag:a]\na\n\n",
		"// [tag:", "::", "::a::", "$CATEGORY: a\n\n", "$CATEGORY: a\nb{T}\n\n", "/",
		"a{~%50%&", "~&", "=&", "=a#&", "=*", "->",
		"= -> a", "=a -> <b>",
		"####", "#", "%50%", "=%50%1:2", "![](data:image/png;base64,AAAA)", "data:image/", "\ufdee", "\xef\xb7", "\xff", "\n", "\r", "\n\n",
	} {
		for _, frame := range []string{"", "a{=", "[html]a{T####"} {
			text := []byte(frame + strings.Repeat(piece, (64<<10)/len(piece)))
			formattest.Bounded(t, text, gift.Read)
			gift.Is("hostile", text)
		}
	}
}

func TestTheLargestFilesCostLittle(t *testing.T) {
	for _, piece := range []string{"[html]<b>&amp;", "[markdown]![](data:image/png;base64,AAAA)", "a{~%50%a#[html]&lt;~b}\n\n"} {
		formattest.Bounded(t, bytes.Repeat([]byte(piece), (2<<20)/len(piece)), gift.Read)
	}
}

func TestTooLargeFilesAreRefused(t *testing.T) {
	t.Parallel()
	for code, data := range map[string][]byte{
		"too-large": bytes.Repeat([]byte("a"), draft.MaxPlain+1),
		"too-many":  bytes.Repeat([]byte("a{T}\n\n"), draft.MaxQuestions+1),
		"encoding":  []byte("a{T}\x00\x01"),
		"empty":     []byte("// nothing"),
	} {
		got := gift.Read("a.gift", data)
		if last := got.Findings[len(got.Findings)-1]; last.Severity != questions.Error || last.Code != code {
			t.Errorf("the last finding is %v, not %s", last, code)
		}
	}
}

func TestTenThousandQuestions(t *testing.T) {
	got := formattest.Bounded(t, bytes.Repeat([]byte("Which?{=a#why ~b ~c ~d####Because.}\n\n"), draft.MaxQuestions), gift.Read)
	if len(got.Pack.Questions) != draft.MaxQuestions || len(got.Findings) > 0 {
		t.Errorf("%d questions, %v", len(got.Pack.Questions), got.Findings)
	}
}

func TestWhatIsNoGIFT(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "just text", `{"questions": [{"question": "{=a}"}]}`, "[1]", "<?xml version=\"1.0\"?><quiz>{=a}</quiz>", "<quiz>{=a}</quiz>",
		"format: 1\nquestions:\n  - {prompt: ::a::b}", "question,answer\nWhat is {}?,a map", "a\tb {=c}", "What?\nA. {=a}\nB. b\nANSWER: A",
		"#separator:tab\nWho? {=a}", "Text {{c1::cloze}}", "\x00\x01\x02",
	} {
		if gift.Is("a.gift", []byte(text)) {
			t.Errorf("%q is taken for GIFT", text)
		}
	}
	for _, text := range []string{
		"Q{}", "[html]<p>Q</p>{T}", "<p>Q</p>{=a}", "::t::Q", "// c\n\n$CATEGORY: a\n\nslide", "Q\n{\n~a\n=b\n}", "Q {#5}", "\ufeffQ {FALSE}",
	} {
		if !gift.Is("a", []byte(text)) {
			t.Errorf("%q is not taken for GIFT", text)
		}
	}
}
