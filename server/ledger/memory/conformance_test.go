package memory_test

import (
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/ledgertest"
	"trivium/server/ledger/memory"
)

func TestConformance(t *testing.T) {
	ledgertest.Run(t, func(*testing.T) ledgertest.Body {
		var now atomic.Int64
		now.Store(1_000_000)
		shared := memory.New(memory.Options{Clock: func() ledger.Time { return ledger.Time(now.Load()) }})
		return ledgertest.Body{
			Open:    func(name string) ledger.Ledger { return shared.Instance(name) },
			Advance: func(by time.Duration) { now.Add(by.Milliseconds()) },
		}
	})
}
