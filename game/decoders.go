package game

// decoders gives the reader of each kind of event.
func decoders() map[string]func([]byte) (Event, error) {
	return map[string]func([]byte) (Event, error){
		"opened": decodeAs[Opened], "seated": decodeAs[Seated], "locked": decodeAs[Locked], "kicked": decodeAs[Kicked],
		"renamed": decodeAs[Renamed], "teamed": decodeAs[Teamed], "stretched": decodeAs[Stretched],
		"offered": decodeAs[Offered], "claimed": decodeAs[Claimed], "round": decodeAs[RoundBegan], "asked": decodeAs[Asked],
		"started": decodeAs[Started], "extended": decodeAs[Extended], "closing": decodeAs[Closing],
		"closed": decodeAs[Closed], "revealed": decodeAs[Revealed], "table": decodeAs[TableShown],
		"break": decodeAs[BreakBegan], "podium": decodeAs[PodiumShown], "ended": decodeAs[Ended],
		"continued": decodeAs[Continued], "paused": decodeAs[Paused], "resumed": decodeAs[Resumed], "gap": decodeAs[Gap],
		"judged": decodeAs[Judged], "voided": decodeAs[Voided], "adjusted": decodeAs[Adjusted],
		"inserted": decodeAs[Inserted], "set": decodeAs[Set],
	}
}
