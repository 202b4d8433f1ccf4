package main

import (
	"regexp"
	"strings"
	"testing"
)

const printed = `goos: linux
5000 players, medians
BenchmarkWholeServer/players=10000-2   	       1	111 ns/op	 13.5 joined-KiB/player	 6000 joins/s
BenchmarkWholeServer/players=10000-2   	       1	112 ns/op	 14.5 joined-KiB/player	 4000 joins/s
BenchmarkWholeServer/players=10000-2   	       1	113 ns/op	 13.9 joined-KiB/player	 4500 joins/s
BenchmarkRooms   	       1	111 ns/op	 1.4 round-many/one
PASS
`

func TestTable(t *testing.T) {
	t.Parallel()
	out := &strings.Builder{}
	if err := run(nil, strings.NewReader(printed), out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`3  memory of a player at 10,000 +13\.90  at most 14 KiB +met`,
		`3  memory of a player at 10,000, the further aim +13\.90  at most 8 KiB +not met`,
		`7  joins +4500\.00  at least 5000 a second +not met`,
		`8  1,000 rooms .* 1\.40 .* not met`,
		`4  messages .* - .* not measured`,
	} {
		if !regexp.MustCompile(`(?m)^` + want + `$`).MatchString(out.String()) {
			t.Errorf("no line like %q in\n%s", want, out)
		}
	}
}
