package game

import "fmt"

func errNow(words string) error     { return fmt.Errorf("%w: %s", ErrNotNow, words) }
func errBad(words string) error     { return fmt.Errorf("%w: %s", ErrBad, words) }
func errUnknown(words string) error { return fmt.Errorf("%w: %s", ErrUnknown, words) }
