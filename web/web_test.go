package web_test

import (
	"testing"

	"trivium/web"
)

func TestBundles(t *testing.T) {
	if _, err := web.New(web.Options{}); err != nil {
		t.Fatal(err)
	}
}
