package bench

import (
	"testing"

	"go.uber.org/goleak"

	"trivium/server/socket/sockettest"
)

func TestMain(m *testing.M) {
	if sockettest.Serve(nil) {
		return
	}
	goleak.VerifyTestMain(m)
}
