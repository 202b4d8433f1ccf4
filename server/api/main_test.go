package api_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// TestMain holds, when all tests of the API were run, that each operation of the document was answered well at least once, and at
// least once with a problem. What was answered was held against the document by then.
func TestMain(m *testing.M) {
	code := m.Run()
	if chosen := flag.Lookup("test.run"); code == 0 && chosen.Value.String() == "" && flag.Lookup("test.list").Value.String() == "" {
		code = exercised()
	}
	os.Exit(code)
}

func exercised() (code int) {
	c, err := theContract()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for key, o := range c.operations {
		if !o.succeeded || !o.refused {
			fmt.Fprintf(os.Stderr, "%s: a test saw it answered well: %v, with a problem: %v\n", key, o.succeeded, o.refused)
			code = 1
		}
	}
	return code
}
