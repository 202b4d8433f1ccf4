package item

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"trivium/questions"
)

// Figure reads a number as programs write it, also with an exponent: "1.5E-3".
func Figure(text string) (questions.Decimal, error) {
	text = strings.TrimSpace(text)
	found := regexp.MustCompile(`^([^eE]+)[eE]([+-]?[0-9]{1,2})$`).FindStringSubmatch(text)
	if found == nil {
		return questions.ParseDecimal(text, "en")
	}
	exponent, _ := strconv.Atoi(found[2]) // two digits, so it cannot fail
	power := "1" + strings.Repeat("0", max(0, exponent))
	if exponent < 0 {
		power = "0." + strings.Repeat("0", -exponent-1) + "1"
	}
	factor, err := questions.ReadDecimal(power)
	if err != nil {
		return questions.Decimal{}, fmt.Errorf("%q: %w", Shorten(text), err)
	}
	mantissa, err := questions.ParseDecimal(found[1], "en")
	if err != nil {
		return questions.Decimal{}, err
	}
	return mantissa.Mul(factor), nil
}

// Percent reads a share in percent; what is none is 0.
func Percent(text string) float64 {
	share, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || share != share || share > 1e6 || share < -1e6 {
		return 0
	}
	return share
}
