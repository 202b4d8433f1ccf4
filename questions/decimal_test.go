package questions_test

import (
	"errors"
	"math/big"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trivium/questions"
)

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/decimals.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "|")
		language, typed, want := strings.TrimSpace(fields[0]), fields[1], strings.TrimSpace(fields[2])
		got, err := questions.ParseDecimal(typed, language)
		switch {
		case want == "-":
			if !errors.Is(err, questions.ErrNotANumber) {
				t.Errorf("%s: got %s and error %v, want ErrNotANumber", line, got, err)
			}
		case err != nil:
			t.Errorf("%s: %v", line, err)
		case got.String() != want:
			t.Errorf("%s: got %s", line, got)
		}
	}
}

func TestADecimalIsAnExactFraction(t *testing.T) {
	t.Parallel()
	figures := rapid.StringMatching(`-?[0-9]{1,20}(\.[0-9]{1,15})?`)
	rapid.Check(t, func(t *rapid.T) {
		textA, textB := figures.Draw(t, "a"), figures.Draw(t, "b")
		a, b := mustRead(t, textA), mustRead(t, textB)
		ratA, ratB := fraction(textA), fraction(textB)
		for _, check := range []struct {
			name string
			got  questions.Decimal
			want *big.Rat
		}{
			{"itself", a, ratA},
			{"sum", a.Add(b), new(big.Rat).Add(ratA, ratB)},
			{"difference", a.Sub(b), new(big.Rat).Sub(ratA, ratB)},
			{"product", a.Mul(b), new(big.Rat).Mul(ratA, ratB)},
			{"distance", a.Distance(b), new(big.Rat).Abs(new(big.Rat).Sub(ratA, ratB))},
		} {
			if fraction(check.got.String()).Cmp(check.want) != 0 {
				t.Fatalf("%s of %s and %s is %s, want %s", check.name, textA, textB, check.got, check.want.RatString())
			}
		}
		if got, want := a.Cmp(b), ratA.Cmp(ratB); got != want {
			t.Fatalf("%s compared with %s is %d, want %d", textA, textB, got, want)
		}
		if (a.Cmp(b) == 0) != (a.String() == b.String()) {
			t.Fatalf("%s and %s: equal values and equal strings differ", a, b)
		}
	})
}

func TestTheZeroDecimalIsZero(t *testing.T) {
	t.Parallel()
	var zero questions.Decimal
	one := mustRead(t, "1")
	if zero.String() != "0" || zero.Sign() != 0 || zero.Cmp(one) != -1 || zero.Add(one).Cmp(one) != 0 ||
		one.Mul(zero).Cmp(zero) != 0 || zero.Abs().Cmp(zero) != 0 {
		t.Error("the zero value does not behave as 0")
	}
}

func TestMultipleOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value, step string
		want        bool
	}{
		{"10", "5", true},
		{"0.3", "0.1", true},
		{"0.35", "0.1", false},
		{"-6", "3", true},
		{"0", "7", true},
		{"1", "0", false},
		{"0", "0", true},
	} {
		if got := mustRead(t, c.value).MultipleOf(mustRead(t, c.step)); got != c.want {
			t.Errorf("%s a multiple of %s: got %t", c.value, c.step, got)
		}
	}
}

func TestJudgeNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spec  questions.NumberSpec
		right []string
		wrong []string
	}{
		{"exact", questions.NumberSpec{Answer: "1969"}, []string{"1969", "1969.0"}, []string{"1968", "1969.0001"}},
		{
			"absolute",
			questions.NumberSpec{Answer: "0.3", ToleranceAbs: "0.1"},
			[]string{"0.2", "0.3", "0.4"},
			[]string{"0.19", "0.41"},
		},
		{
			"relative",
			questions.NumberSpec{Answer: "-200", ToleranceRel: "0.05"},
			[]string{"-190", "-210"},
			[]string{"-189", "-211", "200"},
		},
		{
			"the wider tolerance",
			questions.NumberSpec{Answer: "100", ToleranceAbs: "1", ToleranceRel: "0.02"},
			[]string{"98", "102"},
			[]string{"97"},
		},
		{
			"range",
			questions.NumberSpec{Answer: "5", Low: "4", High: "7", ToleranceAbs: "100"},
			[]string{"4", "7", "5"},
			[]string{"3.99", "7.01"},
		},
		{"only a low end", questions.NumberSpec{Answer: "5", Low: "4"}, []string{"4", "1000"}, []string{"3"}},
		{"no answer", questions.NumberSpec{}, nil, []string{"0"}},
	} {
		for _, answer := range c.right {
			if !questions.JudgeNumber(&c.spec, mustRead(t, answer)) {
				t.Errorf("%s: %s is wrong, want right", c.name, answer)
			}
		}
		for _, answer := range c.wrong {
			if questions.JudgeNumber(&c.spec, mustRead(t, answer)) {
				t.Errorf("%s: %s is right, want wrong", c.name, answer)
			}
		}
	}
	if questions.JudgeNumber(nil, mustRead(t, "0")) {
		t.Error("a question without a number has a right answer")
	}
}

// fataler is what a test and a property have in common.
type fataler interface {
	Fatalf(format string, args ...any)
}

func mustRead(t fataler, figure string) questions.Decimal {
	value, err := questions.ReadDecimal(figure)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return value
}

func fraction(figure string) *big.Rat {
	value, _ := new(big.Rat).SetString(figure)
	return value
}
