package questions

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// MaxDecimalDigits bounds the digits of a number that is read, so that a hostile figure costs nothing.
const MaxDecimalDigits = 40

// ErrNotANumber is what reading a number returns, wrapped, when the text is none.
var ErrNotANumber = errors.New("not a number")

// Decimal is an exact decimal number; the zero value is 0. It is immutable, so it may be copied and shared.
type Decimal struct {
	unscaled *big.Int // nil is zero; never ends in a decimal zero while scale > 0
	scale    int      // digits behind the point, never negative
}

// ReadDecimal reads a figure as packs and ledgers write it: "1969", "-0.5", "3.14"; a point, no grouping, no exponent.
// It returns ErrNotANumber, wrapped, for anything else or for more than MaxDecimalDigits digits.
func ReadDecimal(figure string) (Decimal, error) {
	unsigned, negative := strings.CutPrefix(figure, "-")
	if !negative {
		unsigned = strings.TrimPrefix(unsigned, "+")
	}
	whole, fraction, pointed := strings.Cut(unsigned, ".")
	if !onlyDigits(whole) || pointed && !onlyDigits(fraction) {
		return Decimal{}, fmt.Errorf("%w: %q; write it like 1969 or -0.5", ErrNotANumber, shorten(figure))
	}
	if len(whole)+len(fraction) > MaxDecimalDigits {
		return Decimal{}, fmt.Errorf("%w: more than %d digits", ErrNotANumber, MaxDecimalDigits)
	}
	unscaled, _ := new(big.Int).SetString(whole+fraction, 10) // digits only, so it cannot fail
	if negative {
		unscaled.Neg(unscaled)
	}
	return trimmed(unscaled, len(fraction)), nil
}

// onlyDigits tells whether text is one or more ASCII digits.
func onlyDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// shorten keeps error messages readable when the text is long.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= 30 {
		return text
	}
	return string(runes[:30]) + "..."
}

// trimmed makes the one canonical form of a value: without zeros at the end of the fraction. It may change unscaled.
func trimmed(unscaled *big.Int, scale int) Decimal {
	ten, rest := big.NewInt(10), new(big.Int)
	for scale > 0 {
		quotient, _ := new(big.Int).QuoRem(unscaled, ten, rest)
		if rest.Sign() != 0 {
			break
		}
		unscaled, scale = quotient, scale-1
	}
	return Decimal{unscaled: unscaled, scale: scale}
}

// scaledTo is the value times 10^scale, which must not be less than d's own scale.
func (d Decimal) scaledTo(scale int) *big.Int {
	if d.unscaled == nil {
		return new(big.Int)
	}
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale-d.scale)), nil)
	return factor.Mul(factor, d.unscaled)
}

// Sign is -1, 0 or +1.
func (d Decimal) Sign() int {
	if d.unscaled == nil {
		return 0
	}
	return d.unscaled.Sign()
}

// Cmp is -1 when d is less than other, 0 when they are equal and +1 when d is greater.
func (d Decimal) Cmp(other Decimal) int {
	scale := max(d.scale, other.scale)
	return d.scaledTo(scale).Cmp(other.scaledTo(scale))
}

// Add is d + other, exactly.
func (d Decimal) Add(other Decimal) Decimal {
	scale := max(d.scale, other.scale)
	sum := d.scaledTo(scale)
	return trimmed(sum.Add(sum, other.scaledTo(scale)), scale)
}

// Sub is d - other, exactly.
func (d Decimal) Sub(other Decimal) Decimal {
	scale := max(d.scale, other.scale)
	difference := d.scaledTo(scale)
	return trimmed(difference.Sub(difference, other.scaledTo(scale)), scale)
}

// Mul is d times other, exactly.
func (d Decimal) Mul(other Decimal) Decimal {
	product := d.scaledTo(d.scale)
	return trimmed(product.Mul(product, other.scaledTo(other.scale)), d.scale+other.scale)
}

// Abs is d without its sign.
func (d Decimal) Abs() Decimal {
	if d.Sign() >= 0 {
		return d
	}
	return Decimal{unscaled: new(big.Int).Abs(d.unscaled), scale: d.scale}
}

// Distance is how far d and other are apart: never negative, exact, and the same both ways.
func (d Decimal) Distance(other Decimal) Decimal { return d.Sub(other).Abs() }

// MultipleOf tells whether d is a whole multiple of step. Only zero is a multiple of zero.
func (d Decimal) MultipleOf(step Decimal) bool {
	if step.Sign() == 0 {
		return d.Sign() == 0
	}
	scale := max(d.scale, step.scale)
	return new(big.Int).Rem(d.scaledTo(scale), step.scaledTo(scale)).Sign() == 0
}

// String is the canonical figure, which ReadDecimal reads back: "1969", "-0.5". Equal values have equal strings.
func (d Decimal) String() string {
	if d.unscaled == nil {
		return "0"
	}
	digits := new(big.Int).Abs(d.unscaled).String()
	if short := d.scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if d.scale > 0 {
		point := len(digits) - d.scale
		digits = digits[:point] + "." + digits[point:]
	}
	if d.unscaled.Sign() < 0 {
		return "-" + digits
	}
	return digits
}

// decimalOf is a whole number as a Decimal.
func decimalOf(whole int64) Decimal { return Decimal{unscaled: big.NewInt(whole)} }
