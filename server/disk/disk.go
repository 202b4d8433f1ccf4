// Package disk tells how much room there is on the disk of a folder, so that somebody is warned before writes fail.
package disk

import (
	"math"

	"github.com/prometheus/client_golang/prometheus"
)

// Register adds the gauge of what is free for the folder. It asks the system each time that it is read, and is not a number
// where the system does not say.
func Register(registerer prometheus.Registerer, folder string) error {
	return registerer.Register(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "trivium_data_free_bytes", Help: "Room on the disk of the data folder that this user may still fill.",
	}, func() float64 {
		bytes, err := Free(folder)
		if err != nil {
			return math.NaN()
		}
		return float64(bytes)
	}))
}
