package game

// commanded is what every event that can come from a host's command knows.
type commanded interface{ origin() By }

func (b By) origin() By { return b }

// sender tells who gave the command that an event came from; zero for the timekeeper's events.
func sender(e Event) By {
	if c, ok := e.(commanded); ok {
		return c.origin()
	}
	return By{}
}
